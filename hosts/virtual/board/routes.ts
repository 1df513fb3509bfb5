import { lookup } from "node:dns";
import { LOOPBACK } from "./loopback";

/** Leads connections of the firmware to another server, as a rule a local one. */
export interface Route {
	/** Host name the firmware uses, e.g. `smtp.office365.com`. */
	readonly host: string;
	readonly port: number;
	/** Where it leads; the loopback address without it. */
	readonly address?: string;
	/** Port there. */
	readonly localPort: number;
}

/** Where a TCP connection goes. */
export interface Target {
	readonly address: string;
	readonly port: number;
}

/** Addresses of routed names: TEST-NET-2 (RFC 5737), which no real host has. */
const NETWORK = "198.51.100.";
const ADDRESSES = 254;

/**
 * The board's idea of the network outside: routed names get a stable address each and lead to local servers; everything
 * else exists only when the board is online.
 */
export class Routes {
	readonly #online: boolean;
	readonly #addresses = new Map<string, string>();
	readonly #targets = new Map<string, Target>();

	/** @param online whether names and addresses without a route lead to the real network */
	constructor(routes: readonly Route[], online = false) {
		this.#online = online;
		for (const route of routes) this.add(route);
	}

	/** Adds a route, or replaces the one for the same host and port. */
	add({ host, port, address = LOOPBACK, localPort }: Route): void {
		this.#targets.set(`${this.#assign(canonical(host))}:${port}`, { address, port: localPort });
	}

	/** Answers a name's address, or undefined when there is none. */
	resolve(host: string, onAnswer: (address: string | undefined) => void): void {
		const name = canonical(host);
		const known = /^[0-9]+(\.[0-9]+){3}$/.test(name) ? name : this.#addresses.get(name);
		if (known || !this.#online || name === "") onAnswer(known);
		else lookup(name, { family: 4 }, (error, address) => onAnswer(error ? undefined : address));
	}

	/** Where a connection to this address really goes; undefined when nothing is there. */
	target(address: string, port: number): Target | undefined {
		const routed = this.#targets.get(`${address}:${port}`);
		if (routed) return routed;
		return this.#online && !address.startsWith(NETWORK) ? { address, port } : undefined;
	}

	#assign(name: string): string {
		const known = this.#addresses.get(name);
		if (known) return known;
		if (this.#addresses.size >= ADDRESSES) throw new Error(`more than ${ADDRESSES} routed hosts`);
		const address = NETWORK + (this.#addresses.size + 1);
		this.#addresses.set(name, address);
		return address;
	}
}

/** Names compare without case and without the root's dot (RFC 4343, RFC 1034 section 3.1). */
function canonical(host: string): string {
	return host.toLowerCase().replace(/\.$/, "");
}
