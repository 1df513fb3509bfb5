import { Failure } from "../base/failure";
import { diagnose } from "./diagnosis";
import type { Mechanism } from "./sasl/mechanism";
import { redactFailure, withRefusal } from "./sasl/redact";
import type { SMTPChannel } from "./smtp-channel";

/** Longest AUTH line with its CRLF that every server takes, in octets (RFC 4954 section 4, RFC 5321 section 4.5.3.1.4). */
const COMMAND_LIMIT = 512;
/** Most challenges answered in one exchange: no mechanism here needs more than two. */
const CHALLENGES_LIMIT = 4;

/**
 * Signs in by the strongest mechanism that the server offers (RFC 4954). One that it offers and then does not have (504,
 * 534, and 432 4.7.12, which asks for another) gives way to the next in the same session. A wrong password (535) does
 * not: the next mechanism could only say in the clear what CRAM-MD5 kept to itself, to a server that has just refused it.
 * PLAIN and LOGIN never go without TLS unless the session was opened with `security: "none"`: no other opens without it.
 * @param mechanisms the strongest first, at least one
 * @param offered names of the mechanisms that the server offers
 * @param longInitialResponse the server takes AUTH lines of any length
 *
 * Throws smtp.auth-mechanism-missing where the server has none of them, smtp.auth-failed and what else its reply means,
 * mail.challenge-malformed. No text repeats the mechanisms' secrets.
 */
export async function signIn(
	channel: SMTPChannel,
	mechanisms: readonly Mechanism[],
	offered: readonly string[],
	longInitialResponse: boolean,
): Promise<void> {
	let missing = new Failure("smtp.auth-mechanism-missing", { detail: `AUTH ${offered.join(" ")}` });
	for (const mechanism of mechanisms) {
		if (!offered.includes(mechanism.name)) continue;
		try {
			return await authenticate(channel, mechanism, longInitialResponse);
		} catch (error) {
			const failure = redactFailure(error, mechanism.secrets);
			if (!(failure instanceof Failure) || failure.code !== missing.code) throw failure;
			missing = failure;
		}
	}
	throw missing;
}

/** One exchange: with the initial response on the AUTH line where it may stand there, else once the server asks for it. */
async function authenticate(
	channel: SMTPChannel,
	mechanism: Mechanism,
	longInitialResponse: boolean,
): Promise<void> {
	channel.stage = "auth";
	const { initialResponse } = mechanism;
	const command = `AUTH ${mechanism.name}`;
	let unsent = initialResponse;
	if (unsent !== undefined && (longInitialResponse || command.length + unsent.length + 3 <= COMMAND_LIMIT)) {
		await channel.put(`${command} ${unsent}`);
		unsent = undefined;
	} else {
		await channel.put(command);
	}
	await channel.flush();
	let reply = await channel.reply();
	for (let challenges = 0; reply.code === 334 && challenges < CHALLENGES_LIMIT; challenges++) {
		const response = unsent ?? mechanism.respond(reply.lines.join("")) ?? "*";
		unsent = undefined;
		reply = await channel.command(response);
	}
	if (reply.code !== 235) throw withRefusal(diagnose(reply, "auth"), mechanism.refusal);
}
