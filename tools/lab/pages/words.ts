const EN = {
	brand: "Timbre Lab sign-in",
	enterCode: "Enter code",
	enterCodeHint: "Enter the code displayed on your app or device.",
	code: "Code",
	next: "Next",
	wrongCode: "That code didn't work. Check the code and try again.",
	signIn: "Sign in",
	signInFor: "You're signing in to Timbre on another device. If it's not you, close this page.",
	account: "Email address",
	unknownAccount: "We couldn't find an account with that name.",
	enterPassword: "Enter password",
	password: "Password",
	wrongPassword: "Your account or password is incorrect.",
	permissionsRequested: "Permissions requested",
	wouldLike: "Timbre would like to:",
	consentForOrganization: "Consent on behalf of your organization",
	consentHint:
		"If you accept, the app gets access for everybody in your organization, who will not be asked again.",
	accept: "Accept",
	cancel: "Cancel",
	needApproval: "Need admin approval",
	needApprovalHint:
		"Timbre needs permission to use resources in your organization that only an administrator can grant. Ask an administrator to grant permission to this app before you can use it.",
	blocked: "You cannot access this right now",
	blockedHint: "Your sign-in was successful, but it does not meet the criteria to use this resource.",
	signedIn: "You have signed in to Timbre on your device.",
	declined: "You did not sign in.",
	closeWindow: "You may now close this window.",
	gone: "This sign-in is no longer under way. Start again with the code on your device.",
	"SMTP.Send": "Send emails from your mailbox using SMTP AUTH",
	"POP.AccessAsUser.All": "Read and write access to your mail via POP",
	"IMAP.AccessAsUser.All": "Read and write access to your mail via IMAP",
	openid: "Sign you in",
	profile: "View your basic profile",
	email: "View your email address",
	offline_access: "Maintain access to data you have given it access to",
};

/** Every word of the sign-in pages. */
export type Words = Readonly<Record<keyof typeof EN, string>>;

const FR: Words = {
	brand: "Connexion du labo Timbre",
	enterCode: "Entrer le code",
	enterCodeHint: "Entrez le code qui s'affiche sur votre application ou appareil.",
	code: "Code",
	next: "Suivant",
	wrongCode: "Ce code n'a pas fonctionné. Vérifiez le code et réessayez.",
	signIn: "Se connecter",
	signInFor: "Vous vous connectez à Timbre sur un autre appareil. Si ce n'est pas vous, fermez cette page.",
	account: "Adresse e-mail",
	unknownAccount: "Nous n'avons pas trouvé de compte avec ce nom.",
	enterPassword: "Entrer le mot de passe",
	password: "Mot de passe",
	wrongPassword: "Votre compte ou mot de passe est incorrect.",
	permissionsRequested: "Autorisations demandées",
	wouldLike: "Timbre souhaite :",
	consentForOrganization: "Accepter au nom de l'organisation",
	consentHint:
		"Si vous acceptez, l'application obtient l'accès pour tous les utilisateurs de votre organisation, à qui rien ne sera plus demandé.",
	accept: "Accepter",
	cancel: "Annuler",
	needApproval: "Approbation de l'administrateur requise",
	needApprovalHint:
		"Timbre a besoin d'une autorisation que seul un administrateur peut accorder. Demandez à un administrateur de l'accorder avant d'utiliser cette application.",
	blocked: "Vous ne pouvez pas y accéder pour le moment",
	blockedHint: "Votre connexion a réussi, mais elle ne répond pas aux critères d'accès à cette ressource.",
	signedIn: "Vous vous êtes connecté à Timbre sur votre appareil.",
	declined: "Vous ne vous êtes pas connecté.",
	closeWindow: "Vous pouvez maintenant fermer cette fenêtre.",
	gone: "Cette connexion n'est plus en cours. Recommencez avec le code affiché sur votre appareil.",
	"SMTP.Send": "Envoyer des e-mails depuis votre boîte aux lettres avec SMTP AUTH",
	"POP.AccessAsUser.All": "Lire et modifier vos e-mails par POP",
	"IMAP.AccessAsUser.All": "Lire et modifier vos e-mails par IMAP",
	openid: "Vous connecter",
	profile: "Voir votre profil de base",
	email: "Voir votre adresse e-mail",
	offline_access: "Conserver l'accès aux données auxquelles vous lui avez donné accès",
};

/** The languages of the sign-in pages. */
export type Language = "en" | "fr";

/** The words of a language. */
export const WORDS: Readonly<Record<Language, Words>> = { en: EN, fr: FR };
