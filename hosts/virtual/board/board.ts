import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { Identity, NetworkInterface } from "../../../modules/base/device";
import { Calls, type PostEvent } from "./calls";
import { Clock } from "./clock";
import { ControlError, ControlRequests } from "./control-requests";
import { Digests } from "./digests";
import { Display } from "./display";
import { type EngineExit, type EngineOptions, EngineProcess, type EngineReport } from "./engine-process";
import { Graphics } from "./graphics";
import { readIdentity, readSecret } from "./identity";
import { Input } from "./input";
import { Listeners } from "./listeners";
import { PaperTray } from "./paper-tray";
import { Ports } from "./ports";
import { prepareResources } from "./resources";
import { type Route, Routes } from "./routes";
import { ScannerTray } from "./scanner-tray";
import { Sockets } from "./sockets";
import { Storage } from "./storage";
import { Supervisor } from "./supervisor";
import { Timers } from "./timers";

/** Most random bytes in one call: what the heap of a device could hold. */
const RANDOM_LIMIT = 65536;

/** First pause before the watchdog starts the engine again, in milliseconds. */
const RESTART_DELAY = 1000;

/** A root certificate that the device trusts. */
export interface RootCertificate {
	readonly name: string;
	/** The certificate as PEM. */
	readonly pem: string;
}

/** Something around the engine that has a state of its own. */
export interface Peripheral {
	/** Puts it back to its state at power on. */
	clear(): void;
}

/** How a board is made. */
export interface BoardOptions {
	/** State folder: identity, secret, flash, documents. Made when missing. */
	readonly folder: string;
	/** The engine and the firmware it runs. */
	readonly engine: EngineOptions;
	/** Id of the app registration at Microsoft Entra ID that the firmware signs in with. */
	readonly clientId: string;
	/** Firmware version, as the identity says it. */
	readonly version: string;
	/** Port of the device -> port on 127.0.0.1, 0 for any free one. */
	readonly ports?: Readonly<Record<number, number>>;
	/** Hosts that lead to local servers. */
	readonly routes?: readonly Route[];
	/** Whether all other hosts lead to the real network; otherwise they do not exist. */
	readonly online?: boolean;
	readonly roots?: readonly RootCertificate[];
	/** Whether each flash write waits for the disk. */
	readonly durable?: boolean;
	/** The clock, to share it with a lab. */
	readonly clock?: Clock;
	/** First pause before a restart in milliseconds; `"never"` leaves an engine that ended by itself alone. */
	readonly restartDelay?: number | "never";
	/** Takes lines for the person who runs the board. */
	log?(line: string): void;
}

/** What the engine is like now. */
export interface EngineState {
	readonly powered: boolean;
	/** Undefined while no engine runs. */
	readonly report: EngineReport | undefined;
	/** Instructions metered since the firmware started. */
	readonly compute: number;
	/** Instructions of the longest turn since the peaks were reset. */
	readonly longestTurn: number;
	readonly restarts: number;
	readonly lastExit: EngineExit | undefined;
}

/** A network that is there and works. */
const INTERFACES: readonly NetworkInterface[] = [
	{
		...{ kind: "standard", medium: "wired", connected: true, linkSpeed: 1000, configuration: "automatic" },
		...{ address: "127.0.0.1", mask: "255.0.0.0" },
	},
];

/** The virtual printer's board: the engine and everything that is soldered around it. */
export class Board {
	readonly identity: Identity;
	readonly clock: Clock;
	readonly routes: Routes;
	readonly storage: Storage;
	readonly tray: ScannerTray;
	readonly paper: PaperTray;
	readonly display = new Display();
	readonly input: Input;
	/** What the firmware is told of its networks; setting it changes them. */
	interfaces = INTERFACES;
	/** Milliseconds by which the time of day is ahead of what it should be; undefined: it was never set. */
	clockError: number | undefined = 0;
	readonly #options: BoardOptions;
	readonly #calls = new Calls();
	readonly #ports = new Ports();
	readonly #supervisor: Supervisor;
	readonly #controls: ControlRequests;
	readonly #peripherals: Peripheral[];

