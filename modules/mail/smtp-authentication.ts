import { diagnose } from "./diagnosis";
import { type Mechanism, redact } from "./sasl";
import type { SMTPChannel } from "./smtp-channel";
import type { Reply } from "./smtp-reply";

/** Longest AUTH line with its CRLF that every server takes, in octets (RFC 4954 section 4, RFC 5321 section 4.5.3.1.4). */
const COMMAND_LIMIT = 512;
/** Most challenges answered in one exchange: no mechanism here needs more than two. */
const CHALLENGES_LIMIT = 4;

/**
 * Signs in (RFC 4954): with the initial response on the AUTH line where it fits or the server is known to take it,
 * else once the server asks for it.
 * @param longInitialResponse the server takes AUTH lines of any length
 *
 * Throws smtp.auth-failed and what else the reply means; its text repeats none of the mechanism's secrets.
 */
export async function authenticate(
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
	if (reply.code !== 235) throw diagnose(redactReply(reply, mechanism), "auth");
}

function redactReply(reply: Reply, mechanism: Mechanism): Reply {
	return { ...reply, lines: reply.lines.map((line) => redact(line, mechanism.secrets)) };
}
