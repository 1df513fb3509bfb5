import { parseArgs } from "node:util";

/** Smallest RAM cap that `--ram` takes, in KiB: below it not even the built-ins' instances fit. */
const RAM_MINIMUM_KIB = 32;
/** RAM cap of the firmware, in KiB of 32-bit slots (the budget of the whole firmware on the board). */
const RAM_DEFAULT_KIB = 128;

/** A route: where the virtual network leads instead of to the real host. */
export interface RouteOption {
	readonly host: string;
	readonly port: number;
	readonly toHost: string;
	readonly toPort: number;
}

/** What `npm start` was asked to do. */
export interface StartOptions {
	readonly help: boolean;
	/** Start the local Microsoft 365 too. */
	readonly lab: boolean;
	/** Folder that keeps the printer's flash and the lab's certificates between starts. */
	readonly state: string;
	/** Ports on 127.0.0.1. */
	readonly port: number;
	readonly controlPort: number;
	readonly labPort: number;
	readonly routes: readonly RouteOption[];
	/** PEM files of root certificates the printer trusts, beside the lab's. */
	readonly roots: readonly string[];
	/** Id of the app registration at Microsoft Entra ID; undefined: the lab's. */
	readonly clientId: string | undefined;
	/** Hosts without a route are reached for real. */
	readonly online: boolean;
	/** RAM cap in KiB. */
	readonly ram: number;
	/** Slot size of the engine; undefined: 32 where the compiler can. */
	readonly bits: 32 | 64 | undefined;
}

/** A mistake on the command line; its message is one line for the person. */
export class UsageError extends Error {}

/** Text of `npm start -- --help`. */
export const HELP = `npm start [-- OPTIONS]

Starts the virtual printer and, beside it, a local Microsoft 365 ("the lab"). Everything listens on 127.0.0.1 only.

  --port PORT            Web Config (default 8080)
  --control-port PORT    front panel page and control API (default 8081)
  --lab-port PORT        the lab's pages: sign-in, mailboxes, faults (default 8082)
  --state DIR            where flash and certificates are kept between starts (default .timbre)
  --ram KIB              RAM cap of the firmware in KiB (default ${RAM_DEFAULT_KIB}; doubled for 64-bit slots)
  --bits 32|64           slot size of the engine (default 32 where the compiler can, as on the ESP32)
  --no-lab               only the printer
  --route H:P=H:P        lead the printer's connections to the first host and port to the second; may be repeated
  --root FILE            PEM file of a root certificate that the printer trusts; may be repeated
  --client-id ID         app registration at Microsoft Entra ID to sign in with (default the lab's)
  --online               hosts without a route are reached for real; without it they are refused
  --help                 this text

Stop with Ctrl+C. The state folder keeps what the printer's flash keeps: the next start asks for nothing.
`;

/**
 * Reads the command line.
 *
 * @param args what follows `npm start --`
 * @throws UsageError with one line naming the option and what it takes
 */
export function parseStartOptions(args: readonly string[]): StartOptions {
	const { values } = parse(args);
	return {
		help: values.help ?? false,
		lab: !values["no-lab"],
		state: values.state ?? ".timbre",
		port: portNumber("--port", values.port, 8080),
		controlPort: portNumber("--control-port", values["control-port"], 8081),
		labPort: portNumber("--lab-port", values["lab-port"], 8082),
		routes: (values.route ?? []).map(parseRoute),
		roots: values.root ?? [],
		clientId: clientId(values["client-id"]),
		online: values.online ?? false,
		ram: ramKiB(values.ram),
		bits: slotBits(values.bits),
	};
}

function parse(args: readonly string[]) {
	try {
		return parseArgs({
			args: [...args],
			options: {
				help: { type: "boolean" },
				"no-lab": { type: "boolean" },
				state: { type: "string" },
				port: { type: "string" },
				"control-port": { type: "string" },
				"lab-port": { type: "string" },
				route: { type: "string", multiple: true },
				root: { type: "string", multiple: true },
				"client-id": { type: "string" },
				online: { type: "boolean" },
				ram: { type: "string" },
				bits: { type: "string" },
			},
		});
	} catch (error) {
		const [line] = (error instanceof Error ? error.message : String(error)).split("\n");
		throw new UsageError(`${line} (npm start -- --help lists the options)`);
	}
}

function wholeNumber(text: string): number {
	return /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
}

function portNumber(option: string, text: string | undefined, otherwise: number): number {
	if (text === undefined) return otherwise;
	const port = wholeNumber(text);
	if (!(port >= 0 && port <= 65535)) {
		throw new UsageError(`${option} takes a port number, 0 to 65535 (0: any free port), not "${text}"`);
	}
	return port;
}

function parseRoute(text: string): RouteOption {
	const match = /^([^:=\s]+):(\d{1,5})=([^:=\s]+):(\d{1,5})$/.exec(text);
	const [, host = "", port = "", toHost = "", toPort = ""] = match ?? [];
	const route = { host: host.toLowerCase(), port: Number(port), toHost, toPort: Number(toPort) };
	const inRange = [route.port, route.toPort].every((number) => number >= 1 && number <= 65535);
	if (!match || !inRange) {
		throw new UsageError(
			`--route takes HOST:PORT=HOST:PORT, e.g. smtp.office365.com:587=127.0.0.1:5587, not "${text}"`,
		);
	}
	return route;
}

function clientId(text: string | undefined): string | undefined {
	if (text === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
	throw new UsageError(`--client-id takes an id such as 00000000-0000-0000-0000-000000000000, not "${text}"`);
}

function ramKiB(text: string | undefined): number {
	if (text === undefined) return RAM_DEFAULT_KIB;
	const ram = wholeNumber(text);
	if (!(ram >= RAM_MINIMUM_KIB)) {
		throw new UsageError(`--ram takes KiB, ${RAM_MINIMUM_KIB} or more, not "${text}"`);
	}
	return ram;
}

function slotBits(text: string | undefined): 32 | 64 | undefined {
	if (text === undefined) return undefined;
	if (text === "32") return 32;
	if (text === "64") return 64;
	throw new UsageError(`--bits takes 32 or 64, not "${text}"`);
}
