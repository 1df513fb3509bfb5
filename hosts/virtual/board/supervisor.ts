import type { EngineExit, EngineProcess } from "./engine-process";

/** Longest pause before a restart, in milliseconds. */
const RESTART_DELAY_LIMIT = 30_000;

/** How long the firmware must have run for the pauses to start small again, in milliseconds. */
const STEADY = 60_000;

/** How a supervisor is made. */
export interface SupervisorOptions {
	/** Starts an engine. */
	launch(): EngineProcess;
	/** Puts everything around the engine back to its state at power on. */
	reset(): void;
	/** First pause before a restart in milliseconds, doubled each time; undefined: no restart. */
	readonly restartDelay: number | undefined;
	/** Takes one line about an engine that ended by itself. */
	log(line: string): void;
}

/** Power switch and watchdog of the engine: what ends by itself is reported and, after a pause, started again. */
export class Supervisor {
	readonly #options: SupervisorOptions;
	#engine: EngineProcess | undefined;
	#powered = false;
	#restarts = 0;
	/** Restarts since the firmware last ran steadily. */
	#failures = 0;
	#lastExit: EngineExit | undefined;
	#restart: NodeJS.Timeout | undefined;
	#startedAt = 0;

	constructor(options: SupervisorOptions) {
		this.#options = options;
	}

	/** The engine that runs now. */
	get engine(): EngineProcess | undefined {
		return this.#engine;
	}

	/** Whether the power is on; during the pause before a restart it is. */
	get powered(): boolean {
		return this.#powered;
	}

	/** How often the engine was started again after it had ended by itself. */
	get restarts(): number {
		return this.#restarts;
	}

	/** How the engine last ended. */
	get lastExit(): EngineExit | undefined {
		return this.#lastExit;
	}

	/**
	 * Switches the power on and waits for the firmware to start.
	 * @throws Error of one line when it does not
	 */
	async on(): Promise<void> {
		if (this.#powered) return;
		this.#powered = true;
		this.#failures = 0;
		const engine = this.#start();
		if (await engine.booted) return;
		const { reason, wanted } = await engine.exited;
		await this.off();
		throw new Error(
			wanted ? "the printer was switched off while it started" : `the printer did not start: ${reason}`,
		);
	}

	/** Switches the power off, as at once as a power cut. */
	async off(): Promise<void> {
		const engine = this.#engine;
		this.cut();
		await engine?.exited;
	}

	/** Switches the power off in the middle of whatever happens. */
	cut(): void {
		this.#powered = false;
		clearTimeout(this.#restart);
		this.#engine?.kill();
		this.#engine = undefined;
		this.#options.reset();
	}

	/** Starts the firmware anew, as it asked for itself; nothing happens while the power is off. */
	restart(): void {
		if (!this.#powered) return;
		this.cut();
		this.#powered = true;
		this.#start();
	}

	#start(): EngineProcess {
		this.#startedAt = performance.now();
		const engine = this.#options.launch();
		this.#engine = engine;
		void engine.exited.then((exit) => this.#ended(engine, exit));
		return engine;
	}

	#ended(engine: EngineProcess, exit: EngineExit): void {
		this.#lastExit = exit;
		if (engine !== this.#engine) return;
		this.#engine = undefined;
		this.#options.reset();
		this.#options.log(exit.reason);
		if (this.#options.restartDelay !== undefined) this.#planRestart(this.#options.restartDelay);
	}

	#planRestart(firstDelay: number): void {
		if (performance.now() - this.#startedAt > STEADY) this.#failures = 0;
		const delay = Math.min(RESTART_DELAY_LIMIT, firstDelay * 2 ** this.#failures);
		this.#failures += 1;
		this.#restart = setTimeout(() => {
			this.#restarts += 1;
			this.#start();
		}, delay);
	}
}
