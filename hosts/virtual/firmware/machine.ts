import { Events } from "./events";

/** Prepares a freshly cloned machine: from here on the board's events find their handlers. Call it before anything else. */
export function startMachine(): void {
	const events = new Events();
	globalThis.events = events;
	globalThis.handleCommand = (event) => events.dispatch(event);
}
