import type { Texts } from "../en";

/** The browser pages; the guide's terms. */
export const web: Texts["web"] = {
	title: "Web Config",
	skipToContent: "Aller au contenu",
	language: "Langue",
	navigation: {
		main: "Menu principal",
		status: "État",
		network: "Réseau",
		fax: "Fax",
		printer: "Imprimante",
		certificates: "Certificats",
		jobs: "État des travaux",
		logOut: "Déconnexion administrateur",
	},
	actions: { ok: "OK", cancel: "Annuler", back: "Retour" },
	login: {
		heading: "Connexion administrateur",
		intro: "Les réglages de cette imprimante sont réservés à son administrateur.",
		password: "Mot de passe administrateur",
		initialPassword:
			"Tant qu'il n'a pas été changé, le mot de passe est celui de l'étiquette de l'imprimante.",
		wrong: (attemptsLeft) =>
			`Le mot de passe n'est pas correct. ${attemptsLeft === 1 ? "Encore un mot de passe incorrect bloque" : `Encore ${attemptsLeft} mots de passe incorrects bloquent`} la connexion pendant un moment.`,
		locked: (duration) => `Trop de mots de passe incorrects. Réessayez dans ${duration}.`,
		loggedOut: "Vous êtes déconnecté(e).",
		ended: "Vous avez été déconnecté(e) après un moment sans activité. Connectez-vous de nouveau.",
	},
	password: {
		heading: "Mot de passe administrateur",
		initial:
			"Le mot de passe de l'étiquette de l'imprimante est toujours valable. Choisissez le vôtre : quiconque lit l'étiquette peut se connecter.",
		change: "Choisir un mot de passe",
		current: "Mot de passe actuel",
		next: "Nouveau mot de passe",
		again: "Nouveau mot de passe, une seconde fois",
		rule: (min, max) => `Utilisez de ${min} à ${max} lettres, chiffres et signes, sans accents.`,
		different: "Les deux nouveaux mots de passe diffèrent.",
		saved: "Le nouveau mot de passe est valable. Les autres navigateurs ont été déconnectés.",
	},
	factoryReset: {
		heading: "Rétablir les paramètres par défaut",
		forgets:
			"L'imprimante oublie définitivement tous ses réglages, le mot de passe administrateur, toutes les connexions et tous les utilisateurs. Personne ne peut plus les lire dans sa mémoire.",
		afterwards:
			"Elle redémarre ensuite comme une imprimante neuve : le mot de passe administrateur est celui de son étiquette, et il faut se connecter de nouveau au service de messagerie.",
		restore: "Rétablir et redémarrer",
		done: "Les paramètres par défaut sont rétablis. L'imprimante redémarre ; dans un instant, connectez-vous avec le mot de passe de son étiquette.",
	},
	status: { heading: "État du produit" },
	statusSheet: {
		heading: "Impression de la feuille d'état",
		intro: (paper) =>
			`L'imprimante imprime tout ce qu'indique la page d'état sur du papier ${paper}. Aucun mot de passe n'y figure.`,
		type: "Impression",
		types: { black_1: "Noir et blanc", sgray_8: "Niveaux de gris" },
		print: "Imprimer la feuille d'état",
		printing: "Impression…",
		printed: "La feuille d'état du réseau a été imprimée.",
		cancelled: "L'impression a été annulée.",
		unavailable: "Cette imprimante n'a pas de moteur d'impression.",
	},
	email: {
		heading: { mail: "Serveur d'email > De base", fax: "Serveur de fax > Paramètres du serveur email" },
		certificateRequired: "Le certificat est requis pour utiliser une fonction sécurisée du serveur e-mail.",
		certificateSettings: "Effectuez les réglages sur la page suivante.",
		groups: {
			faxService: "Service de fax",
			authentication: "Authentification",
			outgoing: "Serveur SMTP",
			incoming: "Serveur POP3",
		},
		faxDomain:
			"Un fax part sous forme d'e-mail au numéro de fax suivi de ce domaine : pour +33 1 23 45 67 89, à 33123456789@ et le domaine. Demandez-le au fournisseur du service de fax.",
		currentStatus: "État actuel",
		signedIn: "Connecté(e)",
		signedInUntilOK:
			"Pas encore sauvegardé : cliquez sur OK pour enregistrer cette connexion dans l'imprimante.",
		signingIn: "Une connexion est en cours.",
		showCode: "Afficher le code",
		signIn: "Se connecter",
		signInAgain: "Se connecter de nouveau",
		signOut: "Déconnecter",
		validationAdvice: "Il est conseillé d'activer la validation de certificats.",
		validationOff:
			"La connexion va s'effectuer sans confirmer la sécurité du serveur e-mail si la validation de certificats est désactivée.",
		standardNetworkOnly:
			"OAuth2 fonctionne sur le réseau standard seulement. Le réseau supplémentaire ne prend pas en charge l'authentification OAuth2.0.",
		ownService:
			"Un service qui connecte comme Microsoft Entra ID, à cette adresse et ce locataire, ou qui a ses deux points de terminaison ci-dessous.",
		ownTenant: "Laissez vide pour toutes les organisations.",
		ownScope:
			"Laissez vide pour Exchange Online. Sinon, indiquez l'autorisation d'envoyer et ce qui donne un jeton d'actualisation et le nom du compte (offline_access openid profile).",
		registration: "Inscription de l'application",
		ownClientID:
			"Laissez vide pour celle de l'imprimante. Gouvernement des États-Unis et 21Vianet demandent une application inscrite chez eux, d'autres services une des leurs ; elle doit être un client public.",
		signInIncomplete:
			"La connexion ne peut pas encore commencer. Corrigez les champs signalés, puis cliquez sur Se connecter.",
		passwordStored: "Enregistré ; laissez vide pour le garder",
		passwordTyped: "Saisi ; cliquez sur OK pour l'enregistrer",
		removePassword: "Supprimer le mot de passe enregistré",
		saved: "Les réglages ont été enregistrés.",
		signedOut: "L'imprimante est déconnectée du service de messagerie.",
		notSaved: "Rien n'a été enregistré. Corrigez les champs signalés, puis cliquez sur OK.",
	},
	notification: {
		heading: "Notification par e-mail",
		groups: { renewal: "Renouvellement des connexions", warning: "Avertissements" },
		selfRefresh:
			"Microsoft met fin à une connexion inutilisée pendant 90 jours. L'imprimante peut renouveler ses connexions d'elle-même et rester ainsi connectée, même si personne n'envoie d'e-mail.",
		intervalUnit: "De 1 à 60 jours depuis la dernière utilisation.",
		delay:
			"De 1 à 29 jours d'échec du renouvellement. L'avertissement s'affiche dans l'état et sur le panneau de commande.",
		email: "Reçoit un e-mail par avertissement. Laissez vide pour n'en envoyer aucun.",
	},
	users: {
		heading: "Utilisateurs",
		intro:
			"Chaque utilisateur de Vers Mon email reçoit ses numérisations à sa propre adresse, envoyées de son propre compte : il choisit son nom sur le panneau de commande, saisit son numéro d'identification et se connecte à la première utilisation.",
		administratorFirst:
			"Connectez d'abord l'imprimante à la page Serveur d'email > De base et acceptez au nom de l'organisation. Jusque-là, personne ne peut utiliser Vers Mon email.",
		add: "Ajouter un utilisateur",
		name: "Nom d'utilisateur",
		nameRule: (bytes) =>
			`Jusqu'à ${bytes} lettres, chiffres et signes, moins avec des accents. Deux utilisateurs ne peuvent pas porter le même nom.`,
		idNumber: "Numéro d'identification",
		idNumberRule: (min, max) => `De ${min} à ${max} chiffres.`,
		newIDNumber: "Nouveau numéro d'identification",
		account: "Compte",
		notSignedIn: "Pas encore connecté(e)",
		none: "Il n'y a aucun utilisateur.",
		count: (count) => (count === 1 ? "1 utilisateur" : `${count} utilisateurs`),
		next: "Utilisateurs suivants",
		previous: "Utilisateurs précédents",
		change: "Modifier",
		remove: "Supprimer",
		removeText:
			"L'imprimante oublie définitivement le numéro d'identification et la connexion de cet utilisateur. Personne ne peut plus les lire dans sa mémoire.",
		refused:
			"Rien n'a été enregistré : le nom ou le numéro d'identification n'est pas comme indiqué, ou le nom est déjà pris.",
		added: (name) => `${name} a été ajouté(e).`,
		changed: (name) => `${name} a un nouveau numéro d'identification.`,
		removed: "L'utilisateur a été supprimé.",
	},
	signIn: {
		heading: "Connexion au service de messagerie",
		intro: (service) => `L'imprimante enverra les e-mails avec un compte ${service}.`,
		start: "Se connecter avec Microsoft",
		starting: "Demande d'un code…",
		steps: {
			copy: "Copiez ce code.",
			open: "Ouvrez cette page, sur cet ordinateur ou sur un téléphone :",
			scan: "Code QR de cette page, pour un téléphone",
			enter:
				"Saisissez le code, connectez-vous avec le compte de messagerie de l'imprimante, puis sélectionnez Accepter. Un administrateur peut accepter au nom de l'organisation.",
		},
		code: "Code d'authentification",
		copy: "Copier",
		copied: "Copié",
		timeLeft: "Temps restant :",
		updates: "Cette page continue d'elle-même lorsque vous avez terminé.",
		done: (login) => `Connecté(e) en tant que ${login}.`,
		doneNext: "Revenez aux réglages et cliquez sur OK pour enregistrer la connexion dans l'imprimante.",
		toSettings: "Revenir aux réglages",
		details: "Détails",
	},
	signOut: {
		heading: "Déconnecter ?",
		question: {
			mail: (login) =>
				`L'imprimante oublie la connexion de ${login} et n'envoie plus d'e-mails jusqu'à la prochaine connexion.`,
			fax: (login) =>
				`L'imprimante oublie la connexion de ${login} et n'envoie plus de fax jusqu'à la prochaine connexion.`,
		},
	},
	connectionTest: {
		heading: "Test de connexion",
		intro: "L'imprimante essaie pas à pas les réglages de messagerie enregistrés.",
		sendsNothing: "Elle n'envoie aucun message.",
		start: "Démarrer",
		again: "Tester à nouveau",
		running: "Test en cours…",
		passed: "L'imprimante peut envoyer des e-mails avec ces réglages.",
		states: { passed: "OK", failed: "Échec", trying: "En cours…", untried: "Non testé" },
		steps: {
			network: "Connexion au réseau",
			dns: "Adresse du serveur (DNS)",
			connect: "Connexion au serveur",
			greeting: "Accueil du serveur",
			tls: "Chiffrement (TLS)",
			certificate: "Certificat du serveur",
			"sign-in": "Authentification",
			sender: "Expéditeur accepté",
			recipient: "Destinataire accepté",
		},
	},
	certificates: {
		heading: "Certificats",
		caCertificate: "Certificat CA",
		caIntro: "L'imprimante fait confiance aux serveurs dont le certificat vient d'une de ces autorités :",
		rootUpdate: "Mise à jour du certificat racine",
		rootUpdateText: (firmware) =>
			`Les certificats racine sont livrés avec le micrologiciel (actuellement ${firmware}). Pour les renouveler, mettez à jour le micrologiciel.`,
	},
	jobs: {
		heading: "État des travaux",
		empty: "Aucun travail depuis la mise sous tension de l'imprimante.",
		codes: "Codes d'erreur",
		status: "Statut",
		solution: "Solution",
		refused: "Refusé :",
	},
	errors: {
		heading: "Cela n'a pas fonctionné",
		notFound: "Cette page n'existe pas.",
		method: "Cette page ne s'utilise pas ainsi.",
		forbidden:
			"Le formulaire n'a pas été accepté : il est trop ancien, ou il ne vient pas de cette imprimante. Ouvrez la page de nouveau.",
		host: "Cette adresse n'est pas celle de l'imprimante. Ouvrez Web Config avec l'adresse IP ou le nom de l'imprimante.",
		tooLarge: "Le formulaire est trop grand.",
	},
};
