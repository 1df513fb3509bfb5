import { call, type EngineState } from "./api";
import { find, write } from "./dom";
import { type Words, words } from "./words";

type PowerState = "on" | "off" | "starting" | "failed" | "unknown";

const STATES: Readonly<Record<PowerState, keyof Words>> = {
	on: "powerOn",
	off: "powerOff",
	starting: "powerStarting",
	failed: "powerFailed",
	unknown: "powerUnknown",
};

/** The power switch and its light. */
export class Power {
	readonly #switch = find("power", HTMLButtonElement);
	readonly #light = find("light", HTMLElement);
	readonly #state = find("power-state", HTMLElement);
	readonly #onSwitched: () => void;
	#switching = false;

	/** @param onSwitched called when the printer is on or off after somebody pressed the switch */
	constructor(onSwitched: () => void) {
		this.#onSwitched = onSwitched;
		this.#switch.addEventListener("click", () => this.#press());
	}

	/** Shows how the engine is, undefined where nobody knows; while the switch is at work it shows that. */
	show(engine: EngineState | undefined): void {
		if (!this.#switching) this.#showState(engine ? stateOf(engine) : "unknown");
	}

	#showState(state: PowerState): void {
		this.#switch.setAttribute("aria-checked", String(state !== "off"));
		this.#light.dataset["state"] = state;
		write(this.#state, words[STATES[state]]);
	}

	async #press(): Promise<void> {
		if (this.#switching) return;
		const on = this.#switch.getAttribute("aria-checked") !== "true";
		this.#switching = true;
		this.#showState(on ? "starting" : "off");
		let state: PowerState;
		try {
			const { powered } = await call<{ powered: boolean }>("POST", "/power", { on });
			state = powered ? "on" : "off";
		} catch {
			// It did not start, or nobody answers: what is shown next tells which.
			state = "failed";
		}
		this.#switching = false;
		this.#showState(state);
		this.#onSwitched();
	}
}

function stateOf({ powered, report }: EngineState): PowerState {
	if (!powered) return "off";
	return report ? "on" : "failed";
}
