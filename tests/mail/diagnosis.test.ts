import { Failure } from "../../modules/base/failure";
import { FAILURES, type FailureCode, type Stage } from "../../modules/base/failure-codes";
import type { SocketErrorCode } from "../../modules/base/sockets";
import { jobCode } from "../../modules/jobs/codes";
import { LANGUAGES, type Language, texts } from "../../modules/language/texts";
import { diagnose } from "../../modules/mail/diagnosis";
import { Mailer } from "../../modules/mail/mailer";
import { diagnosePOP3 } from "../../modules/mail/pop3-diagnosis";
import { readPOP3Reply } from "../../modules/mail/pop3-reply";
import { readReply } from "../../modules/mail/smtp-reply";
import { failureOf } from "../host/failure-of";
import { nodeNetwork } from "../host/sockets";
import { type Step, transcript } from "../host/transcript";
import { messageOf, sequence } from "./composition";
import { accountOf, ehloReply, GREETING, mailerOn, SMTP_AUTH, settingsOf, TOKEN } from "./exchange";
import { POP_BEFORE_SMTP } from "./pop3-exchange";

/** Lines of a server, for the readers of replies. */
function linesOf(text: string, stage: Stage) {
	const lines = text.split("\n");
	return { stage, readLine: async () => lines.shift() ?? "" };
}
const smtp = async (reply: string, stage: Stage) => diagnose(await readReply(linesOf(reply, stage)), stage);
const pop3 = async (reply: string, stage: Stage) =>
	diagnosePOP3(await readPOP3Reply(linesOf(reply, stage)), stage);

/** What the remedy must name, in each language: the switch to turn and where it is. */
type Names = Readonly<Record<Language, RegExp>>;

function expectNamed(code: FailureCode, names: Names): void {
	for (const language of LANGUAGES) expect(texts(language).failures[code].remedy).toMatch(names[language]);
}

