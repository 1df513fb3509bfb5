import { Failure } from "../base/failure";
import type { FailureCode, Stage } from "../base/failure-codes";
import type { ServerName } from "../base/fax-server";
import type { Settings } from "../settings/settings";
import type { MailServer, TokenSource } from "./mail-server";
import type { Mailer } from "./mailer";
import type { Mechanism } from "./sasl/mechanism";

/** What a connection test looks at, one after another. */
export type TestStep =
	| "network"
	| "dns"
	| "connect"
	| "greeting"
	| "tls"
	| "certificate"
	| "sign-in"
	| "sender"
	| "recipient";

/** How far a connection test has come. The steps before `current` passed; those behind it were not tried. */
export interface TestReport {
	/** What this test looks at, in this order; it depends on the settings. */
	readonly steps: readonly TestStep[];
	/** Index of the step under way or, with a failure, of the one that failed; the number of steps when all passed. */
	readonly current: number;
	/** Why the test ended; its remedy is what helps. */
	readonly failure?: Failure;
}

/** What a connection test works with. */
export interface ConnectionTestParts {
	readonly mailer: Pick<Mailer, "exclusively">;
	readonly settings: Pick<Settings, "get">;
	/** The server that is tried. */
	readonly server: ServerName;
	/** Whose tokens are used where OAuth2 is set; the mailer's own account's where absent. */
	readonly account?: TokenSource;
}

const STEP_OF_STAGE: Readonly<Partial<Record<Stage, TestStep>>> = {
	network: "network",
	dns: "dns",
	connect: "connect",
	greeting: "greeting",
	tls: "tls",
	auth: "sign-in",
	token: "sign-in",
	sender: "sender",
	recipient: "recipient",
};

/** What the encryption itself had nothing to do with: the other side's certificate was not to be trusted. */
const CERTIFICATE: readonly FailureCode[] = [
	"tls.certificate-expired",
	"tls.certificate-not-yet-valid",
	"tls.wrong-host",
	"tls.unknown-issuer",
	"tls.clock-not-set",
	"tls.clock-wrong",
];

/**
 * Tries the mail settings step by step (Web Config > Email Server > Connection Test) and sends nothing: the sender and,
 * as recipient, the same address are asked for and taken back. It waits while a message is sent: the account has one
 * connection.
 */
export class ConnectionTest {
	readonly #parts: ConnectionTestParts;
	#report: TestReport | undefined;
	#running: Promise<TestReport> | undefined;
	readonly #listeners = new Set<() => void>();

	constructor(parts: ConnectionTestParts) {
		this.#parts = parts;
	}

	/** The test under way, or the last one; undefined before the first. */
	get report(): TestReport | undefined {
		return this.#report;
	}

	get isRunning(): boolean {
		return this.#running !== undefined;
	}

	/** Calls `listener` whenever the report changes; answers a function that ends this. */
	observe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Starts a test, or joins the one under way; resolves with its end and never rejects. */
	run(): Promise<TestReport> {
		this.#running ??= this.#test().finally(() => {
			this.#running = undefined;
		});
		return this.#running;
	}

	async #test(): Promise<TestReport> {
		const { mailer, settings, server: name, account } = this.#parts;
		const steps = stepsOf(settings, name);
		let report = this.#tell({ steps, current: 0 });
		try {
			const tryServer = async (server: MailServer) => {
				await this.#try(server, steps).catch((error) => {
					// The token that the printer held may have been taken back: once more with a new one.
					if (!server.renews(error)) throw error;
					return this.#try(server, steps);
				});
			};
			await mailer.exclusively({}, tryServer, account, name);
			report = this.#tell({ steps, current: steps.length });
		} catch (error) {
			const failure = Failure.from(error);
			const step = stepOf(failure);
			const known = step === undefined ? -1 : steps.indexOf(step);
			const current = known < 0 ? (this.#report?.current ?? 0) : known;
			report = this.#tell({ steps, current, failure });
		}
		return report;
	}

	async #try(server: MailServer, steps: readonly TestStep[]): Promise<void> {
		this.#tell({ steps, current: 0 });
		const { server: name } = this.#parts;
		const prepared = await prepare(server);
		const client = await server.connect({ onStage: (stage) => this.#reach(steps, STEP_OF_STAGE[stage]) });
		try {
			this.#reach(steps, "sign-in");
			if (prepared instanceof Failure) throw prepared.but({ stage: "auth" });
			await server.authenticate(client, prepared);
			this.#reach(steps, "sender");
			const { sender } = server;
			if (sender === undefined)
				throw new Failure("mail.not-configured", { stage: "sender", field: `${name}.sender` });
			await client.probe(sender, sender);
			await client.quit();
		} catch (error) {
			client.close();
			throw error;
		}
	}

	/** Goes on to a step; stages that come again, as the greeting does within TLS, lead nowhere. */
	#reach(steps: readonly TestStep[], step: TestStep | undefined): void {
		const index = step === undefined ? -1 : steps.indexOf(step);
		if (index > (this.#report?.current ?? 0)) this.#tell({ steps, current: index });
	}

	#tell(report: TestReport): TestReport {
		this.#report = report;
		for (const listener of [...this.#listeners]) listener();
		return report;
	}
}

/** The steps that these settings need, in the order in which they happen. */
function stepsOf(settings: Pick<Settings, "get">, server: ServerName): TestStep[] {
	const security = settings.get(`${server}.security`);
	const secure: TestStep[] = security === "none" ? [] : ["tls"];
	if (secure.length > 0 && settings.get(`${server}.validate-certificate`)) secure.push("certificate");
	const greeting: TestStep[] = ["greeting"];
	return [
		"network",
		"dns",
		"connect",
		...(security === "tls" ? [...secure, ...greeting] : [...greeting, ...secure]),
		...(settings.get(`${server}.authentication`) === "off" ? [] : (["sign-in"] as const)),
		"sender",
		"recipient",
	];
}

/** What signing in takes, or why it cannot be had: the way to the mail server is tried all the same. */
function prepare(server: MailServer): Promise<readonly Mechanism[] | Failure> {
	return server.prepare({}).catch((error) => {
		const failure = Failure.from(error);
		// Without a server or a network there is no way to try.
		if (namesServer(failure) || failure.code === "network.down") throw failure;
		return failure;
	});
}

function stepOf(failure: Failure): TestStep | undefined {
	// Without a server's name there is nothing to look up; the network has nothing to do with it.
	if (namesServer(failure)) return "dns";
	return CERTIFICATE.includes(failure.code) && failure.stage === "tls"
		? "certificate"
		: STEP_OF_STAGE[failure.stage];
}

function namesServer({ field }: Failure): boolean {
	return field === "mail.smtp-server" || field === "fax.smtp-server";
}
