import { readJSON } from "./folder";

/** Leads connections of the firmware to another server, as a rule one of the lab's; a line of `routes.json`. */
interface Route {
	readonly host: string;
	readonly port: number;
	readonly address: string;
	readonly localPort: number;
}

/** Addresses of routed names: TEST-NET-2 (RFC 5737), which no real host has. */
const NETWORK = "198.51.100.";

/** The simulator's own DNS table: names with a route get an address each that leads to the route's server. */
export class Routes {
	readonly #routes: readonly Route[];
	readonly #names: readonly string[];

	/** Reads `routes.json`; without it, everything leads to the network that the computer is on. */
	constructor() {
		this.#routes = readJSON<readonly Route[]>("routes.json") ?? [];
		this.#names = [...new Set(this.#routes.map(({ host }) => host))];
	}

	/** The address that stands for a name, or undefined where the name has no route. */
	addressOf(host: string): string | undefined {
		const index = this.#names.indexOf(host.toLowerCase());
		return index < 0 ? undefined : NETWORK + (index + 1);
	}

	/** Where a connection really goes. */
	target(address: string, port: number): { readonly address: string; readonly port: number } {
		const name = address.startsWith(NETWORK) && this.#names[Number(address.slice(NETWORK.length)) - 1];
		const route = this.#routes.find((each) => each.host === name && each.port === port);
		return route ? { address: route.address, port: route.localPort } : { address, port };
	}
}
