import type { Texts } from "../en";

/** The lines of the status screen, page and sheet. */
export const status: Texts["status"] = {
	headings: {
		general: "Général",
		network: "Réseau",
		tcpIp: "TCP/IP",
		emailServer: "Serveur d'email",
		faxServer: "Serveur de fax",
		account: "Compte Microsoft",
		memory: "Mémoire",
		certificates: "Certificats",
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
		linkSpeed: "Débit de la liaison",
		ssid: "Nom du réseau (SSID)",
		security: "Sécurité Wi-Fi",
		channel: "Canal",
		signal: "Niveau du signal",
		obtained: "Obtention de l'adresse IP",
		ipAddress: "Adresse IP",
		subnetMask: "Masque de sous-réseau",
		gateway: "Passerelle par défaut",
		dns: (number) => `Serveur DNS ${number}`,
		ipv6Address: "Adresse IPv6",
		currentStatus: "État actuel",
		account: "Compte",
		verificationUri: "Page de connexion",
		code: "Code",
		warning: "Avertissement",
		caCertificate: (number) => `Certificat CA ${number}`,
		problem: "Problème",
		solution: "Solution",
		setting: "Réglage",
	},
	memory: {
		settings: {
			label: "Réglages",
			value:
				"Les derniers réglages en mémoire sont endommagés ou viennent d'un micrologiciel plus récent. Des réglages antérieurs ou par défaut sont appliqués : vérifiez-les.",
		},
		administrator: {
			label: "Mot de passe administrateur",
			value:
				"Le dernier mot de passe en mémoire est endommagé ou vient d'un micrologiciel plus récent. Un mot de passe antérieur ou celui de l'étiquette est valable : choisissez-en un nouveau.",
		},
		signIns: {
			label: "Connexions",
			value:
				"Le dernier état d'une connexion est endommagé ou vient d'un micrologiciel plus récent. Si l'envoi échoue, connectez-vous de nouveau.",
		},
		records: {
			label: "Données enregistrées",
			value:
				"Des données en mémoire sont endommagées ou viennent d'un micrologiciel plus récent. Vérifiez les contacts et les utilisateurs.",
		},
		keys: {
			label: "Clés",
			value:
				"Des clés de la mémoire sont endommagées : des réglages et des connexions sont peut-être perdus. Saisissez-les de nouveau. Si ce message reste, rétablissez d'abord les paramètres par défaut.",
		},
		unknown: {
			label: "Données inconnues",
			value: "La mémoire contient des données qui ne sont pas de ce micrologiciel. Elles sont ignorées.",
		},
	},
	values: {
		wired: "LAN câblé",
		wifi: "Wi-Fi",
		connected: "Connecté",
		notConnected: "Non connecté",
		automatic: "Automatique",
		manual: "Manuelle",
		megabits: (count) => `${count}\u00a0Mbit/s`,
		decibels: (level) => `${level}\u00a0dBm`,
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
