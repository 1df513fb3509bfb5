import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Answer, PendingEvent } from "./calls";
import { ComputeMeter } from "./compute-meter";
import { encodeNetstring, NetstringParser, writeNetstring } from "./netstring";

/** What the firmware costs, in bytes unless the engine's table of report fields says otherwise. */
export type EngineReport = Readonly<Record<string, number>>;

/** How an engine ended. */
export interface EngineExit {
	/** One line that says why. */
	readonly reason: string;
	/** Exit code; undefined when a signal ended it. */
	readonly code: number | undefined;
	/** True when the board itself ended it: power off. */
	readonly wanted: boolean;
}

/** How an engine is started. */
export interface EngineOptions {
	/** The engine's program. */
	readonly path: string;
	/** The bundled firmware's file. */
	readonly firmware: string;
	/** Heap of the firmware in bytes. */
	readonly ram: number;
	/** Stack in slots. */
	readonly stack?: number;
	/** Instructions that one turn may take. */
	readonly compute?: number;
	/** Folder of the resources. */
	readonly resources?: string;
}

/** Commands that the engine itself answers with a report. */
export type EngineCommand = "@collect" | "@report" | "@reset-peaks";

const QUESTION = "?".charCodeAt(0);
const ORDER = ">".charCodeAt(0);
const REPORT = ".".charCodeAt(0);
const UNCAUGHT = "!".charCodeAt(0);

/** What the engine's exit codes mean, besides its own text. */
const EXIT_REASONS: Readonly<Record<number, string>> = {
	1: "the engine did not understand its command line",
	2: "the pipe to the engine carried something that is no message",
	11: "the firmware has used up its memory",
	12: "the firmware has used up its stack",
	13: "the firmware wrote to preloaded, read-only memory",
	15: "the firmware threw an error that nobody caught",
	16: "the firmware has used up its names",
	17: "the firmware ran too long without a pause",
	18: "the engine failed",
};

/** Longest part of the engine's standard error that is kept, in characters. */
const STDERR_LIMIT = 4096;

interface QueuedTurn {
	/** The engine's own work: its report repeats the instructions of the turn before. */
	readonly command?: true;
	readonly compose: () => Buffer | undefined;
	readonly onReport?: (report: EngineReport | undefined) => void;
}

/**
 * One run of the XS engine, from power on to its end. Events wait in a queue and are sent one at a time, each after the
 * report of the one before; calls of the firmware are answered at once, in the middle of its turn.
 */
export class EngineProcess {
	/** Settles when the firmware has started, or with false when it ended before; never rejects. */
	readonly booted: Promise<boolean>;
	/** Settles when the process has ended; never rejects. */
	readonly exited: Promise<EngineExit>;
	/** What the turns have cost so far. */
	readonly meter = new ComputeMeter();
	readonly #child: ChildProcess;
	readonly #answer: (call: Buffer) => Answer;
	readonly #parser = new NetstringParser();
	readonly #queue: QueuedTurn[] = [];
	/** The turn under way; the boot is the first. */
	#turn: QueuedTurn | undefined;
	#idle: (() => void)[] = [];
	#report: EngineReport = {};
	#ended = false;
	#killed = false;
	#uncaught = "";
	#stderr = "";

