import { setImmediate } from "node:timers";
import type { DeviceNetwork } from "../../modules/base/device";
import type { Resolver, SocketErrorCode, TCPOptions, TLSOptions } from "../../modules/base/sockets";
import { SocketEnd, WINDOW, type Wire } from "./socket-end";

/**
 * One step of a server that follows a script:
 * - `"S: text"`: it sends the line `text` and CRLF; `"C: text"`: it waits for exactly that line and CRLF;
 * - `{ send }` and `{ expect }`: the same with exact bytes (text as UTF-8, no CRLF added); `{ send }` also takes a function
 *   that answers them when their time has come, `{ expect }` one that answers how many bytes at the start of what came it
 *   accepts, or undefined while it needs more;
 * - `"TLS"`: it waits for the client to upgrade (what came in plaintext before it is a mistake of the client's), and
 *   `{ tls: code }` refuses the handshake for that reason;
 * - `"CLOSE"`: it closes in order; `{ fail: code }`: the connection breaks; `"STALL"`: it says what stands before, then never
 *   says or takes a thing more.
 * After its last step a server goes on listening in silence.
 */
export type Step =
	| `S: ${string}`
	| `C: ${string}`
	| "TLS"
	| "CLOSE"
	| "STALL"
	| { readonly send: string | Uint8Array | (() => string) }
	| { readonly expect: string | Uint8Array | ((received: Buffer) => number | undefined) }
	| { readonly tls: SocketErrorCode }
	| { readonly fail: SocketErrorCode };

/** How the server's bytes come: as many as fit the window, a line at a time, a byte at a time, or in lengths drawn by a test. */
export type Delivery = "whole" | "line" | "byte" | (() => number);

/** What a test may change about the network of a transcript. */
export interface TranscriptOptions {
	readonly delivery?: Delivery;
	/** The server closes after it has sent this many bytes, wherever that is. */
	readonly cutAfter?: number;
	/** Bytes that a socket holds in each direction. */
	readonly window?: number;
	/** Bytes that wait to be delivered to the client from which on the server takes nothing from it; by default it always does. */
	readonly outbox?: number;
	/** The address of a name, undefined for none; by default every name has one. */
	readonly resolve?: (host: string) => string | undefined;
}

/** A network without sockets, whose servers follow scripts. */
export interface ScriptedNetwork extends DeviceNetwork {
	/** Throws unless each conversation took place to its last step and the client did only what the scripts say. */
	verify(): void;
	/** All that the client sent, one entry a connection. */
	readonly received: readonly Buffer[];
	/** The same write by write, as the socket was given them. */
	readonly writes: readonly (readonly Buffer[])[];
	/** Connections that the client opened: `host` and `secure` once there was TLS. */
	readonly opened: readonly Readonly<Opened>[];
	/** Bytes that the servers have sent. */
	readonly sentCount: number;
}

interface Opened {
	readonly address: string;
	readonly port: number;
	host?: string;
	secure?: TLSOptions["secure"];
	/** The client closed. */
	closed: boolean;
}

/**
 * A network whose servers follow scripts, one script for each connection in turn (a single script may stand alone); a
 * connection beyond them is refused. A client that sends anything other than what stands in the script is disconnected, and
 * `verify()` shows the difference.
 *
 * ```ts
 * const network = transcript(["S: 220 mail.example.com", "C: EHLO printer", "S: 250 OK", "C: QUIT"], { delivery: "byte" });
 * const connection = await Connection.connect({ network, host: "mail.example.com", port: 25 });
 * ...
 * network.verify();
 * ```
 */
