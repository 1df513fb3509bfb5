import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Duplex, Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

/** What the engine reports after each command; hosts/virtual/engine/report.c says what each number means. */
export interface Report {
	slots: number;
	slotsPeak: number;
	chunks: number;
	chunksPeak: number;
	stack: number;
	stackPeak: number;
	free: number;
	cap: number;
	slotSize: number;
	tables: number;
	compute: number;
	collections: number;
}

/** How an engine ended: its exit code or signal, and the text it sent before. */
export interface Ending {
	code: number | null;
	signal: string | null;
	text: string;
	stderr: string;
}

/** Answers a question of the firmware; what it throws is a failed answer. */
export type Board = (header: string, body: Buffer | undefined) => Uint8Array | string;

export interface EngineOptions {
	engine: string;
	/** A file of tests/virtual/engine/firmware, or an absolute path. */
	firmware: string;
	ram?: number;
	stack?: number;
	compute?: number;
	resources?: string;
	board?: Board;
}

const FIRMWARE = path.join(path.dirname(fileURLToPath(import.meta.url)), "firmware");
const COLON = 0x3a;

/** Milliseconds since 1970 that the board's clock shows unless a test brings its own board. */
export const CLOCK = 1_770_000_000_123;

/** One netstring. */
export function netstring(payload: Buffer): Buffer {
	return Buffer.concat([Buffer.from(`${payload.length}:`), payload, Buffer.from(",")]);
}

/** An engine under test and the parent's side of its wire. */
export class EngineProcess {
	readonly child: ChildProcess;
	readonly ended: Promise<Ending>;
	readonly #board: Board;
	readonly #waiting: ((report: Report | Ending) => void)[] = [];
	readonly #toEngine: Writable;
	#input = Buffer.alloc(0);
	#text = "";

	constructor(options: EngineOptions) {
		this.#board = options.board ?? (() => "");
		this.child = spawn(options.engine, commandLine(options), {
			stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
		});
		this.#toEngine = this.child.stdio[3] as Duplex;
		this.#toEngine.on("error", () => {});
		(this.child.stdio[4] as Readable).on("data", (bytes: Buffer) => this.#receive(bytes));
		let stderr = "";
		this.child.stderr?.on("data", (bytes: Buffer) => {
			stderr += bytes.toString();
		});
		this.ended = new Promise((resolve) => {
			this.child.on("close", (code, signal) => {
				const ending = { code, signal, text: this.#text, stderr };
				resolve(ending);
				for (const settle of this.#waiting.splice(0)) settle(ending);
			});
		});
	}

	/** Starts an engine and waits for the report that says its firmware is ready. */
	static async start(options: EngineOptions): Promise<{ engine: EngineProcess; ready: Report }> {
		const engine = new EngineProcess(options);
		return { engine, ready: await engine.#nextReport() };
	}

	/** Runs one turn. */
	turn(command: string | Uint8Array): Promise<Report> {
		return this.#command(Buffer.concat([Buffer.from("?"), Buffer.from(command as string)]));
	}

	/** Gives an order to the engine itself: `collect`, `report`, `reset-peaks`. */
	order(name: string): Promise<Report> {
		return this.#command(Buffer.from(`@${name}`));
	}

	/** Sends raw bytes, for what a parent must not send. */
	sendRaw(bytes: string): void {
		this.#toEngine.write(bytes);
	}

	/** Closes the wire and waits for the engine's end. */
	stop(): Promise<Ending> {
		this.#toEngine.end();
		return this.ended;
	}

	#command(payload: Buffer): Promise<Report> {
		const report = this.#nextReport();
		this.#toEngine.write(netstring(payload));
		return report;
	}

	#nextReport(): Promise<Report> {
		return new Promise((resolve, reject) => {
			this.#waiting.push((outcome) => {
				if ("cap" in outcome) resolve(outcome);
				else reject(new Error(`the engine ended: ${outcome.code} ${outcome.signal} ${outcome.stderr}`));
			});
		});
	}

	#receive(bytes: Buffer): void {
		this.#input = Buffer.concat([this.#input, bytes]);
		for (;;) {
			const colon = this.#input.indexOf(COLON);
			if (colon < 0) return;
			const end = colon + 1 + Number(this.#input.subarray(0, colon).toString());
			if (this.#input.length < end + 1) return;
			const payload = this.#input.subarray(colon + 1, end);
			this.#input = this.#input.subarray(end + 1);
			this.#take(payload);
		}
	}

	#take(payload: Buffer): void {
		const prefix = String.fromCharCode(payload[0] ?? 0);
		const rest = payload.subarray(1);
		if (prefix === ".") this.#waiting.shift()?.(JSON.parse(rest.toString()));
		else if (prefix === "!") this.#text = rest.toString();
		else this.#answer(rest);
	}

	#answer(question: Buffer): void {
		const end = question.indexOf(0);
		const header = (end < 0 ? question : question.subarray(0, end)).toString();
		let answer: Buffer;
		try {
			const bytes =
				header === "clock"
					? String(CLOCK)
					: this.#board(header, end < 0 ? undefined : question.subarray(end + 1));
			answer = Buffer.concat([Buffer.from("/"), Buffer.from(bytes as string)]);
		} catch (error) {
			answer = Buffer.from(`!${(error as Error).message}`);
		}
		this.#toEngine.write(netstring(answer));
	}
}

function commandLine(options: EngineOptions): string[] {
	const line = ["--ram", String(options.ram ?? 128 * 1024)];
	if (options.stack !== undefined) line.push("--stack", String(options.stack));
	if (options.compute !== undefined) line.push("--compute", String(options.compute));
	if (options.resources !== undefined) line.push("--resources", options.resources);
	return [...line, path.resolve(FIRMWARE, options.firmware)];
}
