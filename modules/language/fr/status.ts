import type { Texts } from "../en";

/** The lines of the status screen, page and sheet. */
export const status: Texts["status"] = {
	headings: {
		general: "Général",
		network: "Réseau",
		tcpIp: "TCP/IP",
		emailServer: "Serveur d'email",
		account: "Compte Microsoft",
	},
	labels: {
		model: "Modèle",
		printerName: "Nom de l'imprimante",
		serial: "Numéro de série",
		macAddress: "Adresse MAC",
		firmware: "Micrologiciel",
		dateTime: "Date et heure",
		standardNetwork: "Réseau standard",
		additionalNetwork: "Réseau supplémentaire",
		ipAddress: "Adresse IP",
		subnetMask: "Masque de sous-réseau",
		gateway: "Passerelle par défaut",
		dns: (number) => `Serveur DNS ${number}`,
		currentStatus: "État actuel",
		account: "Compte",
		verificationUri: "Page de connexion",
		code: "Code",
		warning: "Avertissement",
		problem: "Problème",
		solution: "Solution",
		setting: "Réglage",
	},
	values: {
		wired: "LAN câblé",
		wifi: "Wi-Fi",
		connected: "Connecté",
		notConnected: "Non connecté",
		notSet: "Non défini",
		masked: "********",
		signedIn: "Connecté(e)",
		signedInNotSaved: "Connecté(e), non enregistré(e)",
		signedOut: "Non connecté(e)",
		signInExpired: "Connexion expirée",
		signingIn: "Connexion en cours",
		notRenewedSince: (date) =>
			`La connexion n'a pas pu être renouvelée depuis le ${date} et expirera si cela continue.`,
	},
};