export function transcript(
	conversations: readonly Step[] | readonly (readonly Step[])[],
	options: TranscriptOptions = {},
): ScriptedNetwork {
	const scripts = (
		Array.isArray(conversations[0]) ? conversations : [conversations]
	) as readonly (readonly Step[])[];
	const servers: ScriptedServer[] = [];
	const opened: Opened[] = [];

	class TCP extends SocketEnd {
		constructor(tcp: TCPOptions) {
			if ("from" in tcp) {
				const released = (tcp.from as SocketEnd).release();
				super(tcp, released.wire, options.window);
				this.adopt(released);
				return;
			}
			const script = scripts[servers.length];
			const peer: Opened = { address: tcp.address, port: tcp.port, closed: false };
			const server = new ScriptedServer(script ?? [], options, peer);
			super(tcp, server, options.window);
			if (script) {
				opened.push(peer);
				servers.push(server);
				setImmediate(() => server.start());
			} else {
				this.ended("refused");
			}
		}
	}
	class TLS extends SocketEnd {
		constructor(tls: TLSOptions) {
			if (!("from" in tls)) throw new Error("TLS needs an open TCP socket: from");
			const { wire, unread } = (tls.from as SocketEnd).release();
			super(tls, wire, options.window);
			(wire as ScriptedServer).upgrade(unread.length, tls);
		}
	}
	class TableResolver implements Resolver {
		resolve({ host, onResolved, onError }: Parameters<Resolver["resolve"]>[0]): void {
			const address = options.resolve ? options.resolve(host) : "192.0.2.1";
			setImmediate(() => (address === undefined ? onError(host) : onResolved(host, address)));
		}
		close(): void {}
	}
	return {
		tcp: { io: TCP },
		tls: { io: TLS },
		listener: {
			io: class {
				constructor() {
					throw new Error("a transcript has no listener");
				}
				readonly port = 0;
				read(): undefined {}
				close(): void {}
			},
		},
		dns: { io: TableResolver },
		interfaces: () => [{ kind: "standard", medium: "wired", connected: true }],
		verify() {
			for (const server of servers) server.verify();
			if (servers.length < scripts.length) {
				throw new Error(`${servers.length} of ${scripts.length} connections were opened`);
			}
		},
		opened,
		get received() {
			return servers.map((server) => Buffer.concat(server.received));
		},
		get writes() {
			return servers.map((server) => [...server.received]);
		},
		get sentCount() {
			return servers.reduce((sum, server) => sum + server.sentCount, 0);
		},
	};
}

/** One server that plays its script over one connection. */
class ScriptedServer implements Wire {
	end: SocketEnd | undefined;
	readonly received: Buffer[] = [];
	sentCount = 0;
	readonly #steps: readonly Step[];
	readonly #options: TranscriptOptions;
	readonly #opened: Opened;
	#at = 0;
	#incoming = Buffer.alloc(0);
	#outgoing = Buffer.alloc(0);
	#unacknowledged: (() => void)[] = [];
	#mistake: string | undefined;
	#over = false;
	#playing = false;

	constructor(steps: readonly Step[], options: TranscriptOptions, opened: Opened) {
		this.#steps = steps;
		this.#options = options;
		this.#opened = opened;
	}

	get remoteAddress(): string {
		return this.#opened.address;
	}

	start(): void {
		this.end?.connected();
		this.#play();
	}

	send(bytes: Buffer, sent: () => void): void {
		this.received.push(bytes);
		this.#incoming = Buffer.concat([this.#incoming, bytes]);
		this.#unacknowledged.push(sent);
		this.#play();
	}

	resume(): void {
		this.#play();
	}

	close(): void {
		this.end = undefined;
		this.#opened.closed = true;
	}

	/** The client starts TLS, with so many bytes of plaintext unread. */
	upgrade(unread: number, tls: TLSOptions): void {
		const step = this.#steps[this.#at];
		setImmediate(() => {
			if (this.#over) {
				this.end?.ended("tls");
				return;
			}
			if (step === "STALL") return;
			const refusal = typeof step === "object" && "tls" in step ? step.tls : undefined;
			if (refusal) this.#at++;
			else if (step !== "TLS") this.#fault("the client started TLS", step);
			if (refusal || step !== "TLS" || unread + this.#outgoing.length > 0) {
				this.#finish(refusal ?? "tls");
				return;
			}
			this.#opened.host = tls.host;
			this.#opened.secure = tls.secure;
			this.#at++;
			this.end?.connected();
			this.#play();
		});
	}

