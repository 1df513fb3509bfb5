import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answer, Calls, type PendingEvent } from "../../../hosts/virtual/board/calls";

/** A folder for one test, gone after it. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "timbre-board-"));
	cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

const cleanups: (() => unknown)[] = [];

/** Runs something after the test, last first. */
export function cleanUp(cleanup: () => unknown): void {
	cleanups.push(cleanup);
}

afterEach(async () => {
	for (let cleanup = cleanups.pop(); cleanup; cleanup = cleanups.pop()) await cleanup();
});

/** The firmware's end of the calls and events, played by a test: what the engine's pipe carries, without the engine. */
export class FirmwareEnd {
	readonly calls = new Calls();
	readonly #events: string[] = [];
	readonly #pending: PendingEvent[] = [];
	#waiting: (() => void)[] = [];
	/** While true, events wait, as they do while the firmware runs a turn. */
	#inTurn = false;

	/** Takes the board's events. */
	readonly post = (event: PendingEvent): void => {
		this.#pending.push(event);
		if (!this.#inTurn) queueMicrotask(() => this.#deliver());
	};

	/** Makes a call as the firmware does; throws what the board refuses. */
	call(header: string, body?: Uint8Array): Answer {
		const bytes = Buffer.from(header);
		return this.calls.answer(body ? Buffer.concat([bytes, Buffer.of(0), body]) : bytes);
	}

	/** The answer of a call as text. */
	text(header: string, body?: Uint8Array): string {
		const answer = this.call(header, body);
		return answer instanceof Uint8Array ? Buffer.from(answer).toString() : String(answer ?? "");
	}

	/** Runs calls in one turn: no event leaves the board before its end. */
	async turn(calls: () => void | Promise<void>): Promise<void> {
		this.#inTurn = true;
		await calls();
		this.#inTurn = false;
		this.#deliver();
	}

	/** The next event that begins like this; those before it stay for others. */
	async event(beginning: string): Promise<string> {
		for (;;) {
			const index = this.#events.findIndex((event) => event.startsWith(beginning));
			if (index >= 0) return this.#events.splice(index, 1)[0] as string;
			await new Promise<void>((resolve) => {
				this.#waiting.push(resolve);
			});
		}
	}

	/** Events that nobody has asked for yet. */
	get events(): readonly string[] {
		return this.#events;
	}

	/** The number at the end of an event. */
	async count(beginning: string): Promise<number> {
		return Number((await this.event(beginning)).split(" ").at(-1));
	}

	#deliver(): void {
		if (this.#inTurn) return;
		for (let pending = this.#pending.shift(); pending; pending = this.#pending.shift()) {
			const event = pending();
			if (event !== undefined) this.#events.push(event);
		}
		for (const wake of this.#waiting.splice(0)) wake();
	}
}