const OAUTH2: Names = { en: /Authentication Method to OAuth2/, fr: /Méthode d'authentification sur OAuth2/ };
const WAIT: Names = { en: /Try again in a/, fr: /Réessayez dans/ };
const CONDITIONAL_ACCESS: Names = { en: /Conditional Access/, fr: /Accès conditionnel/ };
const SEND_AS: Names = {
	en: /Sender's Email Address.*Send As/,
	fr: /Adr\. messagerie expéditeur.*Envoyer en tant que/,
};
const SPELLING: Names = {
	en: /spelling of the recipient's address/,
	fr: /l'orthographe de l'adresse du destinataire/,
};
const SMALLER: Names = { en: /Scan fewer pages/, fr: /Numérisez moins de pages/ };
const FEWER: Names = { en: /fewer recipients/, fr: /moins de destinataires/ };
const RESTRICTED: Names = { en: /Restricted entities/, fr: /Entités restreintes/ };
const ACCOUNT: Names = {
	en: /account and the password.*SMTP\.Send/,
	fr: /compte et le mot de passe.*SMTP\.Send/,
};

describe("What Exchange Online says is told as the switch to turn", () => {
	test.each<[string, Stage, FailureCode, Names]>([
		[
			"535 5.7.3 Authentication unsuccessful [PR3P193CA0012.EURP193.PROD.OUTLOOK.COM 2025-01-05T09:07:03.000Z 08DD2D]",
			"auth",
			"smtp.auth-failed",
			ACCOUNT,
		],
		[
			"535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [PR3P193CA0012]",
			"auth",
			"smtp.auth-failed",
			ACCOUNT,
		],
		[
			"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [PR3P193CA0012]",
			"auth",
			"smtp.auth-disabled-for-tenant",
			{
				en: /Exchange admin center.*Set-TransportConfig -SmtpClientAuthenticationDisabled \$false/,
				fr: /Centre d'administration Exchange.*Set-TransportConfig -SmtpClientAuthenticationDisabled \$false/,
			},
		],
		[
			"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information. [PR3P193CA0012]",
			"auth",
			"smtp.auth-disabled-for-mailbox",
			{
				en: /Manage email apps.*Authenticated SMTP.*Set-CASMailbox/,
				fr: /Gérer les applications de messagerie.*SMTP authentifié.*Set-CASMailbox/,
			},
		],
		[
			"535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator. [PR3P193CA0012]",
			"auth",
			"smtp.security-defaults",
			{ en: /Manage security defaults/, fr: /Gérer les paramètres de sécurité par défaut/ },
		],
		[
			"535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. [PR3P193CA0012]",
			"auth",
			"smtp.conditional-access",
			CONDITIONAL_ACCESS,
		],
		[
			"535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [PR3P193CA0012]",
			"auth",
			"smtp.basic-auth-disabled",
			OAUTH2,
		],
		[
			"550 5.7.30 Basic authentication is not supported for Client Submission.",
			"auth",
			"smtp.basic-auth-disabled",
			OAUTH2,
		],
		[
			"432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. [Hostname=PR3P193MB0811]",
			"auth",
			"smtp.too-many-connections",
			WAIT,
		],
		[
			"432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded",
			"data",
			"smtp.too-many-connections",
			WAIT,
		],
		[
			"421 4.4.2 Message submission rate for this client has exceeded the configured limit",
			"sender",
			"smtp.too-many-connections",
			WAIT,
		],
		["451 4.7.0 Temporary server error. Please try again later. PRX4", "auth", "smtp.unavailable", WAIT],
		[
			"451 4.7.500 Server busy. Please try again later from [203.0.113.7].",
			"recipient",
			"smtp.unavailable",
			WAIT,
		],
		["451 4.7.699 ASxxx", "sender", "smtp.unavailable", WAIT],
		["421 4.4.2 Connection dropped due to SocketError", "data", "smtp.unavailable", WAIT],
		["452 4.3.1 Insufficient system resources", "data", "smtp.unavailable", WAIT],
		[
			"554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception with message The message can't be submitted because the sender's submission quota was exceeded.",
			"data",
			"smtp.quota-exceeded",
			{ en: /Wait 24 hours/, fr: /Attendez 24 heures/ },
		],
		[
			"554 5.2.252 SendAsDenied; printer@contoso.com not allowed to send as scan@contoso.com; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied",
			"data",
			"smtp.send-as-denied",
			SEND_AS,
		],
		[
			"554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message",
			"data",
			"smtp.send-as-denied",
			SEND_AS,
		],
		[
			"550 5.7.60 SMTP; Client does not have permissions to send as this sender",
			"sender",
			"smtp.send-as-denied",
			SEND_AS,
		],
		[
			"554 5.2.2 mailbox full; STOREDRV.Submission.Exception:QuotaExceededException",
			"data",
			"smtp.mailbox-full",
			{ en: /Sent Items/, fr: /Éléments envoyés/ },
		],
		[
			"421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls.",
			"greeting",
			"tls.too-old",
			{ en: /Update the printer's firmware/, fr: /Mettez à jour le micrologiciel/ },
		],
		[
			"550 5.1.8 Access denied, bad outbound sender. For more information please go to http://go.microsoft.com/fwlink/?LinkId=875724. AS(42004)",
			"data",
			"smtp.sender-blocked",
			RESTRICTED,
		],
		[
			"550 5.7.501 Access denied, spam abuse detected from AS(1430)",
			"data",
			"smtp.sender-blocked",
			RESTRICTED,
		],
		["550 5.7.705 Access denied, tenant has exceeded threshold", "data", "smtp.tenant-blocked", RESTRICTED],
		[
			"550 5.7.750 Service unavailable. Client blocked from sending from unregistered domains",
			"data",
			"smtp.tenant-blocked",
			RESTRICTED,
		],
		[
			"530 5.7.57 Client not authenticated to send mail. [PR3P193CA0012]",
			"sender",
			"smtp.auth-required",
			{
				en: /Choose an Authentication Method.*OAuth2/,
				fr: /Choisissez une Méthode d'authentification.*OAuth2/,
			},
		],
		["452 4.5.3 Too many recipients (AS780090)", "recipient", "smtp.too-many-recipients", FEWER],
		["550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients", "data", "smtp.too-many-recipients", FEWER],
		[
			"550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient nobody@contoso.com not found by SMTP address lookup",
			"recipient",
			"smtp.recipient-refused",
			SPELLING,
		],
		["552 5.2.3 Message exceeds fixed maximum message size", "sender", "smtp.message-too-large", SMALLER],
		["552 5.3.4 Message size exceeds fixed maximum message size", "data", "smtp.message-too-large", SMALLER],
		[
			"501 5.5.4 Invalid domain name",
			"greeting",
			"smtp.client-name-refused",
			{ en: /Device Name/, fr: /Nom du périphérique/ },
		],
		[
			"504 5.7.4 Unrecognized authentication type",
			"auth",
			"smtp.auth-mechanism-missing",
			{ en: /Change Authentication Method/, fr: /Changez Méthode d'authentification/ },
		],
	])("%s", async (reply, stage, code, names) => {
		expect(await smtp(reply, stage)).toMatchObject({ code, stage, detail: reply });
		expectNamed(code, names);
	});

	test("a quota is new in 24 hours", async () => {
		expect(await smtp("554 5.2.0 SubmissionQuotaExceededException", "data")).toMatchObject({
			action: "retry",
			retryAfter: 86_400,
		});
	});

	test("what passes by itself asks for patience, never for a new sign-in", async () => {
		for (const reply of [
			"451 4.7.0 Temporary",
			"432 4.3.2 limit exceeded",
			"421 4.4.2 dropped",
			"454 4.7.0 later",
		]) {
			for (const stage of ["greeting", "auth", "sender", "recipient", "data"] as const) {
				expect((await smtp(reply, stage)).action).toBe("retry");
			}
		}
	});
});

describe("What other servers say", () => {
	const TLS: Names = {
		en: /Set Secure Connection to STARTTLS/,
		fr: /Réglez Connexion sécurisée sur STARTTLS/,
	};
	const APP: Names = { en: /app password/, fr: /mot de passe d'application/ };
	const RELAY: Names = { en: /SMTP AUTH or OAuth2/, fr: /SMTP AUTH ou OAuth2/ };
	test.each<[string, Stage, FailureCode, Names]>([
		["530 5.7.0 Must issue a STARTTLS command first", "sender", "smtp.tls-required", TLS],
		[
			"538 5.7.11 Encryption required for requested authentication mechanism",
			"auth",
			"smtp.tls-required",
			TLS,
		],
		[
			"534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor",
			"auth",
			"smtp.app-password-required",
			APP,
		],
		[
			"535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8  https://support.google.com/mail/?p=BadCredentials",
			"auth",
			"smtp.auth-failed",
			ACCOUNT,
		],
		["535 5.7.8 Error: authentication failed: authentication failure", "auth", "smtp.auth-failed", ACCOUNT],
		[
			"530 5.7.0 Authentication Required.",
			"sender",
			"smtp.auth-required",
			{ en: /Authentication Method/, fr: /Méthode d'authentification/ },
		],
		["454 4.7.1 <marie@contoso.com>: Relay access denied", "recipient", "smtp.relay-denied", RELAY],
		["550 5.7.1 Unable to relay", "recipient", "smtp.relay-denied", RELAY],
		[
			"550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
			"recipient",
			"smtp.relay-denied",
			RELAY,
		],
		["550 relay not permitted", "recipient", "smtp.relay-denied", RELAY],
		[
			"504 5.5.2 <copier>: Helo command rejected: need fully-qualified hostname",
			"recipient",
			"smtp.client-name-refused",
			{ en: /Device Name/, fr: /Nom du périphérique/ },
		],
		[
			"550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown",
			"recipient",
			"smtp.recipient-refused",
			SPELLING,
		],
		[
			"553 sorry, that domain isn't in my list",
			"sender",
			"smtp.sender-refused",
			{ en: /Sender's Email Address/, fr: /Adr\. messagerie expéditeur/ },
		],
		["552 too big", "data", "smtp.message-too-large", SMALLER],
		[
			"454 4.7.0 TLS not available due to local problem",
			"tls",
			"smtp.starttls-refused",
			{ en: /SSL\/TLS/, fr: /SSL\/TLS/ },
		],
		[
			"554 no SMTP service here",
			"greeting",
			"smtp.refused",
			{ en: /administrator of the email server/, fr: /l'administrateur du serveur de messagerie/ },
		],
		[
			"550 5.7.26 This mail has been blocked because the sender is unauthenticated",
			"data",
			"smtp.message-refused",
			{ en: /details/, fr: /détails/ },
		],
	])("%s", async (reply, stage, code, names) => {
		expect(await smtp(reply, stage)).toMatchObject({ code, stage });
		expectNamed(code, names);
	});
});

describe("What POP3 servers say", () => {
	const CHECK: Names = {
		en: /Authenticated Account and Authenticated Password/,
		fr: /Compte authentifié et Mot de passe authentifié/,
	};
	const POP3S: Names = { en: /Secure Connection.*995/, fr: /Connexion sécurisée.*995/ };
	const LATER: Names = { en: /[Tt]ry again/, fr: /[Rr]éessayez/ };
	test.each<[string, Stage, FailureCode, Names, number]>([
		[
			"-ERR Authentication failure: unknown user name or bad password.",
			"auth",
			"pop3.auth-failed",
			CHECK,
			312,
		],
		["-ERR Logon failure: unknown user name or bad password.", "auth", "pop3.auth-failed", CHECK, 312],
		["-ERR [AUTH] Authentication failed.", "auth", "pop3.auth-failed", CHECK, 312],
		["-ERR [AUTH] Username and password not accepted.", "auth", "pop3.auth-failed", CHECK, 312],
		[
			"-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
			"auth",
			"pop3.tls-required",
			POP3S,
			312,
		],
		[
			"-ERR [AUTH] Application-specific password required",
			"auth",
			"smtp.app-password-required",
			{ en: /app password/, fr: /mot de passe d'application/ },
			312,
		],
		[
			"-ERR Unrecognized authentication type",
			"auth",
			"pop3.auth-mechanism-missing",
			{ en: /Secure Connection/, fr: /Connexion sécurisée/ },
			312,
		],
		["-ERR [IN-USE] Do you have another POP session running?", "auth", "pop3.mailbox-locked", LATER, 313],
		["-ERR [LOGIN-DELAY] minimum time between mail checks violation", "auth", "pop3.login-delay", LATER, 313],
		["-ERR [SYS/TEMP] Temporary failure, please try later.", "auth", "pop3.unavailable", LATER, 313],
		[
			"-ERR Disconnected for inactivity.",
			"greeting",
			"pop3.refused",
			{ en: /administrator/, fr: /administrateur/ },
			313,
		],
		["-ERR TLS not available", "tls", "pop3.stls-refused", { en: /SSL\/TLS/, fr: /SSL\/TLS/ }, 313],
	])("%s", async (reply, stage, code, names, job) => {
		const failure = await pop3(reply, stage);
		expect(failure).toMatchObject({ code, stage, detail: reply });
		expectNamed(code, names);
		expect(jobCode(failure)).toBe(job);
	});
});

describe.each([
	["SMTP", { ...SMTP_AUTH, "mail.security": "tls" as const }],
	["POP3", { ...POP_BEFORE_SMTP, "mail.security": "tls" as const }],
])("What keeps the printer from its %s server", (_, settings) => {
	const ADDRESS: Names = { en: /server address/, fr: /l'adresse du serveur/ };
	const CLOCK: Names = { en: /date and time of the printer/, fr: /date et l'heure de l'imprimante/ };

	test("a name that no one knows", async () => {
		const network = transcript([], { resolve: () => undefined });
		const failure = await failureOf(mailerOn(network, settings).send(messageOf()));
		expect(failure).toMatchObject({ code: "dns.not-found", stage: "dns" });
		expect(failure.detail).toMatch(/^(mail|pop)\.example\.com$/);
		expect(jobCode(failure)).toBe(311);
		expectNamed("dns.not-found", { en: /DNS servers/, fr: /serveurs DNS/ });
	});

	test("a connection that is refused", async () => {
		const hosts = { "mail.example.com": "127.0.0.1", "pop.example.com": "127.0.0.1" };
		const closed = { ...settings, "mail.smtp-port": 1, "mail.pop3-port": 1 };
		const failure = await failureOf(mailerOn(nodeNetwork({ hosts }), closed).send(messageOf()));
		expect(failure).toMatchObject({ code: "connect.failed", stage: "connect" });
		expect(jobCode(failure)).toBe(313);
		expectNamed("connect.failed", ADDRESS);
	});

	test("a network that is down", async () => {
		const network = { ...transcript([]), interfaces: () => [] };
		expect(await failureOf(mailerOn(network, settings).send(messageOf()))).toMatchObject({
			code: "network.down",
			stage: "network",
		});
	});

	test.each<[SocketErrorCode, FailureCode, number, Names]>([
		["certificate-expired", "tls.certificate-expired", 350, CLOCK],
		["certificate-not-yet-valid", "tls.certificate-not-yet-valid", 350, CLOCK],
		["wrong-host", "tls.wrong-host", 350, { en: /full name/, fr: /nom complet/ }],
		["unknown-issuer", "tls.unknown-issuer", 350, { en: /root certificates/, fr: /certificats racine/ }],
		["tls-too-old", "tls.too-old", 313, { en: /firmware/, fr: /micrologiciel/ }],
		["tls", "tls.failed", 313, { en: /Secure Connection/, fr: /Connexion sécurisée/ }],
	])("TLS that fails: %s", async (error, code, job, names) => {
		const failure = await failureOf(mailerOn(transcript([{ tls: error }]), settings).send(messageOf()));
		expect(failure).toMatchObject({ code, stage: "tls", action: "administrator" });
		expect(jobCode(failure)).toBe(job);
		expectNamed(code, names);
	});

	test("a server of the other protocol", async () => {
		const other: Step[] =
			"mail.pop3-server" in settings ? ["S: 220 mail.example.com ESMTP"] : ["S: +OK ready"];
		const failure = await failureOf(mailerOn(transcript(["TLS", ...other]), settings).send(messageOf()));
		expect(failure.code).toMatch(/^(smtp|pop3)\.reply-malformed$/);
		expectNamed(failure.code, { en: /port number/, fr: /numéro de port/ });
	});
});

test("A clock that is not set is named, and the sign-in is not tried without it", async () => {
	const network = transcript([...GREETING, "C: STARTTLS", "S: 220 go", "TLS"]);
	const mailer = new Mailer({
		network,
		settings: settingsOf(),
		server: "mail",
		account: accountOf(TOKEN),
		identity: { name: "copier" },
		random: sequence,
		clock: { now: () => undefined },
	});
	const failure = await failureOf(mailer.send(messageOf()));
	expect(failure).toMatchObject({ code: "tls.clock-not-set", stage: "tls" });
	expect(jobCode(failure)).toBe(350);
	expect(Buffer.concat(network.received).toString()).not.toContain("AUTH");
	expectNamed(failure.code, { en: /Set the date and time/, fr: /Réglez la date et l'heure/ });
});

test("A server that wants TLS and offers none is told as such", async () => {
	const steps: Step[] = ["S: 220 ready", "C: EHLO copier", ...ehloReply([])];
	const network = transcript(steps);
	const failure = await failureOf(
		mailerOn(network, { ...SMTP_AUTH, "mail.security": "starttls" }).send(messageOf()),
	);
	expect(failure.code).toBe("smtp.starttls-missing");
	expectNamed(failure.code, { en: /SSL\/TLS.*465/, fr: /SSL\/TLS.*465/ });
});

test("Every failure on the way to a mail server has a code in the job history", () => {
	const codes = (Object.keys(FAILURES) as FailureCode[]).filter((code) =>
		/^(smtp|pop3|tls|dns|connect|network)\./.test(code),
	);
	expect(codes.length).toBeGreaterThan(40);
	for (const code of codes) expect([code, jobCode(new Failure(code))]).toEqual([code, expect.any(Number)]);
});
