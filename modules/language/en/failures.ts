import type { FailureCode } from "../../base/failure-codes";
import { places } from "./places";

/** What a person reads about a failure. */
export interface FailureText {
	/** What happened, in one or two sentences without jargon. */
	readonly happened: string;
	/** What to do about it, and who does it. */
	readonly remedy: string;
}

const EMAIL_SERVER = places.mail;

/** One text for each failure code. */
export const failures: Record<FailureCode, FailureText> = {
	"network.down": {
		happened: "The printer is not connected to the network.",
		remedy: "Check the network cable or the Wi-Fi connection, then try again.",
	},
	"network.timeout": {
		happened: "The server did not answer in time.",
		remedy: "Try again in a few minutes. If it happens often, check the network connection of the printer.",
	},
	"network.closed": {
		happened: "The server closed the connection before the job was done.",
		remedy: "Try again. If it happens again, check whether a firewall interrupts the connection.",
	},
	"network.line-too-long": {
		happened: "The server sent an answer that the printer cannot read.",
		remedy: `Check the server address and the port number in ${EMAIL_SERVER}.`,
	},
	"dns.not-found": {
		happened: "The server's name was not found.",
		remedy: `Check the server address in ${EMAIL_SERVER} and the DNS servers in the network settings.`,
	},
	"connect.failed": {
		happened: "The printer cannot reach the server.",
		remedy: `Check the server address and the port number in ${EMAIL_SERVER}, and let the firewall pass that port.`,
	},
	"tls.failed": {
		happened: "The printer and the server could not agree on a secure connection.",
		remedy: `Change Secure Connection in ${EMAIL_SERVER}: STARTTLS usually goes with port 587 (POP3: 110), SSL/TLS with port 465 (POP3: 995).`,
	},
	"tls.certificate-expired": {
		happened: "The server's certificate has expired.",
		remedy:
			"Check the date and time of the printer. If they are right, the server's administrator must renew the certificate.",
	},
	"tls.certificate-not-yet-valid": {
		happened: "The server's certificate is not valid yet.",
		remedy: "Check the date and time of the printer: they are probably in the past.",
	},
	"tls.wrong-host": {
		happened: "The server's certificate belongs to another server.",
		remedy: `Type the server's full name in ${EMAIL_SERVER}, as its certificate bears it, and not an IP address.`,
	},
	"tls.unknown-issuer": {
		happened: "The printer does not know the authority that issued the server's certificate.",
		remedy:
			"Update the root certificates with the printer's firmware, or check whether a firewall replaces the certificate.",
	},
	"tls.too-old": {
		happened: "The email server wants a newer version of the secure connection (TLS 1.2).",
		remedy: "Update the printer's firmware.",
	},
	"tls.clock-not-set": {
		happened: "The date and time of the printer are not set, so it cannot check the server's certificate.",
		remedy: "Set the date and time of the printer, or let it reach a time server, then try again.",
	},
	"tls.clock-wrong": {
		happened:
			"The date and time of the printer are wrong: they lie before its firmware was made, or far in the future. No server's certificate can be checked with them.",
		remedy: "Set the date and time of the printer, or let it reach a time server, then try again.",
	},
	"tls.plaintext-injected": {
		happened:
			"Unprotected data arrived just before the secure connection began. The printer stopped to keep your data safe.",
		remedy:
			"Somebody may be tampering with the connection: have the network between the printer and the server checked.",
	},

	"http.malformed": {
		happened: "The sign-in service sent an answer that the printer cannot read.",
		remedy: "Check whether a firewall or a captive portal answers in the place of the service.",
	},
	"http.too-large": {
		happened: "The sign-in service sent an answer that is too long for the printer.",
		remedy: "Check whether a firewall or a captive portal answers in the place of the service.",
	},

	"oauth.answer-malformed": {
		happened: "The answer of the Microsoft sign-in service is incomplete.",
		remedy:
			"Try again. If it happens again, check whether a firewall changes the traffic to login.microsoftonline.com.",
	},
	"oauth.busy": {
		happened: "Another sign-in is in progress for this account.",
		remedy: "Finish or cancel that sign-in, then try again.",
	},
	"oauth.cancelled": {
		happened: "The sign-in was cancelled.",
		remedy: "Select Sign in with Microsoft to start again.",
	},
	"oauth.code-expired": {
		happened: "The code has expired before anyone signed in with it.",
		remedy: "Select Sign in with Microsoft to get a new code, and enter it within 15 minutes.",
	},
	"oauth.declined": {
		happened: "The sign-in was declined on the Microsoft page.",
		remedy: "Start again with the right account, and select Accept when Microsoft asks for permission.",
	},
	"oauth.code-invalid": {
		happened: "Microsoft does not accept this code any more.",
		remedy: "Select Sign in with Microsoft to get a new code.",
	},
	"oauth.unavailable": {
		happened: "The Microsoft sign-in service is not available at the moment.",
		remedy: "Try again in a few minutes. You stay signed in.",
	},
	"oauth.throttled": {
		happened: "The Microsoft sign-in service asks the printer to wait.",
		remedy: "Try again in a few minutes. You stay signed in.",
	},
	"oauth.identity-missing": {
		happened: "Microsoft did not say which account signed in.",
		remedy:
			"Sign in again. The printer's application in Microsoft Entra ID needs the openid and profile permissions.",
	},
	"oauth.scope-missing": {
		happened: "The account signed in, but without the permission to send email.",
		remedy:
			"Sign in again and accept every permission. In Microsoft Entra ID, the printer's application needs SMTP.Send.",
	},
	"oauth.not-signed-in": {
		happened: "To use this function, you need to sign in to your email service.",
		remedy: `Please contact your administrator, who signs in with Web Config in ${EMAIL_SERVER}.`,
	},
	"oauth.sign-in-expired": {
		happened: "The connection to the email service has expired, because it was not used for a long time.",
		remedy: `The administrator must sign in again with Web Config in ${EMAIL_SERVER}.`,
	},
	"oauth.password-changed": {
		happened: "The password of the Microsoft account has changed since the printer signed in.",
		remedy: `Sign in again in ${EMAIL_SERVER}.`,
	},
	"oauth.password-expired": {
		happened: "The password of the Microsoft account has expired or must be changed.",
		remedy: `Set a new password for the account on a Microsoft sign-in page, then sign in again in ${EMAIL_SERVER}.`,
	},
	"oauth.sign-in-frequency": {
		happened: "Your organization requires a new sign-in from time to time.",
		remedy: `Sign in again in ${EMAIL_SERVER}. To avoid it, exclude the printer's account from the sign-in frequency policy of Conditional Access.`,
	},
	"oauth.mfa-required": {
		happened: "Microsoft asks for a second proof of identity for this account.",
		remedy: `Sign in again in ${EMAIL_SERVER} and complete the second step.`,
	},
	"oauth.revoked": {
		happened: "The printer's access to the Microsoft account was withdrawn.",
		remedy: `Sign in again in ${EMAIL_SERVER}.`,
	},
	"oauth.consent-required": {
		happened: "Your organization has not yet allowed the printer to send email.",
		remedy:
			"An administrator of Microsoft 365 must sign in first and select Consent on behalf of your organization.",
	},
	"oauth.admin-approval-required": {
		happened: "This permission needs the approval of an administrator of your organization.",
		remedy:
			"Sign in with an administrator account of Microsoft 365, or have your request approved in Microsoft Entra ID > Enterprise applications.",
	},
	"oauth.application-risky": {
		happened: "Microsoft holds the printer's application for risky and blocked the permission.",
		remedy:
			"An administrator of Microsoft 365 must sign in and select Consent on behalf of your organization.",
	},
	"oauth.application-unknown": {
		happened: "The printer's application does not exist in your organization.",
		remedy:
			"Check that the account belongs to the right organization, and that the application was not removed from Microsoft Entra ID > Enterprise applications.",
	},
	"oauth.application-disabled": {
		happened: "The printer's application is disabled in your organization.",
		remedy:
			"In Microsoft Entra ID > Enterprise applications > Properties, set Enabled for users to sign in to Yes.",
	},
	"oauth.public-client-not-allowed": {
		happened: "The application's registration does not allow a sign-in with a code.",
		remedy:
			"In Microsoft Entra ID > App registrations > Authentication, set Allow public client flows to Yes.",
	},
	"oauth.account-type-not-allowed": {
		happened: "The application's registration does not take this kind of account.",
		remedy:
			"Choose the Email service that goes with the account, or change Supported account types in Microsoft Entra ID > App registrations > Authentication.",
	},
	"oauth.permission-missing": {
		happened: "The application's registration lacks the permission to send email.",
		remedy:
			"In Microsoft Entra ID > App registrations > API permissions, add Office 365 Exchange Online > SMTP.Send and grant admin consent.",
	},
	"oauth.exchange-missing": {
		happened: "Your organization has no Exchange Online that the printer could send with.",
		remedy:
			"Check in the Microsoft 365 admin center > Billing that the subscription includes Exchange Online, and that the account has a mailbox.",
	},
	"oauth.scope-invalid": {
		happened: "Microsoft does not know the permission that the printer asks for.",
		remedy: `Check Email service and Scope in ${EMAIL_SERVER}, and API permissions in Microsoft Entra ID > App registrations.`,
	},
	"oauth.tenant-unknown": {
		happened: "Microsoft does not know this organization.",
		remedy: `Check Email service and Tenant in ${EMAIL_SERVER}.`,
	},
	"oauth.wrong-cloud": {
		happened: "The account belongs to another Microsoft cloud.",
		remedy: `Choose the Email service of that cloud in ${EMAIL_SERVER}: US Government, 21Vianet, or Microsoft Exchange Online for the rest of the world.`,
	},
	"oauth.tenant-restricted": {
		happened: "Your organization's network or settings do not allow signing in to this organization.",
		remedy:
			"Allow it in Microsoft Entra ID > External Identities > Cross-tenant access settings, and in the tenant restrictions of the firewall.",
	},
	"oauth.conditional-access": {
		happened: "A Conditional Access policy of your organization blocks the sign-in.",
		remedy:
			"In Microsoft Entra ID > Conditional Access, check the policies and exclude the printer's account from the one that blocks it.",
	},
	"oauth.device-required": {
		happened:
			"A Conditional Access policy of your organization asks for a managed device, which a printer cannot be.",
		remedy:
			"In Microsoft Entra ID > Conditional Access, exclude the printer's account from the policy that requires a compliant or joined device or an approved app.",
	},
	"oauth.device-code-blocked": {
		happened: "A policy of your organization blocks signing in with a code on another device.",
		remedy:
			"In Microsoft Entra ID > Conditional Access > Authentication flows, allow the device code flow for the printer's account.",
	},
	"oauth.security-defaults": {
		happened: "The security defaults of your organization block the sign-in.",
		remedy:
			"In Microsoft Entra ID > Properties > Manage security defaults, disable them, and protect the accounts with Conditional Access instead.",
	},
	"oauth.user-blocked": {
		happened: "Microsoft has locked the account, because of wrong passwords or of suspicious sign-ins.",
		remedy:
			"Wait until the lock ends, or have an administrator dismiss the risk in Microsoft Entra ID > Identity Protection > Risky users.",
	},
	"oauth.user-disabled": {
		happened: "The Microsoft account is disabled.",
		remedy: "Enable the account in the Microsoft 365 admin center, or sign in with another one.",
	},
	"oauth.user-unknown": {
		happened: "Microsoft does not know this account.",
		remedy:
			"Check the account's spelling and the Email service: Outlook.com for personal use, Microsoft Exchange Online for work or school.",
	},
	"oauth.user-not-assigned": {
		happened: "The account may not use the printer's application.",
		remedy:
			"In Microsoft Entra ID > Enterprise applications > Users and groups, assign the account to the application.",
	},
	"oauth.refused": {
		happened: "Microsoft refused the sign-in.",
		remedy: "Look at the details, and at Sign-in logs in Microsoft Entra ID, which give the reason.",
	},

	"smtp.reply-malformed": {
		happened: "The server does not answer as an email server.",
		remedy: `Check the SMTP server address and port number, and Secure Connection, in ${EMAIL_SERVER}.`,
	},
	"smtp.refused": {
		happened: "The email server refuses the printer's connection.",
		remedy: "Look at the details, and ask the administrator of the email server.",
	},
	"smtp.unavailable": {
		happened: "The email server is not available at the moment.",
		remedy: "Try again in a few minutes.",
	},
	"smtp.client-name-refused": {
		happened: "The email server does not accept the name under which the printer presents itself.",
		remedy:
			"Change the Device Name to letters, digits and hyphens only, or ask the administrator of the email server which names it takes.",
	},
	"smtp.tls-required": {
		happened: "The email server takes mail over a secure connection only.",
		remedy: `Set Secure Connection to STARTTLS, usually with port 587, or to SSL/TLS, usually with port 465, in ${EMAIL_SERVER}.`,
	},
	"smtp.starttls-missing": {
		happened: "The email server does not offer STARTTLS.",
		remedy: `Change Secure Connection to SSL/TLS in ${EMAIL_SERVER} and set the port number to match, often 465.`,
	},
	"smtp.starttls-refused": {
		happened: "The email server refused to start a secure connection.",
		remedy: `Try again later, or change Secure Connection to SSL/TLS in ${EMAIL_SERVER}.`,
	},
	"smtp.auth-mechanism-missing": {
		happened: "The email server does not offer the chosen authentication method.",
		remedy: `Change Authentication Method in ${EMAIL_SERVER}, and turn Secure Connection on: many servers accept a sign-in only then.`,
	},
	"smtp.auth-failed": {
		happened: "The email server did not accept the sign-in.",
		remedy: `Check the account and the password in ${EMAIL_SERVER}. With OAuth2, sign out and sign in again with the account that sends; the printer's application needs the SMTP.Send permission.`,
	},
	"smtp.app-password-required": {
		happened: "The email service does not accept the usual password of the account from a device.",
		remedy: `Create an app password in the security settings of the email account, and enter it as Authenticated Password in ${EMAIL_SERVER}.`,
	},
	"smtp.auth-required": {
		happened: "The email server sends for signed-in accounts only.",
		remedy: `Choose an Authentication Method in ${EMAIL_SERVER}: OAuth2 for Microsoft, SMTP AUTH for most others.`,
	},
	"smtp.auth-disabled-for-tenant": {
		happened: "SMTP AUTH is turned off for your whole organization, which OAuth2 needs as well.",
		remedy:
			"In the Exchange admin center > Settings > Mail flow, clear Turn off SMTP AUTH protocol for your organization (Set-TransportConfig -SmtpClientAuthenticationDisabled $false). It can take an hour to act.",
	},
	"smtp.auth-disabled-for-mailbox": {
		happened: "SMTP AUTH is turned off for this mailbox, which OAuth2 needs as well.",
		remedy:
			"In the Microsoft 365 admin center > Active users > the user > Mail > Manage email apps, turn on Authenticated SMTP (Set-CASMailbox -SmtpClientAuthenticationDisabled $false). It can take an hour to act.",
	},
	"smtp.security-defaults": {
		happened: "The security defaults of your organization block SMTP AUTH for this account.",
		remedy:
			"In Microsoft Entra ID > Properties > Manage security defaults, disable them, then turn on SMTP AUTH.",
	},
	"smtp.conditional-access": {
		happened: "A Conditional Access policy of your organization keeps this account from sending.",
		remedy:
			"In Microsoft Entra ID > Conditional Access, check the policies and exclude the printer's account from the one that blocks it.",
	},
	"smtp.basic-auth-disabled": {
		happened: "Microsoft no longer accepts an account name and password for sending email.",
		remedy: `Set Authentication Method to OAuth2 in ${EMAIL_SERVER} and sign in.`,
	},
	"smtp.too-many-connections": {
		happened: "This account is sending too many messages at the same time.",
		remedy: "Try again in a minute.",
	},
	"smtp.sender-refused": {
		happened: "The email server does not accept the sender's address.",
		remedy: `Check Sender's Email Address in ${EMAIL_SERVER}.`,
	},
	"smtp.sender-blocked": {
		happened: "Microsoft has blocked this sender, usually because of suspected spam.",
		remedy:
			"An administrator releases the account in Microsoft Defender > Email & collaboration > Restricted entities.",
	},
	"smtp.tenant-blocked": {
		happened: "Microsoft has stopped your whole organization from sending to others, for now.",
		remedy:
			"An administrator looks for the reason in Microsoft Defender > Email & collaboration > Restricted entities and in the Microsoft 365 admin center > Billing, then contacts Microsoft support.",
	},
	"smtp.send-as-denied": {
		happened: "The account that signed in may not send from the sender's address.",
		remedy: `Set Sender's Email Address in ${EMAIL_SERVER} to the account's own address, or grant the account Send As permission for that mailbox in the Exchange admin center.`,
	},
	"smtp.recipient-refused": {
		happened: "The email server does not accept a recipient's address.",
		remedy: "Check the spelling of the recipient's address.",
	},
	"smtp.relay-denied": {
		happened: "The email server does not pass on mail to this recipient for a sender that has not signed in.",
		remedy: `Set Authentication Method to SMTP AUTH or OAuth2 in ${EMAIL_SERVER}, or have the administrator of the email server allow the printer to send to other domains.`,
	},
	"smtp.too-many-recipients": {
		happened: "The message has more recipients than the email server allows.",
		remedy: "Send to fewer recipients at a time.",
	},
	"smtp.utf8-missing": {
		happened: "The email server takes no addresses with letters beyond A to Z.",
		remedy: "Send to an address without accents or other special letters.",
	},
	"smtp.quota-exceeded": {
		happened: "The account has sent as many messages as it may in one day.",
		remedy: "Wait 24 hours, then try again.",
	},
	"smtp.mailbox-full": {
		happened: "The mailbox of the account is full.",
		remedy: "Make room in the mailbox, for example by emptying Sent Items.",
	},
	"smtp.message-too-large": {
		happened: "The message is larger than the email server allows.",
		remedy: "Scan fewer pages, or with a lower resolution.",
	},
	"smtp.message-refused": {
		happened: "The email server refused the message.",
		remedy: "Look at the details, and ask the administrator of the email server.",
	},

	"pop3.reply-malformed": {
		happened: "The server does not answer as a POP3 server.",
		remedy: `Check the POP3 server address and port number, and Secure Connection, in ${EMAIL_SERVER}.`,
	},
	"pop3.refused": {
		happened: "The POP3 server refuses the printer's connection.",
		remedy: "Look at the details, and ask the administrator of the email server.",
	},
	"pop3.unavailable": {
		happened: "The POP3 server is not available at the moment.",
		remedy: "Try again in a few minutes.",
	},
	"pop3.tls-required": {
		happened: "The POP3 server takes a sign-in over a secure connection only.",
		remedy: `Change Secure Connection in ${EMAIL_SERVER}: STARTTLS usually goes with POP3 port 110, SSL/TLS with POP3 port 995.`,
	},
	"pop3.stls-missing": {
		happened: "The POP3 server does not offer STARTTLS.",
		remedy: `Change Secure Connection to SSL/TLS in ${EMAIL_SERVER} and set the port numbers to match, often 995 for POP3 and 465 for SMTP.`,
	},
	"pop3.stls-refused": {
		happened: "The POP3 server refused to start a secure connection.",
		remedy: `Try again later, or change Secure Connection to SSL/TLS in ${EMAIL_SERVER}.`,
	},
	"pop3.auth-mechanism-missing": {
		happened: "The POP3 server offers no way of signing in that the printer can use.",
		remedy: `Turn Secure Connection on in ${EMAIL_SERVER}: many servers accept a sign-in only then. Otherwise, set Authentication Method to SMTP AUTH.`,
	},
	"pop3.auth-failed": {
		happened: "The POP3 server did not accept the account or its password.",
		remedy: `Check Authenticated Account and Authenticated Password in ${EMAIL_SERVER}, and turn on POP3 for this mailbox at the email service.`,
	},
	"pop3.mailbox-locked": {
		happened: "Another program is using the mailbox of the account.",
		remedy: "Close that program or let it finish, then try again in a few minutes.",
	},
	"pop3.login-delay": {
		happened: "The POP3 server asks for a pause between two sign-ins of the same account.",
		remedy: "Wait a few minutes, then try again.",
	},

	"mail.not-configured": {
		happened: "The email server is not set up.",
		remedy: `Fill in the settings in ${EMAIL_SERVER}.`,
	},
	"mail.challenge-malformed": {
		happened: "The email server asked for the password in a way that the printer does not understand.",
		remedy: "Look at the details, and ask the administrator of the email server.",
	},
	"mail.header-invalid": {
		happened: "The subject or the file name contains characters that an email cannot carry.",
		remedy: "Type the subject and the file name again.",
	},
	"mail.address-invalid": {
		happened: "An email address is not written correctly.",
		remedy: "Check the address: it looks like name@example.com.",
	},
	"mail.no-recipient": {
		happened: "The message has no recipient.",
		remedy: "Enter or select at least one address.",
	},

	"fax.number-invalid": {
		happened: "A fax number is not written correctly.",
		remedy: "Use digits, * and #, with a + before the country code.",
	},
	"fax.no-number": {
		happened: "The fax has no recipient.",
		remedy: "Enter at least one fax number.",
	},

	"storage.full": {
		happened: "The memory of the printer is full, so nothing was saved.",
		remedy: "Remove users or contacts that are no longer needed, then try again.",
	},
	"storage.failed": {
		happened: "The printer could not write to its memory, so nothing was saved.",
		remedy: "Turn the printer off and on, then try again. If it happens again, contact the service.",
	},
	"storage.corrupt": {
		happened: "Settings in the memory of the printer are damaged.",
		remedy: "Enter the settings again, and sign in again.",
	},
	"settings.invalid": {
		happened: "A value cannot be used.",
		remedy: "Correct the marked field.",
	},

	"scan.empty": {
		happened: "There is no document to scan.",
		remedy: "Place the document on the scanner, then try again.",
	},
	"scan.failed": {
		happened: "The scan was not completed.",
		remedy: "Place the document again, then try again.",
	},
	"print.paper-out": {
		happened: "There is no paper in the tray.",
		remedy: "Load paper, then print again.",
	},
	"print.door-open": {
		happened: "A door of the printer is open.",
		remedy: "Close the door, then print again.",
	},
	"print.busy": {
		happened: "The printer is printing something else.",
		remedy: "Wait until it has finished, then print again.",
	},
	"print.failed": {
		happened: "The page could not be printed.",
		remedy: "Turn the printer off and on again, then print again.",
	},
	"job.busy": {
		happened: "The printer is busy with another job.",
		remedy: "Wait until it is done, then try again.",
	},
	"job.cancelled": {
		happened: "The job was cancelled.",
		remedy: "Start the job again if you still need it.",
	},
	"job.interrupted": {
		happened: "The job was interrupted because the printer was turned off.",
		remedy: "Start the job again.",
	},
	internal: {
		happened: "Something unexpected went wrong in the printer.",
		remedy: "Try again. If it happens again, update the firmware or contact the service.",
	},
};
