import type { Texts } from "../en";

function bytes(count: number): string {
	return count < 1e6
		? `${Math.ceil(count / 1e3)}\u00a0Ko`
		: `${(count / 1e6).toFixed(1).replace(".", ",")}\u00a0Mo`;
}

/** The control panel; the names of the menus are the guide's. */
export const panel: Texts["panel"] = {
	menu: {
		scanToEmail: "Numérisation vers email",
		jobMenu: "État des travaux",
		jobStatus: "État des travaux",
		settings: "Param.",
		generalSettings: "Réglages généraux",
		networkSettings: "Paramètres réseau",
		networkStatus: "État réseau",
		emailServerStatus: "État serveur de messagerie",
		restoreDefaults: "Rétablir param. par défaut",
		statusSheet: "feuil. état",
		language: "Langue / Language",
	},
	factoryReset: {
		restore: "Rétablir",
		password: "Mot de passe admin.",
		done: "Les paramètres par défaut sont rétablis. L'imprimante redémarre.",
	},
	scan: {
		addRecipient: "Ajouter un destinataire",
		start: "Démarrer",
		emailAddress: "Adresse e-mail",
	},
	job: {
		preparing: "Connexion…",
		sending: "Envoi…",
		stopping: "Arrêt…",
		stop: "Arrêter",
		percent: (done) => `${Math.floor(done * 100)}\u00a0%`,
		progress: (sent, total) => (total === undefined ? bytes(sent) : `${bytes(sent)} sur ${bytes(total)}`),
		success: "E-mail envoyé",
		partial: "Envoi partiel",
		failed: "Échec de l'envoi",
		cancelled: "Annulé",
		errorCode: (code) => `Code d'erreur ${code}`,
		refused: "Refusé",
	},
	printJob: {
		preparing: "Préparation…",
		sending: "Impression…",
		progress: () => "",
		success: "Impression terminée",
		partial: "Impression partielle",
		failed: "Échec de l'impression",
		cancelled: "Annulé",
	},
	statusSheet: {
		message: (paper) => `La feuille d'état du réseau va être imprimée sur du papier ${paper}.`,
		content:
			"Elle indique les paramètres et l'état du réseau et du serveur de messagerie, sans aucun mot de passe.",
		start: "Imprimer",
	},
};
