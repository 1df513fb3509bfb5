/** One line of a conversation. */
export interface TranscriptLine {
	readonly from: "client" | "server";
	/** Milliseconds since 1970, by the lab's clock. */
	readonly at: number;
	/** The line without its CRLF; secrets and content are replaced by their size. */
	readonly text: string;
	/** Octets before encryption, with the CRLF. */
	readonly bytes: number;
}

/** Round trips of a full TLS handshake. */
const HANDSHAKE_WAITS: Readonly<Record<string, number>> = { "TLSv1.3": 1, "TLSv1.2": 2 };

/** One connection to the mail server, from the greeting to the close, as tests and the bench read it. */
export class Transcript {
	readonly id: number;
	readonly lines: TranscriptLine[] = [];
	/** `TLSv1.2`, `TLSv1.3`; undefined while the connection is plain. */
	tlsVersion: string | undefined;
	/** The account that signed in. */
	login: string | undefined;
	/** Octets on the wire from the client, TLS included. */
	bytesReceived = 0;
	/** Octets on the wire to the client, TLS included. */
	bytesSent = 0;
	/**
	 * How often the client had to wait for the server: the greeting, the round trips of the TLS handshake, and each
	 * reply that left while nothing more of the client's had come. The reply to QUIT is not counted. A reply to a
	 * pipelined command can leave before the rest has crossed the loopback: for an exact count set the fault `slow`.
	 */
	waits = 0;
	closed = false;
	readonly #now: () => number;

	constructor(id: number, now: () => number) {
		this.id = id;
		this.#now = now;
	}

	/** @param bytes octets of the line on the wire, where `text` stands for something longer */
	add(from: TranscriptLine["from"], text: string, bytes = text.length + 2): void {
		this.lines.push({ from, at: this.#now(), text, bytes });
	}

	/** The connection is now encrypted. */
	secured(version: string): void {
		this.tlsVersion = version;
		this.waits += HANDSHAKE_WAITS[version] ?? 2;
	}

	/** The conversation as text: `C: ` and `S: ` lines. */
	get text(): string {
		return this.lines.map((line) => `${line.from === "client" ? "C" : "S"}: ${line.text}`).join("\n");
	}
}

/** Transcripts that are kept: the oldest go first. */
const KEPT = 200;

/** The transcripts of the lab's mail server. */
export class Transcripts {
	readonly #list: Transcript[] = [];
	#next = 1;

	/** Begins the transcript of a new connection. */
	begin(now: () => number): Transcript {
		const transcript = new Transcript(this.#next++, now);
		this.#list.push(transcript);
		if (this.#list.length > KEPT) this.#list.shift();
		return transcript;
	}

	/** Every transcript kept, the oldest first. */
	list(): readonly Transcript[] {
		return this.#list;
	}

	/** The transcript of the newest connection. */
	get last(): Transcript | undefined {
		return this.#list.at(-1);
	}

	clear(): void {
		this.#list.length = 0;
	}
}
