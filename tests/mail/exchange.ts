import { setImmediate } from "node:timers/promises";
import type { DeviceNetwork } from "../../modules/base/device";
import type { TokenSource } from "../../modules/mail/mail-server";
import { Mailer } from "../../modules/mail/mailer";
import { FIELDS, type SettingKey, type Values } from "../../modules/settings/fields";
import { PRESETS } from "../../modules/settings/presets";
import type { Step } from "../host/transcript";
import { sequence } from "./composition";

/** What Exchange Online says, and a printer that is set up for it. */
export const LOGIN = "printer@contoso.example";
export const TOKEN = `eyJ0eXAiOiJKV1QifQ.${"Q2xhaW1z".repeat(40)}.c2lnbmF0dXJl`;
export const PASSWORD = "Correct-Horse-9";

const BEFORE_TLS = [
	"SIZE 157286400",
	"PIPELINING",
	"DSN",
	"ENHANCEDSTATUSCODES",
	"STARTTLS",
	"8BITMIME",
	"BINARYMIME",
	"CHUNKING",
	"SMTPUTF8",
];
const AFTER_TLS = BEFORE_TLS.map((line) => (line === "STARTTLS" ? "AUTH LOGIN XOAUTH2" : line));

/** A reply to EHLO with these extensions. */
export function ehloReply(extensions: readonly string[]): Step[] {
	const lines = ["PR3P193CA0012.outlook.office365.com Hello [203.0.113.7]", ...extensions];
	return lines.map((line, index): Step => `S: 250${index < lines.length - 1 ? "-" : " "}${line}`);
}

/** From the greeting to the reply to EHLO before TLS. */
export const GREETING: readonly Step[] = [
	"S: 220 PR3P193CA0012.outlook.office365.com Microsoft ESMTP MAIL Service ready at Sun, 5 Jan 2025 09:07:03 +0000",
	"C: EHLO copier",
	...ehloReply(BEFORE_TLS),
];

/** From STARTTLS to the reply to EHLO within TLS, with other extensions where a test says so. */
export function upgrade(extensions: readonly string[] = AFTER_TLS): Step[] {
	return ["C: STARTTLS", "S: 220 2.0.0 SMTP server ready", "TLS", "C: EHLO copier", ...ehloReply(extensions)];
}

/** The initial response of XOAUTH2. */
export function xoauth2(token = TOKEN): string {
	return Buffer.from(`user=${LOGIN}\x01auth=Bearer ${token}\x01\x01`).toString("base64");
}

/** A sign-in that succeeds. */
export const SIGN_IN: readonly Step[] = [
	`C: AUTH XOAUTH2 ${xoauth2()}`,
	"S: 235 2.7.0 Authentication successful",
];

/** The good-bye that nobody waits for. */
export const QUIT: readonly Step[] = [
	"C: QUIT",
	"S: 221 2.0.0 Service closing transmission channel",
	"CLOSE",
];

/** Settings as a test wants them, over those of OAuth2 with Exchange Online. */
export function settingsOf(changes: Partial<Values> = {}): {
	get<Key extends SettingKey>(key: Key): Values[Key];
} {
	const values: Partial<Values> = {
		"mail.authentication": "oauth2",
		...PRESETS["exchange-online"],
		...changes,
	};
	return { get: (key) => (values[key] ?? FIELDS[key].default) as never };
}

/** Settings for SMTP AUTH at some other server without encryption. */
export const SMTP_AUTH: Partial<Values> = {
	"mail.authentication": "smtp-auth",
	"mail.smtp-server": "mail.example.com",
	"mail.smtp-port": 25,
	"mail.security": "none",
	"mail.account": "copier",
	"mail.password": PASSWORD,
};

/** An account whose tokens are these, one after another as each is refused. */
export function accountOf(...tokens: string[]): TokenSource & { readonly invalidated: number } {
	let invalidated = 0;
	return {
		login: LOGIN,
		accessToken: async () => tokens[Math.min(invalidated, tokens.length - 1)] ?? TOKEN,
		invalidateAccessToken: () => {
			invalidated += 1;
		},
		get invalidated() {
			return invalidated;
		},
	};
}

/** A printer's mailer on a network. @param retryDelays seconds before each further try; by default there is none */
export function mailerOn(
	network: DeviceNetwork,
	changes: Partial<Values> = {},
	account: TokenSource = accountOf(TOKEN),
	retryDelays: readonly number[] = [],
): Mailer {
	return new Mailer({
		network,
		settings: settingsOf(changes),
		server: "mail",
		account,
		identity: { name: "copier" },
		random: sequence,
		clock: { now: () => Date.UTC(2025, 0, 5) },
		retryDelays,
	});
}

/** How often the client has to wait for the server in a conversation: once for each run of replies, and once for TLS. */
export function waitsOf(steps: readonly Step[]): number {
	const fromServer = steps.map(
		(step) => step === "TLS" || (typeof step === "string" && step.startsWith("S: ")),
	);
	return fromServer.filter((server, index) => server && (steps[index] === "TLS" || !fromServer[index - 1]))
		.length;
}

/** Lets the good-bye, for which no one waits, come to its end. */
export async function goodBye(): Promise<void> {
	for (let turn = 0; turn < 400; turn++) await setImmediate();
}
