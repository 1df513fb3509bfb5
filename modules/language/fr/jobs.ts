import type { Texts } from "../en";

/** The table of error codes; 360, 361 and 370 word for word as in the guide's. */
const codes = {
	311: {
		status: "Le nom du serveur est introuvable (DNS).",
		solution: "Vérifiez les paramètres du serveur DNS et l'adresse du serveur.",
	},
	312: {
		status: "Le serveur de messagerie n'a pas accepté la connexion du compte.",
		solution: "Vérifiez la méthode d'authentification, le compte et le mot de passe.",
	},
	313: {
		status: "Une erreur de communication avec le serveur de messagerie s'est produite.",
		solution: "Vérifiez la connexion réseau et les paramètres du serveur de messagerie.",
	},
	314: {
		status: "Le message dépasse la taille maximale.",
		solution: "Numérisez moins de pages, ou avec une résolution plus basse.",
	},
	350: {
		status: "Le certificat du serveur n'est pas digne de confiance.",
		solution: "Vérifiez la date, l'heure et les certificats racine de l'imprimante.",
	},
	360: {
		status: "Aucune connexion au service de cloud ou au service de messagerie.",
		solution: "Connectez-vous au service de cloud ou au service de messagerie.",
	},
	361: {
		status: "La connexion au service de cloud ou au service de messagerie a expiré.",
		solution: "Connectez-vous au service de cloud ou au service de messagerie.",
	},
	370: {
		status: "Vous devez vous connecter de nouveau au service de cloud.",
		solution: "Connexion au service de cloud.",
	},
};

/** The job history; 360, 361 and 370 word for word as in the guide's table. */
export const jobs: Texts["jobs"] = {
	columns: {
		receiptNumber: "N°",
		startedAt: "Date et heure",
		type: "Type",
		result: "Résultat",
		pages: "Pages",
		from: "De",
		to: "À",
		code: "Code d'erreur",
	},
	types: {
		"scan-to-email": "Numérisation vers email",
		"to-my-email": "Vers Mon email",
		fax: "Fax",
		"status-sheet": "Feuille d'état du réseau",
	},
	results: {
		running: "En cours",
		success: "Terminé",
		partial: "Partiel",
		failed: "Erreur",
		cancelled: "Annulé",
	},
	/** A fax has numbers of its own for what means the same. */
	codes: { ...codes, 411: codes[311], 412: codes[312], 413: codes[313] },
};
