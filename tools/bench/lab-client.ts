import type { FaultName, FaultValue, MessageSummary, Route, Transcript } from "../lab/lab";
import { Child } from "./child";
import type { LabAddress } from "./programs/lab";

/** Milliseconds after which a conversation that does not end is a failure. */
const PATIENCE = 10_000;

/** What of a conversation can be told from outside the lab. */
export type Conversation = Pick<
	Transcript,
	"waits" | "bytesReceived" | "bytesSent" | "tlsVersion" | "login" | "closed"
>;

/** The lab in its own process, by its API. */
export class LabClient {
	readonly url: string;
	readonly root: string;
	readonly routes: readonly Route[];
	readonly #child: Child;

	private constructor(child: Child, { url, root, routes }: LabAddress) {
		this.#child = child;
		this.url = url;
		this.root = root;
		this.routes = routes;
	}

	/** Starts a lab on free ports, without sending limits and without memory of an earlier one. */
	static async start(): Promise<LabClient> {
		const { child, ready } = await Child.start<LabAddress>("lab");
		return new LabClient(child, ready);
	}

	stop(): Promise<void> {
		return this.#child.stop();
	}

	/** Where the server of this name really is. */
	route(host: string): Route {
		const route = this.routes.find((candidate) => candidate.host === host);
		if (!route) throw new Error(`the lab plays no ${host}`);
		return route;
	}

	/** Works with some faults, and turns them off afterwards. */
	async with<Result>(
		faults: Readonly<Partial<Record<FaultName, FaultValue>>>,
		work: () => Promise<Result>,
	): Promise<Result> {
		for (const [name, value] of Object.entries(faults)) {
			await this.#call("PUT", `/api/faults/${name}`, { value });
		}
		try {
			return await work();
		} finally {
			await this.#call("DELETE", "/api/faults");
		}
	}

	/** Forgets every conversation so far: the next one is alone. */
	async forgetConversations(): Promise<void> {
		await this.#call("DELETE", "/api/transcripts");
	}

	/** The one conversation since {@link forgetConversations}, once it has ended. */
	async conversation(): Promise<Conversation> {
		for (const end = Date.now() + PATIENCE; ; ) {
			const all = (await (await this.#call("GET", "/api/transcripts")).json()) as readonly Conversation[];
			if (all.length > 1) throw new Error("somebody else talked to the lab's mail server");
			if (all[0]?.closed) return all[0];
			if (Date.now() > end) throw new Error("the conversation with the lab's mail server does not end");
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
	}

	/** The messages in a mailbox, the oldest first. */
	async mailbox(address: string): Promise<readonly MessageSummary[]> {
		return (await (await this.#call("GET", `/api/mailboxes/${address}`)).json()) as MessageSummary[];
	}

	/** Empties a mailbox. */
	async emptyMailbox(address: string): Promise<void> {
		await this.#call("DELETE", `/api/mailboxes/${address}`);
	}

	async #call(method: string, path: string, body?: object): Promise<Response> {
		const response = await fetch(this.url + path, {
			method,
			...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
		});
		if (!response.ok) throw new Error(`the lab answers ${response.status} to ${method} ${path}`);
		return response;
	}
}
