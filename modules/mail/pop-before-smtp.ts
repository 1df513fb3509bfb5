import type { DeviceNetwork } from "../base/device";
import { Failure } from "../base/failure";
import type { ServerName } from "../base/fax-server";
import type { Settings } from "../settings/settings";
import { POP3Client } from "./pop3-client";
import { checkIdentity } from "./sasl/mechanism";

/** What it takes to sign in to the POP3 server. */
export interface POPBeforeSMTPParts {
	readonly network: DeviceNetwork;
	readonly settings: Pick<Settings, "get">;
	/** Which server's settings hold. */
	readonly server: ServerName;
	/** `now()` is undefined until the clock was set. */
	readonly clock: { now(): number | undefined };
}

/**
 * POP before SMTP: signs in to the POP3 server and out again, after which the mail server takes messages from the
 * printer's address for a while. Account, password and Secure Connection are those of the SMTP server; the POP3
 * connection is closed before this resolves, since two TLS sessions at once do not fit into a small heap.
 * @param opened told of the connection as soon as it is open, so that someone can close it
 *
 * Throws mail.not-configured and settings.invalid with their field, network.down, and with the POP3 server's setting as field and
 * its name as server network.*, dns.*, connect.failed, tls.*, pop3.*, mail.challenge-malformed, and smtp.* where the
 * account is refused for the same reason.
 */
export async function popBeforeSMTP(
	{ network, settings, server, clock }: POPBeforeSMTPParts,
	opened?: (client: POP3Client) => void,
): Promise<void> {
	const host = settings.get(`${server}.pop3-server`);
	const account = settings.get(`${server}.account`);
	const password = settings.get(`${server}.password`);
	if (!host) throw new Failure("mail.not-configured", { field: `${server}.pop3-server` });
	if (!account) throw new Failure("mail.not-configured", { field: `${server}.account` });
	checkIdentity(`${server}.account`, account);
	checkIdentity(`${server}.password`, password);
	try {
		const client = await POP3Client.connect(
			{
				network,
				host,
				port: settings.get(`${server}.pop3-port`),
				security: settings.get(`${server}.security`),
				secure: { verify: settings.get(`${server}.validate-certificate`) },
				clockSet: clock.now() !== undefined,
			},
			opened,
		);
		await client.signIn(account, password);
		await client.quit();
	} catch (error) {
		// Of the two servers that such a job talks to, this one failed; without a network, neither did.
		if (!(error instanceof Failure) || error.code === "network.down") throw error;
		throw error.but({ field: error.field ?? `${server}.pop3-server`, server: host });
	}
}
