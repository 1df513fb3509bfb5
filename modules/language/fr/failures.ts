import type { Texts } from "../en";
import { places } from "./places";

const EMAIL_SERVER = places.mail;

/** One text for each failure code. */
export const failures: Texts["failures"] = {
	"network.down": {
		happened: "L'imprimante n'est pas connectée au réseau.",
		remedy: "Vérifiez le câble réseau ou la connexion Wi-Fi, puis réessayez.",
	},
	"network.timeout": {
		happened: "Le serveur n'a pas répondu à temps.",
		remedy:
			"Réessayez dans quelques minutes. Si cela se répète, vérifiez la connexion réseau de l'imprimante.",
	},
	"network.closed": {
		happened: "Le serveur a coupé la connexion avant la fin du travail.",
		remedy: "Réessayez. Si cela se reproduit, vérifiez si un pare-feu interrompt la connexion.",
	},
	"network.line-too-long": {
		happened: "Le serveur a envoyé une réponse que l'imprimante ne peut pas lire.",
		remedy: `Vérifiez l'adresse du serveur et le numéro de port dans ${EMAIL_SERVER}.`,
	},
	"dns.not-found": {
		happened: "Le nom du serveur est introuvable.",
		remedy: `Vérifiez l'adresse du serveur dans ${EMAIL_SERVER} et les serveurs DNS dans les paramètres réseau.`,
	},
	"connect.failed": {
		happened: "L'imprimante ne peut pas joindre le serveur.",
		remedy: `Vérifiez l'adresse du serveur et le numéro de port dans ${EMAIL_SERVER}, et autorisez ce port dans le pare-feu.`,
	},
	"tls.failed": {
		happened: "L'imprimante et le serveur n'ont pas pu établir de connexion sécurisée.",
		remedy: `Changez Connexion sécurisée dans ${EMAIL_SERVER} : STARTTLS va en général avec le port 587 (POP3 : 110), SSL/TLS avec le port 465 (POP3 : 995).`,
	},
	"tls.certificate-expired": {
		happened: "Le certificat du serveur a expiré.",
		remedy:
			"Vérifiez la date et l'heure de l'imprimante. Si elles sont exactes, l'administrateur du serveur doit renouveler le certificat.",
	},
	"tls.certificate-not-yet-valid": {
		happened: "Le certificat du serveur n'est pas encore valide.",
		remedy: "Vérifiez la date et l'heure de l'imprimante : elles retardent probablement.",
	},
	"tls.wrong-host": {
		happened: "Le certificat du serveur appartient à un autre serveur.",
		remedy: `Saisissez dans ${EMAIL_SERVER} le nom complet du serveur, tel que le porte son certificat, et non une adresse IP.`,
	},
	"tls.unknown-issuer": {
		happened: "L'imprimante ne connaît pas l'autorité qui a émis le certificat du serveur.",
		remedy:
			"Mettez à jour les certificats racine avec le micrologiciel de l'imprimante, ou vérifiez si un pare-feu remplace le certificat.",
	},
	"tls.too-old": {
		happened: "Le serveur de messagerie exige une version plus récente de la connexion sécurisée (TLS 1.2).",
		remedy: "Mettez à jour le micrologiciel de l'imprimante.",
	},
	"tls.clock-not-set": {
		happened:
			"La date et l'heure de l'imprimante ne sont pas réglées : elle ne peut pas vérifier le certificat du serveur.",
		remedy:
			"Réglez la date et l'heure de l'imprimante, ou donnez-lui accès à un serveur de temps, puis réessayez.",
	},
	"tls.clock-wrong": {
		happened:
			"La date et l'heure de l'imprimante sont fausses : elles précèdent la création de son micrologiciel ou sont loin dans le futur. Aucun certificat de serveur ne peut être vérifié ainsi.",
		remedy:
			"Réglez la date et l'heure de l'imprimante, ou donnez-lui accès à un serveur de temps, puis réessayez.",
	},
	"tls.plaintext-injected": {
		happened:
			"Des données non protégées sont arrivées juste avant le début de la connexion sécurisée. L'imprimante s'est arrêtée pour protéger vos données.",
		remedy:
			"Quelqu'un modifie peut-être la connexion : faites vérifier le réseau entre l'imprimante et le serveur.",
	},

	"http.malformed": {
		happened: "Le service de connexion a envoyé une réponse que l'imprimante ne peut pas lire.",
		remedy: "Vérifiez si un pare-feu ou un portail captif répond à la place du service.",
	},
	"http.too-large": {
		happened: "Le service de connexion a envoyé une réponse trop longue pour l'imprimante.",
		remedy: "Vérifiez si un pare-feu ou un portail captif répond à la place du service.",
	},

	"oauth.answer-malformed": {
		happened: "La réponse du service de connexion de Microsoft est incomplète.",
		remedy:
			"Réessayez. Si cela se reproduit, vérifiez si un pare-feu modifie les échanges avec login.microsoftonline.com.",
	},
	"oauth.busy": {
		happened: "Une autre connexion est en cours pour ce compte.",
		remedy: "Terminez ou annulez cette connexion, puis réessayez.",
	},
	"oauth.cancelled": {
		happened: "La connexion a été annulée.",
		remedy: "Cliquez sur Se connecter avec Microsoft pour recommencer.",
	},
	"oauth.code-expired": {
		happened: "Le code a expiré avant d'avoir servi à une connexion.",
		remedy:
			"Cliquez sur Se connecter avec Microsoft pour obtenir un nouveau code, et saisissez-le dans les 15 minutes.",
	},
	"oauth.declined": {
		happened: "La connexion a été refusée sur la page de Microsoft.",
		remedy:
			"Recommencez avec le bon compte, et cliquez sur Accepter lorsque Microsoft demande l'autorisation.",
	},
	"oauth.code-invalid": {
		happened: "Microsoft n'accepte plus ce code.",
		remedy: "Cliquez sur Se connecter avec Microsoft pour obtenir un nouveau code.",
	},
	"oauth.unavailable": {
		happened: "Le service de connexion de Microsoft n'est pas disponible pour le moment.",
		remedy: "Réessayez dans quelques minutes. Vous restez connecté(e).",
	},
	"oauth.throttled": {
		happened: "Le service de connexion de Microsoft demande à l'imprimante de patienter.",
		remedy: "Réessayez dans quelques minutes. Vous restez connecté(e).",
	},
	"oauth.identity-missing": {
		happened: "Microsoft n'a pas indiqué quel compte s'est connecté.",
		remedy:
			"Connectez-vous de nouveau. Dans Microsoft Entra ID, l'application de l'imprimante a besoin des autorisations openid et profile.",
	},
	"oauth.scope-missing": {
		happened: "Le compte s'est connecté, mais sans l'autorisation d'envoyer des e-mails.",
		remedy:
			"Connectez-vous de nouveau et acceptez toutes les autorisations. Dans Microsoft Entra ID, l'application de l'imprimante a besoin de SMTP.Send.",
	},
	"oauth.not-signed-in": {
		happened: "Pour utiliser cette fonction, vous devez vous connecter à votre service de messagerie.",
		remedy: `Veuillez contacter votre administrateur. Il se connecte dans Web Config, page ${EMAIL_SERVER}.`,
	},
	"oauth.sign-in-expired": {
		happened: "La connexion au service de messagerie a expiré, car elle n'a pas servi depuis longtemps.",
		remedy: `L'administrateur doit effectuer de nouveau l'opération de connexion dans Web Config, page ${EMAIL_SERVER}.`,
	},
	"oauth.password-changed": {
		happened: "Le mot de passe du compte Microsoft a changé depuis la connexion de l'imprimante.",
		remedy: `Connectez-vous de nouveau dans ${EMAIL_SERVER}.`,
	},
	"oauth.password-expired": {
		happened: "Le mot de passe du compte Microsoft a expiré ou doit être changé.",
		remedy: `Définissez un nouveau mot de passe sur une page de connexion de Microsoft, puis connectez-vous de nouveau dans ${EMAIL_SERVER}.`,
	},
	"oauth.sign-in-frequency": {
		happened: "Votre organisation exige une nouvelle connexion à intervalles réguliers.",
		remedy: `Connectez-vous de nouveau dans ${EMAIL_SERVER}. Pour l'éviter, excluez le compte de l'imprimante de la politique d'accès conditionnel qui fixe la fréquence de connexion.`,
	},
	"oauth.mfa-required": {
		happened: "Microsoft demande une seconde preuve d'identité pour ce compte.",
		remedy: `Connectez-vous de nouveau dans ${EMAIL_SERVER} et effectuez la seconde étape.`,
	},
	"oauth.revoked": {
		happened: "L'accès de l'imprimante au compte Microsoft a été retiré.",
		remedy: `Connectez-vous de nouveau dans ${EMAIL_SERVER}.`,
	},
	"oauth.consent-required": {
		happened: "Votre organisation n'a pas encore autorisé l'imprimante à envoyer des e-mails.",
		remedy:
			"Un administrateur de Microsoft 365 doit se connecter en premier et sélectionner « Accepter au nom de l'organisation ».",
	},
	"oauth.admin-approval-required": {
		happened: "Cette autorisation demande l'approbation d'un administrateur de votre organisation.",
		remedy:
			"Connectez-vous avec un compte administrateur de Microsoft 365, ou faites approuver votre demande dans Microsoft Entra ID > Applications d'entreprise.",
	},
	"oauth.application-risky": {
		happened: "Microsoft juge l'application de l'imprimante risquée et a bloqué l'autorisation.",
		remedy:
			"Un administrateur de Microsoft 365 doit se connecter et sélectionner « Accepter au nom de l'organisation ».",
	},
	"oauth.application-unknown": {
		happened: "L'application de l'imprimante n'existe pas dans votre organisation.",
		remedy:
			"Vérifiez que le compte est bien celui de la bonne organisation, et que l'application n'a pas été retirée de Microsoft Entra ID > Applications d'entreprise.",
	},
	"oauth.application-disabled": {
		happened: "L'application de l'imprimante est désactivée dans votre organisation.",
		remedy:
			"Dans Microsoft Entra ID > Applications d'entreprise > Propriétés, réglez « Activé pour que les utilisateurs se connectent » sur Oui.",
	},
	"oauth.public-client-not-allowed": {
		happened: "L'inscription de l'application ne permet pas de se connecter avec un code.",
		remedy:
			"Dans Microsoft Entra ID > Inscriptions d'applications > Authentification, réglez « Autoriser les flux de clients publics » sur Oui.",
	},
	"oauth.account-type-not-allowed": {
		happened: "L'inscription de l'application n'accepte pas ce genre de compte.",
		remedy:
			"Choisissez le Service de courriel qui correspond au compte, ou modifiez Types de comptes pris en charge dans Microsoft Entra ID > Inscriptions d'applications > Authentification.",
	},
	"oauth.permission-missing": {
		happened: "L'inscription de l'application n'a pas l'autorisation d'envoyer des e-mails.",
		remedy:
			"Dans Microsoft Entra ID > Inscriptions d'applications > API autorisées, ajoutez Office 365 Exchange Online > SMTP.Send et accordez un consentement d'administrateur.",
	},
	"oauth.exchange-missing": {
		happened: "Votre organisation n'a pas d'Exchange Online avec lequel l'imprimante pourrait envoyer.",
		remedy:
			"Vérifiez dans le Centre d'administration Microsoft 365 > Facturation que l'abonnement comprend Exchange Online, et que le compte a une boîte aux lettres.",
	},
	"oauth.scope-invalid": {
		happened: "Microsoft ne connaît pas l'autorisation que l'imprimante demande.",
		remedy: `Vérifiez Service de courriel et Étendue dans ${EMAIL_SERVER}, et API autorisées dans Microsoft Entra ID > Inscriptions d'applications.`,
	},
	"oauth.tenant-unknown": {
		happened: "Microsoft ne connaît pas cette organisation.",
		remedy: `Vérifiez Service de courriel et Locataire dans ${EMAIL_SERVER}.`,
	},
	"oauth.wrong-cloud": {
		happened: "Le compte appartient à un autre cloud de Microsoft.",
		remedy: `Choisissez le Service de courriel de ce cloud dans ${EMAIL_SERVER} : Gouvernement des États-Unis, 21Vianet, ou Microsoft Exchange Online pour le reste du monde.`,
	},
	"oauth.tenant-restricted": {
		happened:
			"Le réseau ou les réglages de votre organisation ne permettent pas de se connecter à cette organisation.",
		remedy:
			"Autorisez-le dans Microsoft Entra ID > Identités externes > Paramètres d'accès interlocataire, et dans les restrictions de locataire du pare-feu.",
	},
	"oauth.conditional-access": {
		happened: "Une politique d'accès conditionnel de votre organisation bloque la connexion.",
		remedy:
			"Dans Microsoft Entra ID > Accès conditionnel, vérifiez les politiques et excluez le compte de l'imprimante de celle qui bloque.",
	},
	"oauth.device-required": {
		happened:
			"Une politique d'accès conditionnel de votre organisation demande un appareil géré, ce qu'une imprimante ne peut pas être.",
		remedy:
			"Dans Microsoft Entra ID > Accès conditionnel, excluez le compte de l'imprimante de la politique qui exige un appareil conforme ou joint, ou une application approuvée.",
	},
	"oauth.device-code-blocked": {
		happened: "Une politique de votre organisation bloque la connexion par code sur un autre appareil.",
		remedy:
			"Dans Microsoft Entra ID > Accès conditionnel > Flux d'authentification, autorisez le flux de code d'appareil pour le compte de l'imprimante.",
	},
	"oauth.security-defaults": {
		happened: "Les paramètres de sécurité par défaut de votre organisation bloquent la connexion.",
		remedy:
			"Dans Microsoft Entra ID > Propriétés > Gérer les paramètres de sécurité par défaut, désactivez-les, et protégez les comptes par l'accès conditionnel.",
	},
	"oauth.user-blocked": {
		happened:
			"Microsoft a verrouillé le compte, à cause de mots de passe erronés ou de connexions suspectes.",
		remedy:
			"Attendez la fin du verrouillage, ou faites ignorer le risque par un administrateur dans Microsoft Entra ID > Protection de l'identité > Utilisateurs à risque.",
	},
	"oauth.user-disabled": {
		happened: "Le compte Microsoft est désactivé.",
		remedy:
			"Activez le compte dans le Centre d'administration Microsoft 365, ou connectez-vous avec un autre compte.",
	},
	"oauth.user-unknown": {
		happened: "Microsoft ne connaît pas ce compte.",
		remedy:
			"Vérifiez l'orthographe du compte et le Service de courriel : Outlook.com pour une utilisation personnelle, Microsoft Exchange Online pour une entreprise ou une école.",
	},
	"oauth.user-not-assigned": {
		happened: "Le compte n'a pas le droit d'utiliser l'application de l'imprimante.",
		remedy:
			"Dans Microsoft Entra ID > Applications d'entreprise > Utilisateurs et groupes, attribuez l'application au compte.",
	},
	"oauth.refused": {
		happened: "Microsoft a refusé la connexion.",
		remedy:
			"Consultez les détails, ainsi que les Journaux de connexion de Microsoft Entra ID, qui en donnent la raison.",
	},

	"smtp.reply-malformed": {
		happened: "Le serveur ne répond pas comme un serveur de messagerie.",
		remedy: `Vérifiez l'adresse et le numéro de port du serveur SMTP, ainsi que Connexion sécurisée, dans ${EMAIL_SERVER}.`,
	},
	"smtp.refused": {
		happened: "Le serveur de messagerie refuse la connexion de l'imprimante.",
		remedy: "Consultez les détails, et interrogez l'administrateur du serveur de messagerie.",
	},
	"smtp.unavailable": {
		happened: "Le serveur de messagerie n'est pas disponible pour le moment.",
		remedy: "Réessayez dans quelques minutes.",
	},
	"smtp.client-name-refused": {
		happened: "Le serveur de messagerie n'accepte pas le nom sous lequel l'imprimante se présente.",
		remedy:
			"Changez le Nom du périphérique en n'utilisant que des lettres, des chiffres et des traits d'union, ou demandez à l'administrateur du serveur de messagerie quels noms il accepte.",
	},
	"smtp.tls-required": {
		happened: "Le serveur de messagerie n'accepte d'e-mails que par une connexion sécurisée.",
		remedy: `Réglez Connexion sécurisée sur STARTTLS, en général avec le port 587, ou sur SSL/TLS, en général avec le port 465, dans ${EMAIL_SERVER}.`,
	},
	"smtp.starttls-missing": {
		happened: "Le serveur de messagerie ne propose pas STARTTLS.",
		remedy: `Réglez Connexion sécurisée sur SSL/TLS dans ${EMAIL_SERVER} et adaptez le numéro de port, souvent 465.`,
	},
	"smtp.starttls-refused": {
		happened: "Le serveur de messagerie a refusé d'ouvrir une connexion sécurisée.",
		remedy: `Réessayez plus tard, ou réglez Connexion sécurisée sur SSL/TLS dans ${EMAIL_SERVER}.`,
	},
	"smtp.auth-mechanism-missing": {
		happened: "Le serveur de messagerie ne propose pas la méthode d'authentification choisie.",
		remedy: `Changez Méthode d'authentification dans ${EMAIL_SERVER}, et utilisez une connexion sécurisée : de nombreux serveurs l'exigent pour s'authentifier.`,
	},
	"smtp.auth-failed": {
		happened: "Le serveur de messagerie n'a pas accepté la connexion du compte.",
		remedy: `Vérifiez le compte et le mot de passe dans ${EMAIL_SERVER}. Avec OAuth2, déconnectez-vous, puis connectez-vous de nouveau avec le compte qui envoie ; l'application de l'imprimante a besoin de l'autorisation SMTP.Send.`,
	},
	"smtp.app-password-required": {
		happened: "Le service de courriel n'accepte pas le mot de passe habituel du compte depuis un appareil.",
		remedy: `Créez un mot de passe d'application dans les paramètres de sécurité du compte de messagerie, et saisissez-le comme Mot de passe authentifié dans ${EMAIL_SERVER}.`,
	},
	"smtp.auth-required": {
		happened: "Le serveur de messagerie n'envoie que pour les comptes connectés.",
		remedy: `Choisissez une Méthode d'authentification dans ${EMAIL_SERVER} : OAuth2 pour Microsoft, SMTP AUTH pour la plupart des autres.`,
	},
	"smtp.auth-disabled-for-tenant": {
		happened: "SMTP AUTH est désactivé pour toute votre organisation, et OAuth2 en a besoin aussi.",
		remedy:
			"Dans le Centre d'administration Exchange > Paramètres > Flux de courrier, décochez « Désactiver le protocole SMTP AUTH pour votre organisation » (Set-TransportConfig -SmtpClientAuthenticationDisabled $false). Le changement peut prendre une heure.",
	},
	"smtp.auth-disabled-for-mailbox": {
		happened: "SMTP AUTH est désactivé pour cette boîte aux lettres, et OAuth2 en a besoin aussi.",
		remedy:
			"Dans le Centre d'administration Microsoft 365 > Utilisateurs actifs > l'utilisateur > Courrier > Gérer les applications de messagerie, activez SMTP authentifié (Set-CASMailbox -SmtpClientAuthenticationDisabled $false). Le changement peut prendre une heure.",
	},
	"smtp.security-defaults": {
		happened:
			"Les paramètres de sécurité par défaut de votre organisation bloquent SMTP AUTH pour ce compte.",
		remedy:
			"Dans Microsoft Entra ID > Propriétés > Gérer les paramètres de sécurité par défaut, désactivez-les, puis activez SMTP AUTH.",
	},
	"smtp.conditional-access": {
		happened: "Une politique d'accès conditionnel de votre organisation empêche ce compte d'envoyer.",
		remedy:
			"Dans Microsoft Entra ID > Accès conditionnel, vérifiez les politiques et excluez le compte de l'imprimante de celle qui bloque.",
	},
	"smtp.basic-auth-disabled": {
		happened: "Microsoft n'accepte plus un nom de compte et un mot de passe pour envoyer des e-mails.",
		remedy: `Réglez Méthode d'authentification sur OAuth2 dans ${EMAIL_SERVER}, puis connectez-vous.`,
	},
	"smtp.too-many-connections": {
		happened: "Ce compte envoie trop de messages en même temps.",
		remedy: "Réessayez dans une minute.",
	},
	"smtp.sender-refused": {
		happened: "Le serveur de messagerie n'accepte pas l'adresse de l'expéditeur.",
		remedy: `Vérifiez Adr. messagerie expéditeur dans ${EMAIL_SERVER}.`,
	},
	"smtp.sender-blocked": {
		happened: "Microsoft a bloqué cet expéditeur, en général à cause d'un soupçon de courrier indésirable.",
		remedy:
			"Un administrateur débloque le compte dans Microsoft Defender > E-mail et collaboration > Entités restreintes.",
	},
	"smtp.tenant-blocked": {
		happened:
			"Microsoft empêche pour le moment toute votre organisation d'envoyer des e-mails à l'extérieur.",
		remedy:
			"Un administrateur en cherche la raison dans Microsoft Defender > E-mail et collaboration > Entités restreintes et dans le Centre d'administration Microsoft 365 > Facturation, puis contacte le support de Microsoft.",
	},
	"smtp.send-as-denied": {
		happened: "Le compte connecté n'a pas le droit d'envoyer depuis l'adresse de l'expéditeur.",
		remedy: `Réglez Adr. messagerie expéditeur sur l'adresse du compte dans ${EMAIL_SERVER}, ou donnez au compte l'autorisation « Envoyer en tant que » pour cette boîte aux lettres dans le Centre d'administration Exchange.`,
	},
	"smtp.recipient-refused": {
		happened: "Le serveur de messagerie n'accepte pas l'adresse d'un destinataire.",
		remedy: "Vérifiez l'orthographe de l'adresse du destinataire.",
	},
	"smtp.relay-denied": {
		happened:
			"Le serveur de messagerie ne transmet pas d'e-mail à ce destinataire pour un expéditeur qui ne s'est pas authentifié.",
		remedy: `Réglez Méthode d'authentification sur SMTP AUTH ou OAuth2 dans ${EMAIL_SERVER}, ou demandez à l'administrateur du serveur de messagerie d'autoriser l'imprimante à envoyer vers d'autres domaines.`,
	},
	"smtp.too-many-recipients": {
		happened: "Le message a plus de destinataires que le serveur de messagerie n'en permet.",
		remedy: "Envoyez à moins de destinataires à la fois.",
	},
	"smtp.utf8-missing": {
		happened: "Le serveur de messagerie n'accepte pas les adresses avec accents ou autres lettres spéciales.",
		remedy: "Envoyez à une adresse sans accents ni lettres spéciales.",
	},
	"smtp.quota-exceeded": {
		happened: "Le compte a envoyé tous les messages permis en une journée.",
		remedy: "Attendez 24 heures, puis réessayez.",
	},
	"smtp.mailbox-full": {
		happened: "La boîte aux lettres du compte est pleine.",
		remedy: "Libérez de la place dans la boîte aux lettres, par exemple en vidant Éléments envoyés.",
	},
	"smtp.message-too-large": {
		happened: "Le message est plus grand que ce que permet le serveur de messagerie.",
		remedy: "Numérisez moins de pages, ou avec une résolution plus basse.",
	},
	"smtp.message-refused": {
		happened: "Le serveur de messagerie a refusé le message.",
		remedy: "Consultez les détails, et interrogez l'administrateur du serveur de messagerie.",
	},

	"pop3.reply-malformed": {
		happened: "Le serveur ne répond pas comme un serveur POP3.",
		remedy: `Vérifiez l'adresse et le numéro de port du serveur POP3, ainsi que Connexion sécurisée, dans ${EMAIL_SERVER}.`,
	},
	"pop3.refused": {
		happened: "Le serveur POP3 refuse la connexion de l'imprimante.",
		remedy: "Consultez les détails, et interrogez l'administrateur du serveur de messagerie.",
	},
	"pop3.unavailable": {
		happened: "Le serveur POP3 n'est pas disponible pour le moment.",
		remedy: "Réessayez dans quelques minutes.",
	},
	"pop3.tls-required": {
		happened: "Le serveur POP3 n'accepte une authentification que par une connexion sécurisée.",
		remedy: `Changez Connexion sécurisée dans ${EMAIL_SERVER} : STARTTLS va en général avec le port POP3 110, SSL/TLS avec le port POP3 995.`,
	},
	"pop3.stls-missing": {
		happened: "Le serveur POP3 ne propose pas STARTTLS.",
		remedy: `Réglez Connexion sécurisée sur SSL/TLS dans ${EMAIL_SERVER} et adaptez les numéros de port, souvent 995 pour POP3 et 465 pour SMTP.`,
	},
	"pop3.stls-refused": {
		happened: "Le serveur POP3 a refusé d'ouvrir une connexion sécurisée.",
		remedy: `Réessayez plus tard, ou réglez Connexion sécurisée sur SSL/TLS dans ${EMAIL_SERVER}.`,
	},
	"pop3.auth-mechanism-missing": {
		happened:
			"Le serveur POP3 ne propose aucune méthode d'authentification que l'imprimante puisse utiliser.",
		remedy: `Activez Connexion sécurisée dans ${EMAIL_SERVER} : de nombreux serveurs l'exigent pour s'authentifier. Sinon, réglez Méthode d'authentification sur SMTP AUTH.`,
	},
	"pop3.auth-failed": {
		happened: "Le serveur POP3 n'a pas accepté le compte ou son mot de passe.",
		remedy: `Vérifiez Compte authentifié et Mot de passe authentifié dans ${EMAIL_SERVER}, et activez POP3 pour cette boîte aux lettres auprès du service de courriel.`,
	},
	"pop3.mailbox-locked": {
		happened: "Un autre programme utilise la boîte aux lettres du compte.",
		remedy: "Fermez ce programme ou laissez-le terminer, puis réessayez dans quelques minutes.",
	},
	"pop3.login-delay": {
		happened: "Le serveur POP3 demande une pause entre deux connexions du même compte.",
		remedy: "Attendez quelques minutes, puis réessayez.",
	},

	"mail.not-configured": {
		happened: "Le serveur de messagerie n'est pas configuré.",
		remedy: `Remplissez les réglages dans ${EMAIL_SERVER}.`,
	},
	"mail.challenge-malformed": {
		happened:
			"Le serveur de messagerie a demandé le mot de passe d'une manière que l'imprimante ne comprend pas.",
		remedy: "Consultez les détails, et interrogez l'administrateur du serveur de messagerie.",
	},
	"mail.header-invalid": {
		happened: "L'objet ou le nom du fichier contient des caractères qu'un e-mail ne peut pas transporter.",
		remedy: "Saisissez de nouveau l'objet et le nom du fichier.",
	},
	"mail.address-invalid": {
		happened: "Une adresse e-mail n'est pas écrite correctement.",
		remedy: "Vérifiez l'adresse : elle a la forme nom@exemple.fr.",
	},
	"mail.no-recipient": {
		happened: "Le message n'a pas de destinataire.",
		remedy: "Saisissez ou sélectionnez au moins une adresse.",
	},

	"fax.number-invalid": {
		happened: "Un numéro de fax n'est pas écrit correctement.",
		remedy: "Utilisez des chiffres, * et #, avec un + devant l'indicatif du pays.",
	},
	"fax.no-number": {
		happened: "Le fax n'a pas de destinataire.",
		remedy: "Saisissez au moins un numéro de fax.",
	},

	"storage.full": {
		happened: "La mémoire de l'imprimante est pleine ; rien n'a été enregistré.",
		remedy: "Supprimez des utilisateurs ou des contacts devenus inutiles, puis réessayez.",
	},
	"storage.failed": {
		happened: "L'imprimante n'a pas pu écrire dans sa mémoire ; rien n'a été enregistré.",
		remedy: "Éteignez et rallumez l'imprimante, puis réessayez. Si cela se reproduit, contactez le service.",
	},
	"storage.corrupt": {
		happened: "Des réglages sont endommagés dans la mémoire de l'imprimante.",
		remedy: "Saisissez de nouveau les réglages, et connectez-vous de nouveau.",
	},
	"settings.invalid": {
		happened: "Une valeur ne convient pas.",
		remedy: "Corrigez le champ signalé.",
	},

	"scan.empty": {
		happened: "Il n'y a pas de document à numériser.",
		remedy: "Placez le document sur le scanner, puis réessayez.",
	},
	"scan.failed": {
		happened: "La numérisation n'a pas abouti.",
		remedy: "Replacez le document, puis réessayez.",
	},
	"print.paper-out": {
		happened: "Il n'y a plus de papier dans le bac.",
		remedy: "Chargez du papier, puis relancez l'impression.",
	},
	"print.door-open": {
		happened: "Un capot de l'imprimante est ouvert.",
		remedy: "Fermez le capot, puis relancez l'impression.",
	},
	"print.busy": {
		happened: "Une autre impression est en cours.",
		remedy: "Attendez qu'elle soit terminée, puis relancez l'impression.",
	},
	"print.failed": {
		happened: "La page n'a pas pu être imprimée.",
		remedy: "Éteignez l'imprimante, rallumez-la, puis relancez l'impression.",
	},
	"job.busy": {
		happened: "L'imprimante est occupée par un autre travail.",
		remedy: "Attendez la fin de ce travail, puis réessayez.",
	},
	"job.cancelled": {
		happened: "Le travail a été annulé.",
		remedy: "Relancez le travail si vous en avez encore besoin.",
	},
	"job.interrupted": {
		happened: "Le travail a été interrompu, car l'imprimante a été éteinte.",
		remedy: "Relancez le travail.",
	},
	internal: {
		happened: "Un problème inattendu est survenu dans l'imprimante.",
		remedy: "Réessayez. Si cela se reproduit, mettez à jour le micrologiciel ou contactez le service.",
	},
};
