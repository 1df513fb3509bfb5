import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import packageJSON from "../../package.json" with { type: "json" };
import { CLIENT_ID, type Lab, startLab } from "../../tools/lab/lab";
import { Board } from "./board/board";
import { bundleFirmware } from "./board/bundle";
import { Clock } from "./board/clock";
import { createControlAPI, serveControlAPI } from "./board/control-api";
import type { EngineOptions } from "./board/engine-process";
import type { Links } from "./board/operations/front";
import type { Route } from "./board/routes";
import { buildEngine } from "./engine/build.mjs";
import { FrontPanel } from "./front-panel/front-panel";
import type { RouteOption, StartOptions } from "./options";

/** Port of Web Config on the device. */
const WEB_CONFIG_PORT = 80;

/** Compute units for one turn: far above any real turn, a fraction of a second for a loop without end. */
const COMPUTE_LIMIT = 200_000_000;

/** What a virtual printer is started with: the command line, less what is only for people. */
export type VirtualPrinterOptions = Omit<StartOptions, "help"> & {
	/** Takes lines for the person who runs the printer. */
	log?(line: string): void;
};

/** A running virtual printer and, unless it was left out, the lab beside it. */
export interface VirtualPrinter {
	readonly board: Board;
	readonly lab: Lab | undefined;
	/** Slot size of the engine. */
	readonly bits: 32 | 64;
	/** Addresses to open, without a slash at the end. */
	readonly webConfigURL: string;
	/** The front panel's page and, below it, the control API. */
	readonly controlURL: string;
	/** Switches all of it off; what the flash holds stays in the state folder. */
	stop(): Promise<void>;
}

/**
 * Compiles and bundles what is not cached, then starts the lab and the printer.
 *
 * @throws Error with one line for the person: a port in use, no compiler, a damaged state folder
 */
export async function startVirtualPrinter(options: VirtualPrinterOptions): Promise<VirtualPrinter> {
	const log = (line: string): void => options.log?.(line);
	const { path, bits } = await buildEngine({ bits: options.bits, log });
	const firmware = await bundleFirmware();
	const clock = new Clock();
	mkdirSync(options.state, { recursive: true, mode: 0o700 });
	const lab = options.lab ? await startLabOf(options, clock) : undefined;
	const stops: (() => Promise<unknown>)[] = lab ? [() => lab.close()] : [];
	const stop = async (): Promise<void> => {
		for (const each of stops.splice(0).reverse()) await each();
	};
	try {
		const folder = join(options.state, "printer");
		const board = new Board({
			folder,
			engine: engineOptions(path, firmware.path, options.ram, bits),
			clientId: options.clientId ?? CLIENT_ID,
			version: packageJSON.version,
			ports: { [WEB_CONFIG_PORT]: options.port },
			routes: [...(lab?.routes ?? []), ...options.routes.map(boardRoute)],
			online: options.online,
			roots: roots(options, lab),
			clock,
			log,
		});
		await board.start();
		stops.push(() => board.stop());
		const webConfigURL = `http://localhost:${board.localPort(WEB_CONFIG_PORT)}`;
		const frontPanel = await FrontPanel.open(board);
		stops.push(async () => frontPanel.close());
		const links = linksTo(webConfigURL, lab);
		const app = createControlAPI(board, { folder, links, pages: frontPanel.pages });
		const api = await serveControlAPI(app, options.controlPort, frontPanel.upgrade);
		stops.push(() => api.close());
		return { board, lab, bits, webConfigURL, controlURL: `http://localhost:${api.port}`, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

function linksTo(webConfig: string, lab: Lab | undefined): Links {
	return { webConfig, ...(lab && { signIn: `${lab.url}/device`, mailbox: `${lab.url}/mailbox` }) };
}

function startLabOf({ state, labPort, log }: VirtualPrinterOptions, clock: Clock): Promise<Lab> {
	return startLab({
		clock,
		ports: { web: labPort },
		folder: join(state, "lab"),
		...(log && { log }),
	});
}

/** The cap is given for 32-bit slots; those of a 64-bit engine are twice as large. */
function engineOptions(path: string, firmware: string, ramKiB: number, bits: 32 | 64): EngineOptions {
	return { path, firmware, ram: ramKiB * 1024 * (bits / 32), compute: COMPUTE_LIMIT };
}

function boardRoute({ host, port, toHost, toPort }: RouteOption): Route {
	return { host, port, address: toHost, localPort: toPort };
}

function roots(options: VirtualPrinterOptions, lab: Lab | undefined): { name: string; pem: string }[] {
	const files = options.roots.map((file) => ({ name: file, pem: readRoot(file) }));
	return lab ? [{ name: "Timbre lab", pem: lab.root }, ...files] : files;
}

function readRoot(file: string): string {
	let pem: string;
	try {
		pem = readFileSync(file, "utf8");
	} catch {
		throw new Error(`--root: ${file} cannot be read`);
	}
	if (!pem.includes("-----BEGIN CERTIFICATE-----"))
		throw new Error(`--root: ${file} is not a PEM certificate`);
	return pem;
}
