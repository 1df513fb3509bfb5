import type { Resolver } from "timbre/base/sockets";
import { lookUp } from "../moddable/net";
import type { Routes } from "./routes";

/** ECMA-419 DNS resolver over the computer's own; names with a route are answered from the table. */
export default class SimulatorResolver implements Resolver {
	readonly #routes: Routes;
	#closed = false;

	constructor({ routes }: { readonly routes: Routes }) {
		this.#routes = routes;
	}

	resolve({ host, onResolved, onError }: Parameters<Resolver["resolve"]>[0]): void {
		const routed = this.#routes.addressOf(host);
		const answer = (address: string | undefined): void => {
			if (this.#closed) return;
			if (address) onResolved(host, address);
			else onError(host);
		};
		if (routed) answer(routed);
		else lookUp(host, answer);
	}

	close(): void {
		this.#closed = true;
	}
}
