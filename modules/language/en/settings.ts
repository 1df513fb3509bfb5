import { withFaxServer } from "../../base/fax-server";

/** Names of the settings, their choices and what each accepts; the wording of the product's pages. */
export const settings = {
	labels: withFaxServer({
		language: "Language",
		"device.name": "Device Name",
		"administrator.name": "Administrator Name",
		"mail.authentication": "Authentication Method",
		"mail.service": "Email service",
		"mail.oauth-authority": "Authority URL",
		"mail.oauth-tenant": "Tenant",
		"mail.oauth-device-endpoint": "Device Authorization Endpoint",
		"mail.oauth-token-endpoint": "Token Endpoint",
		"mail.oauth-scope": "Scope",
		"mail.oauth-client-id": "Application (client) ID",
		"mail.account": "Authenticated Account",
		"mail.password": "Authenticated Password",
		"mail.sender": "Sender's Email Address",
		"mail.smtp-server": "SMTP Server Address",
		"mail.smtp-port": "SMTP Server Port Number",
		"mail.security": "Secure Connection",
		"mail.validate-certificate": "Certificate Validation",
		"mail.pop3-server": "POP3 Server Address",
		"mail.pop3-port": "POP3 Server Port Number",
		"fax.server-domain": "Fax Service Domain",
		"administrator.lock": "Lock Setting",
		"administrator.email": "Administrator's Email Address",
		"account.self-refresh": "Automatic Renewal",
		"account.refresh-interval": "Renewal Interval (days)",
		"account.warning-delay": "Warn after (days)",
	}),
	choices: withFaxServer({
		language: { en: "English", fr: "Français" },
		"mail.authentication": {
			off: "Off",
			"smtp-auth": "SMTP AUTH",
			"pop-before-smtp": "POP before SMTP",
			oauth2: "OAuth2",
		},
		"mail.service": {
			"exchange-online": "Microsoft Exchange Online",
			outlook: "Outlook.com (personal use)",
			"us-government": "Microsoft 365 US Government (GCC High, DoD)",
			china: "Microsoft 365 operated by 21Vianet (China)",
			other: "Other",
		},
		"mail.security": { none: "None", tls: "SSL/TLS", starttls: "STARTTLS" },
		"mail.validate-certificate": { true: "Enable", false: "Disable" },
		"administrator.lock": { true: "On", false: "Off" },
		"account.self-refresh": { true: "Enable", false: "Disable" },
	}),
	/** What a field accepts; stands beside a field whose value was refused. */
	accepts: withFaxServer({
		language: "Choose one of the languages.",
		"device.name": "Use up to 53 letters, digits and hyphens; no hyphen at the start or the end.",
		"administrator.name": "Use up to 20 letters, digits and signs, without accents.",
		"mail.authentication": "Choose one of the methods.",
		"mail.service": "Choose one of the services.",
		"mail.oauth-authority":
			"Use the address of the authorization server, up to 255 characters that start with https://, or fill in both endpoints.",
		"mail.oauth-tenant":
			"Use the name or the ID of the organization: up to 255 letters, digits, periods and hyphens.",
		"mail.oauth-device-endpoint":
			"Fill in both endpoints: addresses of up to 255 characters that start with https://.",
		"mail.oauth-token-endpoint":
			"Fill in both endpoints: addresses of up to 255 characters that start with https://.",
		"mail.oauth-scope":
			"Use up to 255 letters, digits and signs, without accents; put one space between permissions.",
		"mail.oauth-client-id": "Use up to 255 letters, digits and signs, without accents or spaces.",
		"mail.account": "Use up to 255 letters, digits, spaces and signs, without accents.",
		"mail.password": "Use up to 20 letters, digits and signs, without accents.",
		"mail.sender":
			"Use up to 255 characters without accents, none of : ( ) < > [ ] ; and no period at the start.",
		"mail.smtp-server": "Use a server name or an IP address: up to 255 letters, digits, periods and hyphens.",
		"mail.smtp-port": "Use a whole number from 1 to 65535.",
		"mail.security": "Choose one of the connections.",
		"mail.validate-certificate": "Choose Enable or Disable.",
		"mail.pop3-server": "Use a server name or an IP address: up to 255 letters, digits, periods and hyphens.",
		"mail.pop3-port": "Use a whole number from 1 to 65535.",
		"fax.server-domain":
			"Use the domain of the fax service, for example fax.example.com: up to 189 letters, digits, periods and hyphens.",
		"administrator.lock": "Choose On or Off.",
		"administrator.email": "Use one email address of up to 254 characters, without accents, or none.",
		"account.self-refresh": "Choose Enable or Disable.",
		"account.refresh-interval": "Use a whole number from 1 to 60.",
		"account.warning-delay": "Use a whole number from 1 to 29.",
	}),
};
