import { Bundles } from "./bundle";
import { type Board, type EngineOptions, EngineProcess, type Report } from "./engine-process";

/** An engine whose firmware performs named actions (firmware/perform.js), and what the last one came to. */
export class Performer {
	readonly engine: EngineProcess;
	readonly #results: string[];

	private constructor(engine: EngineProcess, results: string[]) {
		this.engine = engine;
		this.#results = results;
	}

	/** Bundles the firmware of this name, starts it, and answers its other questions with the board given. */
	static async start(name: string, options: Omit<EngineOptions, "firmware">): Promise<Performer> {
		const bundles = new Bundles();
		const results: string[] = [];
		const board: Board = (header, body) => {
			if (header !== "result") return options.board?.(header, body) ?? "";
			results.push(body?.toString() ?? "");
			return "";
		};
		try {
			const firmware = await bundles.path(name);
			const { engine } = await EngineProcess.start({ ...options, firmware, board });
			return new Performer(engine, results);
		} finally {
			await bundles.remove();
		}
	}

	/** Runs an action and returns its result as text. */
	async perform(action: string): Promise<string> {
		await this.engine.turn(action);
		return this.#results.pop() ?? "";
	}

	/** Runs an action and returns what the engine reported. */
	report(action: string): Promise<Report> {
		return this.engine.turn(action);
	}

	/** Ends the engine. */
	stop(): Promise<unknown> {
		return this.engine.stop();
	}
}
