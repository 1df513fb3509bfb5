import type { Texts } from "../en";

function bytes(count: number): string {
	return count < 1e6
		? `${Math.ceil(count / 1e3)}\u00a0Ko`
		: `${(count / 1e6).toFixed(1).replace(".", ",")}\u00a0Mo`;
}

/** What a job says that mails a document. */
const job: Texts["panel"]["job"] = {
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
};

/** The control panel; the names of the menus are the guide's. */
export const panel: Texts["panel"] = {
	menu: {
		scanToEmail: "Numérisation vers email",
		toMyEmail: "Vers Mon email",
		fax: "Fax",
		jobMenu: "État des travaux",
		jobStatus: "État des travaux",
		settings: "Param.",
		generalSettings: "Réglages généraux",
		networkSettings: "Paramètres réseau",
		networkStatus: "État réseau",
		lanStatus: "État LAN câblé/Wi-Fi",
		emailServerStatus: "État serveur de messagerie",
		connectionCheck: "Vérif. de la connexion",
		advanced: "Avancé",
		emailServer: "Serveur de messagerie",
		serverSettings: "Paramètres du serveur",
		signIn: "Se connecter",
		signOut: "Déconnecter",
		dateTime: "Date/heure",
		printerSettings: "Param. imprimante",
		administrator: "Administrateur",
		administratorPassword: "Mot de passe admin.",
		lockSetting: "Verrouillage",
		logIn: "Connexion admin.",
		logOut: "Déconnexion admin.",
		restoreDefaults: "Rétablir param. par défaut",
		statusSheet: "feuil. état",
		language: "Langue / Language",
	},
	factoryReset: {
		restore: "Rétablir",
		done: "Les paramètres par défaut sont rétablis. L'imprimante redémarre.",
	},
	password: {
		current: "Mot de passe admin.",
		next: "Nouveau mot de passe",
		again: "Encore une fois",
		changed: "Le nouveau mot de passe est valable. Les navigateurs ont été déconnectés.",
	},
	administrator: {
		loggedIn: "Vous êtes connecté(e) en tant qu'administrateur.",
		timeOut: (minutes) => `Après ${minutes} minutes sans opération, vous êtes déconnecté(e).`,
		locked: "Seul l'administrateur modifie les paramètres du serveur de messagerie.",
		unlocked: "Tout le monde peut modifier les paramètres du serveur de messagerie.",
	},
	signIn: {
		open: "Sur un téléphone ou un ordinateur, ouvrez",
		enter: "et saisissez le code",
		save: "Sélectionnez OK pour enregistrer la connexion dans l'imprimante.",
		saved: "La connexion est enregistrée dans l'imprimante.",
		failed: "Échec de la connexion",
	},
	check: {
		passed: "Toutes les étapes OK",
		failed: "Échec de la connexion",
		step: "Étape en échec",
	},
	clock: {
		set: "L'horloge est réglée.",
	},
	scan: {
		addRecipient: "Ajouter un destinataire",
		start: "Démarrer",
		emailAddress: "Adresse e-mail",
		subject: "Objet",
		usualSubject: "Objet habituel de l'imprimante",
	},
	toMyEmail: {
		idNumber: "Numéro d'identification",
		wrong: (attemptsLeft) =>
			`Le numéro d'identification n'est pas correct. ${attemptsLeft === 1 ? "Encore un numéro incorrect bloque" : `Encore ${attemptsLeft} numéros incorrects bloquent`} la connexion pendant un moment.`,
		locked: (duration) => `Trop de numéros d'identification incorrects. Réessayez dans ${duration}.`,
		signIn:
			"Connectez-vous avec le compte Microsoft de votre entreprise ou de votre organisation (adresse e-mail et mot de passe).",
		again: "Sélectionnez de nouveau Vers Mon email et connectez-vous.",
	},
	fax: {
		number: "Numéro de fax",
		addNumber: "Ajouter un numéro de fax",
	},
	job,
	faxJob: { ...job, success: "Remis au service de fax" },
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