	/**
	 * Starts the engine.
	 * @param answer answers the firmware's calls; what it throws is thrown in the firmware
	 */
	constructor(options: EngineOptions, answer: (call: Buffer) => Answer) {
		this.#answer = answer;
		this.#child = spawn(options.path, commandLine(options), {
			stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
		});
		this.#toEngine.on("error", () => {});
		this.#fromEngine.on("data", (chunk: Buffer) => this.#receive(chunk));
		this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
			this.#stderr = (this.#stderr + text).slice(-STDERR_LIMIT);
		});
		this.booted = new Promise((resolve) => {
			this.#turn = { compose: () => undefined, onReport: (report) => resolve(report !== undefined) };
		});
		this.exited = new Promise((resolve) => {
			this.#child.once("error", (error) =>
				resolve(this.#end(undefined, `cannot be started: ${error.message}`)),
			);
			this.#child.once("close", (code, signal) => resolve(this.#end(code ?? undefined, signal ?? "")));
		});
	}

	/** What the last turn left behind. */
	get report(): EngineReport {
		return this.#report;
	}

	/** Queues an event for the firmware's `handleCommand`. */
	readonly post = (event: PendingEvent): void => {
		this.#enqueue({
			compose: () => {
				const text = event();
				return text === undefined ? undefined : encodeNetstring("?", text);
			},
		});
	};

	/** Lets the engine carry out a command; undefined when it ended before. */
	command(name: EngineCommand): Promise<EngineReport | undefined> {
		return new Promise((resolve) => {
			if (this.#ended) resolve(undefined);
			else this.#enqueue({ command: true, compose: () => encodeNetstring(name), onReport: resolve });
		});
	}

	/** Settles when nothing is queued and no turn is under way, at once when the engine has ended. */
	idle(): Promise<void> {
		return new Promise((resolve) => {
			if (this.#resting) resolve();
			else this.#idle.push(resolve);
		});
	}

	/** Ends the engine like a power cut: no more turn, no more call. */
	kill(): void {
		this.#killed = true;
		this.#child.kill("SIGKILL");
	}

	get #toEngine(): Writable {
		return this.#child.stdio[3] as Writable;
	}

	get #fromEngine(): Readable {
		return this.#child.stdio[4] as Readable;
	}

	get #resting(): boolean {
		return this.#ended || (!this.#turn && this.#queue.length === 0);
	}

	#enqueue(turn: QueuedTurn): void {
		if (this.#ended) return;
		this.#queue.push(turn);
		this.#advance();
	}

	#advance(): void {
		while (!this.#turn && !this.#ended) {
			const next = this.#queue.shift();
			if (!next) {
				this.#rest();
				return;
			}
			// What is posted while the event is composed waits for its turn.
			this.#turn = next;
			const message = next.compose();
			if (message) this.#toEngine.write(message);
			else this.#turn = undefined;
		}
	}

	#rest(): void {
		const waiting = this.#idle;
		this.#idle = [];
		for (const resolve of waiting) resolve();
	}

	#receive(chunk: Buffer): void {
		try {
			for (const message of this.#parser.push(chunk)) this.#take(message[0], message.subarray(1));
		} catch (error) {
			this.#uncaught = `the pipe from the engine broke: ${(error as Error).message}`;
			this.#child.kill("SIGKILL");
		}
	}

	#take(kind: number | undefined, content: Buffer): void {
		if (this.#killed) return;
		if (kind === QUESTION) this.#answerCall(content);
		else if (kind === ORDER) this.#carryOut(content);
		else if (kind === REPORT) this.#endTurn(JSON.parse(content.toString()));
		else if (kind === UNCAUGHT) this.#uncaught = content.toString();
		else throw new Error(`unknown message ${content.toString("latin1").slice(0, 40)}`);
	}

	#answerCall(call: Buffer): void {
		let kind = "/";
		let content: string | Uint8Array;
		try {
			const answer = this.#answer(call) ?? "";
			content = typeof answer === "number" ? String(answer) : answer;
		} catch (error) {
			kind = "!";
			content = error instanceof Error ? error.message : String(error);
		}
		if (!this.#killed) writeNetstring(this.#toEngine, kind, content);
	}

	/** Does what the firmware does not wait for. That it cannot be done is a mistake of the firmware host's. */
	#carryOut(call: Buffer): void {
		try {
			this.#answer(call);
		} catch (error) {
			this.#uncaught = `the board cannot do what it was told: ${error instanceof Error ? error.message : error}`;
			this.#child.kill("SIGKILL");
		}
	}

	#endTurn(report: EngineReport): void {
		this.#report = report;
		const turn = this.#turn;
		if (!turn?.command) this.meter.add(report["compute"] ?? 0);
		this.#turn = undefined;
		turn?.onReport?.(report);
		this.#advance();
	}

	#end(code: number | undefined, otherwise: string): EngineExit {
		this.#ended = true;
		for (const turn of [this.#turn, ...this.#queue]) turn?.onReport?.(undefined);
		this.#queue.length = 0;
		this.#rest();
		if (this.#killed) return { reason: "power off", code, wanted: true };
		const meaning = EXIT_REASONS[code ?? -1] ?? `the engine ended (${code ?? otherwise})`;
		const text = this.#uncaught || this.#stderr.trim();
		return { reason: text ? `${meaning}: ${text}` : meaning, code, wanted: false };
	}
}

function commandLine(options: EngineOptions): string[] {
	const words = ["--ram", String(options.ram)];
	if (options.stack !== undefined) words.push("--stack", String(options.stack));
	if (options.compute !== undefined) words.push("--compute", String(options.compute));
	if (options.resources !== undefined) words.push("--resources", options.resources);
	return [...words, options.firmware];
}
