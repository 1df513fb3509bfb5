import { Failure } from "../base/failure";
import { apopDigest } from "./pop3-apop";
import type { POP3Capabilities } from "./pop3-capabilities";
import type { POP3Channel } from "./pop3-channel";
import { diagnosePOP3 } from "./pop3-diagnosis";
import type { POP3Reply } from "./pop3-reply";
import { CRAMMD5 } from "./sasl/cram-md5";
import { Login } from "./sasl/login";
import { type Mechanism, passwordForms, type TokenRefusal } from "./sasl/mechanism";
import { Plain } from "./sasl/plain";
import { redactFailure, withRefusal } from "./sasl/redact";

/** Longest command with its CRLF, in octets (RFC 2449 section 4, RFC 5034 section 4). Exchange Online wants a token on the next line, which it is too long for here anyway. */
const COMMAND_LIMIT = 255;
/** Most challenges answered in one exchange: no mechanism here needs more than two. */
const CHALLENGES_LIMIT = 4;

/** What a server offers to someone who signs in. */
export interface POP3Offer {
	readonly capabilities: POP3Capabilities;
	/** What APOP digests; undefined where the server does not have it or TLS makes it needless. */
	readonly timestamp: string | undefined;
}

/** One way to sign in. */
interface Way {
	/** What no failure may repeat, as known by now. */
	readonly secrets: readonly string[];
	/** Why the server refused a token, where it said so. */
	readonly refusal?: TokenRefusal | undefined;
	/** Answers the reply that decides. */
	run(channel: POP3Channel): Promise<POP3Reply>;
}

/**
 * Signs in with a password, by the strongest way that the server offers: AUTH CRAM-MD5, then APOP, then the ones that
 * say the password: USER and PASS, AUTH PLAIN, AUTH LOGIN. A way that is offered and then is not there gives way to the
 * next; a wrong password does not, as it would then be said in the clear.
 *
 * APOP (RFC 1939 section 7) is not for use within TLS, where it protects nothing more: a greeting hints at it and nothing
 * offers it, and servers that keep passwords as hashes refuse it. Its MD5 is weak besides: the server, or who plays it
 * without TLS, can guess at the password.
 *
 * Throws settings.invalid (`mail.account` or `mail.password`), pop3.auth-mechanism-missing where the server has none of
 * them, pop3.auth-failed and what else its reply means, mail.challenge-malformed. No text repeats the password.
 */
export async function signInByPassword(
	channel: POP3Channel,
	offer: POP3Offer,
	account: string,
	password: string,
): Promise<void> {
	const plain = new Plain(account, password);
	const { capabilities, timestamp } = offer;
	const offered = (mechanism: Mechanism) =>
		capabilities.mechanisms.includes(mechanism.name) ? [sasl(mechanism)] : [];
	await signInBy(channel, capabilities, [
		...offered(new CRAMMD5(account, password)),
		// APOP's arguments are parted by a space (RFC 1939 section 3).
		...(timestamp && !account.includes(" ") ? [apop(account, password, timestamp)] : []),
		...(capabilities.user ? [userAndPass(account, password)] : []),
		...offered(plain),
		...offered(new Login(account, password)),
	]);
}

/**
 * Signs in with an access token (RFC 5034 with XOAUTH2 or OAUTHBEARER), by the first mechanism that the server offers.
 *
 * Throws as {@link signInByPassword}, and oauth.scope-missing.
 */
export async function signInByToken(
	channel: POP3Channel,
	{ capabilities }: POP3Offer,
	mechanisms: readonly Mechanism[],
): Promise<void> {
	const offered = mechanisms.filter(({ name }) => capabilities.mechanisms.includes(name));
	await signInBy(channel, capabilities, offered.map(sasl));
}

async function signInBy(
	channel: POP3Channel,
	capabilities: POP3Capabilities,
	ways: readonly Way[],
): Promise<void> {
	channel.stage = "auth";
	const detail = `SASL ${capabilities.mechanisms.join(" ")}`;
	let missing = new Failure("pop3.auth-mechanism-missing", { detail });
	for (const way of ways) {
		try {
			const reply = await way.run(channel);
			if (reply.kind === "ok") return;
			throw withRefusal(diagnosePOP3(reply, "auth", capabilities.loginDelay), way.refusal);
		} catch (error) {
			const failure = redactFailure(error, way.secrets);
			if (!(failure instanceof Failure) || failure.code !== missing.code) throw failure;
			missing = failure;
		}
	}
	throw missing;
}

/** AUTH (RFC 5034), with the initial response on its line where it fits, else once the server asks for it. */
function sasl(mechanism: Mechanism): Way {
	return {
		get secrets() {
			return mechanism.secrets;
		},
		get refusal() {
			return mechanism.refusal;
		},
		async run(channel) {
			const command = `AUTH ${mechanism.name}`;
			let unsent = mechanism.initialResponse;
			const fits = unsent !== undefined && command.length + unsent.length + 3 <= COMMAND_LIMIT;
			let reply = await channel.command(fits ? `${command} ${unsent}` : command);
			if (fits) unsent = undefined;
			for (let challenges = 0; reply.kind === "challenge" && challenges < CHALLENGES_LIMIT; challenges++) {
				const response = unsent ?? mechanism.respond(reply.text) ?? "*";
				unsent = undefined;
				reply = await channel.command(response);
			}
			return reply;
		},
	};
}

function apop(account: string, password: string, timestamp: string): Way {
	const digest = apopDigest(timestamp, password);
	return {
		secrets: [...passwordForms(account, password), digest],
		run: (channel) => channel.command(`APOP ${account} ${digest}`),
	};
}

function userAndPass(account: string, password: string): Way {
	return {
		secrets: passwordForms(account, password),
		async run(channel) {
			const reply = await channel.command(`USER ${account}`);
			return reply.kind === "ok" ? channel.command(`PASS ${password}`) : reply;
		},
	};
}
