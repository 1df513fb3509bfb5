import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Message } from "./programs/serve";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A program of `programs/` in a process of its own, asked one thing at a time. */
export class Child {
	readonly #process: ChildProcess;
	readonly #name: string;

	private constructor(name: string) {
		this.#name = name;
		this.#process = spawn(process.execPath, ["tools/run.mjs", `tools/bench/programs/${name}.ts`], {
			cwd: ROOT,
			stdio: ["ignore", "ignore", "inherit", "ipc"],
		});
	}

	/**
	 * Starts a program.
	 * @returns the child, and what it said when it was ready
	 * @throws Error of one line when it does not start
	 */
	static async start<Ready>(name: string): Promise<{ child: Child; ready: Ready }> {
		const child = new Child(name);
		return { child, ready: await child.#answer<Ready>() };
	}

	/** Asks the program; the one question before must have been answered. @throws Error that the program answered */
	ask<Answer>(request: object): Promise<Answer> {
		const answer = this.#answer<Answer>();
		this.#process.send(request);
		return answer;
	}

	/** Ends the program, and waits for its end. */
	async stop(): Promise<void> {
		if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
		const ended = new Promise((resolve) => this.#process.once("exit", resolve));
		this.#process.disconnect();
		await ended;
	}

	#answer<Answer>(): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const done = (): void => {
				this.#process.off("message", onMessage);
				this.#process.off("exit", onExit);
			};
			const onMessage = (message: Message<Answer>): void => {
				done();
				if ("error" in message) reject(new Error(`${this.#name}: ${message.error}`));
				else resolve(message.answer);
			};
			const onExit = (code: number | null): void => {
				done();
				reject(new Error(`the bench's ${this.#name} ended unexpectedly (${code ?? "killed"})`));
			};
			this.#process.on("message", onMessage);
			this.#process.once("exit", onExit);
		});
	}
}
