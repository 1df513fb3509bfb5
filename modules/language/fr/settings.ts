import { withFaxServer } from "../../base/fax-server";
import type { Texts } from "../en";

/** Names of the settings, their choices and what each accepts; the guide's terms. */
export const settings: Texts["settings"] = {
	labels: withFaxServer({
		language: "Langue",
		"device.name": "Nom du périphérique",
		"administrator.name": "Nom de l'administrateur",
		"mail.authentication": "Méthode d'authentification",
		"mail.service": "Service de courriel",
		"mail.oauth-authority": "URL de l'autorité",
		"mail.oauth-tenant": "Locataire",
		"mail.oauth-device-endpoint": "Point de terminaison d'autorisation d'appareil",
		"mail.oauth-token-endpoint": "Point de terminaison de jeton",
		"mail.oauth-scope": "Étendue",
		"mail.oauth-client-id": "ID d'application (client)",
		"mail.account": "Compte authentifié",
		"mail.password": "Mot de passe authentifié",
		"mail.sender": "Adr. messagerie expéditeur",
		"mail.smtp-server": "Adresse du serveur SMTP",
		"mail.smtp-port": "Numéro port serveur SMTP",
		"mail.security": "Connexion sécurisée",
		"mail.validate-certificate": "Validation certificat",
		"mail.pop3-server": "Adresse du serveur POP3",
		"mail.pop3-port": "Numéro port serveur POP3",
		"fax.server-domain": "Domaine du service de fax",
		"administrator.lock": "Verrouillage",
		"administrator.email": "Adresse de courriel de l'administrateur",
		"account.self-refresh": "Renouvellement automatique",
		"account.refresh-interval": "Intervalle de renouvellement (jours)",
		"account.warning-delay": "Avertir après (jours)",
	}),
	choices: withFaxServer({
		language: { en: "English", fr: "Français" },
		"mail.authentication": {
			off: "Désactivée",
			"smtp-auth": "SMTP AUTH",
			"pop-before-smtp": "POP avant SMTP",
			oauth2: "OAuth2",
		},
		"mail.service": {
			"exchange-online": "Microsoft Exchange Online",
			outlook: "Outlook.com (utilisation personnelle)",
			"us-government": "Microsoft 365 Gouvernement des États-Unis (GCC High, DoD)",
			china: "Microsoft 365 géré par 21Vianet (Chine)",
			other: "Autre",
		},
		"mail.security": { none: "Aucune", tls: "SSL/TLS", starttls: "STARTTLS" },
		"mail.validate-certificate": { true: "Activer", false: "Désactiver" },
		"administrator.lock": { true: "Activé", false: "Désactivé" },
		"account.self-refresh": { true: "Activer", false: "Désactiver" },
	}),
	accepts: withFaxServer({
		language: "Choisissez une des langues.",
		"device.name":
			"Utilisez jusqu'à 53 lettres, chiffres et traits d'union, sans trait d'union au début ni à la fin.",
		"administrator.name": "Utilisez jusqu'à 20 lettres, chiffres et signes, sans accents.",
		"mail.authentication": "Choisissez une des méthodes.",
		"mail.service": "Choisissez un des services.",
		"mail.oauth-authority":
			"Utilisez l'adresse du serveur d'autorisation, jusqu'à 255 caractères qui commencent par https://, ou remplissez les deux points de terminaison.",
		"mail.oauth-tenant":
			"Utilisez le nom ou l'ID de l'organisation : jusqu'à 255 lettres, chiffres, points et traits d'union.",
		"mail.oauth-device-endpoint":
			"Remplissez les deux points de terminaison : des adresses de 255 caractères au plus, qui commencent par https://.",
		"mail.oauth-token-endpoint":
			"Remplissez les deux points de terminaison : des adresses de 255 caractères au plus, qui commencent par https://.",
		"mail.oauth-scope":
			"Utilisez jusqu'à 255 lettres, chiffres et signes, sans accents, avec une espace entre les autorisations.",
		"mail.oauth-client-id": "Utilisez jusqu'à 255 lettres, chiffres et signes, sans accents ni espaces.",
		"mail.account": "Utilisez jusqu'à 255 lettres, chiffres, espaces et signes, sans accents.",
		"mail.password": "Utilisez jusqu'à 20 lettres, chiffres et signes, sans accents.",
		"mail.sender":
			"Utilisez jusqu'à 255 caractères sans accents, aucun de : ( ) < > [ ] ; et pas de point au début.",
		"mail.smtp-server":
			"Utilisez un nom de serveur ou une adresse IP : jusqu'à 255 lettres, chiffres, points et traits d'union.",
		"mail.smtp-port": "Utilisez un nombre entier de 1 à 65535.",
		"mail.security": "Choisissez une des connexions.",
		"mail.validate-certificate": "Choisissez Activer ou Désactiver.",
		"mail.pop3-server":
			"Utilisez un nom de serveur ou une adresse IP : jusqu'à 255 lettres, chiffres, points et traits d'union.",
		"mail.pop3-port": "Utilisez un nombre entier de 1 à 65535.",
		"fax.server-domain":
			"Utilisez le domaine du service de fax, par exemple fax.exemple.fr : jusqu'à 189 lettres, chiffres, points et traits d'union.",
		"administrator.lock": "Choisissez Activé ou Désactivé.",
		"administrator.email":
			"Utilisez une seule adresse de courriel de 254 caractères au plus, sans accents, ou aucune.",
		"account.self-refresh": "Choisissez Activer ou Désactiver.",
		"account.refresh-interval": "Utilisez un nombre entier de 1 à 60.",
		"account.warning-delay": "Utilisez un nombre entier de 1 à 29.",
	}),
};