	/** @throws Error of one line when the state folder is damaged */
	constructor(options: BoardOptions) {
		const {
			folder,
			version,
			routes = [],
			online,
			roots = [],
			durable = false,
			restartDelay = RESTART_DELAY,
		} = options;
		const calls = this.#calls;
		this.#options = options;
		this.clock = options.clock ?? new Clock();
		this.routes = new Routes(routes, online);
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		this.identity = readIdentity(folder, version);
		this.#supervisor = new Supervisor({
			launch: () => this.#launch(),
			reset: () => this.#reset(),
			restartDelay: restartDelay === "never" ? undefined : restartDelay,
			log: (line) => options.log?.(line),
		});
		this.storage = new Storage({ folder, durable, onPowerCut: () => this.#supervisor.cut() }, calls);
		this.tray = new ScannerTray(calls);
		this.paper = new PaperTray(this.clock, this.#post, calls);
		this.input = new Input(this.#post, calls);
		this.#controls = new ControlRequests(this.#post, calls);
		const pems = roots.map(({ pem }) => pem);
		const sockets = new Sockets(this.routes, pems, this.#post, calls);
		const listeners = new Listeners(this.#ports, sockets, this.#post, calls);
		const timers = new Timers(this.clock, this.#post, calls);
		const panel = [new Graphics(this.display, calls), this.input];
		const trays = [this.tray, this.paper];
		this.#peripherals = [timers, listeners, sockets, ...trays, this.#controls, new Digests(calls), ...panel];
		this.#describe(roots, readSecret(folder));
		this.clock.onAdvance(() => this.#settle(sockets));
	}

	/**
	 * Opens the ports and switches the power on.
	 * @throws Error of one line when a port is taken or the firmware does not start
	 */
	async start(): Promise<void> {
		await this.#ports.open(this.#options.ports ?? {});
		try {
			await this.#supervisor.on();
		} catch (error) {
			await this.#ports.close();
			throw error;
		}
	}

	/** Switches the power off and gives ports and files back; the board cannot be started again. */
	async stop(): Promise<void> {
		await this.#supervisor.off();
		await this.#ports.close();
		this.storage.close();
	}

	/**
	 * Switches the power on or off; off is as sudden as a power cut.
	 * @throws Error of one line when the firmware does not start
	 */
	async power(on: boolean): Promise<void> {
		if (on) await this.#supervisor.on();
		else await this.#supervisor.off();
	}

	/** Where a port of the device is on this computer; undefined when it has none. */
	localPort(port: number): number | undefined {
		return this.#ports.localPort(port);
	}

	/** What the engine is like now. */
	get engine(): EngineState {
		const { powered, engine, restarts, lastExit } = this.#supervisor;
		const { total: compute = 0, longestTurn = 0 } = engine?.meter ?? {};
		return { powered, report: engine?.report, compute, longestTurn, restarts, lastExit };
	}

	/** Collects the firmware's garbage and reports what is left; undefined while no engine runs. */
	async collect(): Promise<EngineReport | undefined> {
		return this.#supervisor.engine?.command("@collect");
	}

	/** Begins new peaks in the engine's report. */
	async resetPeaks(): Promise<EngineReport | undefined> {
		const { engine } = this.#supervisor;
		const report = await engine?.command("@reset-peaks");
		engine?.meter.beginPeak();
		return report;
	}

	/**
	 * Asks the firmware to do something, as `controls.ts` in the firmware understands it.
	 * @throws ControlError with the firmware's failure, or when the power is off or goes off
	 */
	async control(request: object): Promise<unknown> {
		if (!this.#supervisor.engine) throw new ControlError("the printer is switched off");
		return this.#controls.send(request);
	}

	/** Connects something more: a display, keys, a print engine. */
	attach(make: (calls: Calls, post: PostEvent) => Peripheral): void {
		this.#peripherals.push(make(this.#calls, this.#post));
	}

	readonly #post: PostEvent = (event) => this.#supervisor.engine?.post(event);

	#launch(): EngineProcess {
		this.storage.powerOn();
		const engine = { resources: prepareResources(), ...this.#options.engine };
		return new EngineProcess(engine, (call) => this.#calls.answer(call));
	}

	#reset(): void {
		for (const peripheral of this.#peripherals) peripheral.clear();
	}

	#describe(roots: readonly RootCertificate[], secret: Uint8Array): void {
		this.#calls.add({
			device: () => {
				const { clientId } = this.#options;
				return JSON.stringify({ identity: this.identity, clientId, roots: roots.map(({ name }) => name) });
			},
			interfaces: () => JSON.stringify(this.interfaces),
			"clock.error": () => `${this.clockError ?? ""}`,
			secret: () => secret,
			restart: () => {
				setImmediate(() => this.#supervisor.restart());
			},
			random: ([byteLength]) => randomBytes(Math.min(RANDOM_LIMIT, Number(byteLength) || 0)),
		});
	}

	/** Waits until the firmware and its connections have come to rest. */
	async #settle(sockets: Sockets): Promise<void> {
		await this.#supervisor.engine?.idle();
		await sockets.quiet();
		await this.#supervisor.engine?.idle();
	}
}