	verify(): void {
		// The last bytes may have come in this very turn.
		if (!this.#over) this.#advance();
		if (this.#mistake) throw new Error(this.#mistake);
		const rest = this.#steps.slice(this.#at).filter((step) => step !== "STALL");
		if (rest.length > 0) throw new Error(`the conversation ended before ${describe(rest[0])}`);
		if (this.#incoming.length > 0) throw new Error(`the client also sent ${excerpt(this.#incoming)}`);
	}

	/** Goes on with the script as far as it can, in a turn of its own. */
	#play(): void {
		if (this.#playing || this.#over) return;
		this.#playing = true;
		setImmediate(() => {
			this.#playing = false;
			if (!this.#over) this.#advance();
		});
	}

	#advance(): void {
		while (this.#step()) this.#at++;
		if (this.#over) return;
		const { outbox = Number.POSITIVE_INFINITY } = this.#options;
		const takes = this.#steps[this.#at] !== "STALL" && this.#outgoing.length < outbox;
		if (takes) for (const sent of this.#unacknowledged.splice(0)) sent();
		if (this.#outgoing.length > 0) this.#deliver();
	}

	/** Takes the step at hand; false when it has to wait, or was the last. */
	#step(): boolean {
		const step = this.#steps[this.#at];
		if (step === undefined || step === "TLS" || step === "STALL" || this.#over) return false;
		if (typeof step === "string" && step !== "CLOSE") {
			const line = `${step.slice(3)}\r\n`;
			return step.startsWith("S: ") ? this.#queue(line) : this.#expect(line);
		}
		if (typeof step === "object" && "send" in step) {
			return this.#queue(typeof step.send === "function" ? step.send() : step.send);
		}
		if (typeof step === "object" && "expect" in step) return this.#expect(step.expect);
		if (typeof step === "object" && "tls" in step) return false;
		if (this.#outgoing.length > 0) return false;
		this.#at++;
		this.#finish(step === "CLOSE" ? undefined : step.fail);
		return false;
	}

	#queue(bytes: string | Uint8Array): true {
		this.#outgoing = Buffer.concat([this.#outgoing, Buffer.from(bytes as string)]);
		return true;
	}

	#expect(wanted: string | Uint8Array | ((received: Buffer) => number | undefined)): boolean {
		const count =
			typeof wanted === "function" ? wanted(this.#incoming) : this.#compare(Buffer.from(wanted as string));
		if (count === undefined) return false;
		this.#incoming = this.#incoming.subarray(count);
		return true;
	}

	#compare(wanted: Buffer): number | undefined {
		const length = Math.min(wanted.length, this.#incoming.length);
		if (!wanted.subarray(0, length).equals(this.#incoming.subarray(0, length))) {
			this.#fault(`the client sent ${excerpt(this.#incoming)}`, this.#steps[this.#at]);
			this.#finish();
			return undefined;
		}
		return length === wanted.length ? length : undefined;
	}

	/** One portion to the client; the next follows in a later turn. */
	#deliver(): void {
		const { delivery = "whole", cutAfter = Number.POSITIVE_INFINITY } = this.#options;
		const wished = {
			whole: () => WINDOW,
			line: () => this.#outgoing.indexOf("\n") + 1 || this.#outgoing.length,
			byte: () => 1,
		};
		const portion = typeof delivery === "function" ? Math.max(1, delivery()) : wished[delivery]();
		const count = Math.min(portion, this.#outgoing.length, this.end?.room ?? 0, cutAfter - this.sentCount);
		if (count > 0) {
			this.sentCount += count;
			this.end?.arrived(this.#outgoing.subarray(0, count));
			this.#outgoing = this.#outgoing.subarray(count);
		}
		if (this.sentCount >= cutAfter) this.#finish();
		else if (count > 0) this.#play();
	}

	#finish(code?: SocketErrorCode): void {
		this.#over = true;
		this.end?.ended(code);
	}

	#fault(what: string, wanted: Step | undefined): void {
		this.#mistake ??= `${what}, and not ${describe(wanted)}`;
	}
}

function describe(step: Step | undefined): string {
	if (step === undefined) return "the end of the conversation";
	if (typeof step === "string") return step;
	return Object.entries(step)
		.map(([key, value]) => `${key} ${typeof value === "function" ? "(a function)" : excerpt(value)}`)
		.join();
}

function excerpt(bytes: string | Uint8Array): string {
	const text = Buffer.from(bytes as string).toString();
	return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}...` : text);
}
