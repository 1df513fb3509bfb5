import { find } from "./dom";
import type { PanelLink } from "./panel-link";

/** The computer's keys that press the printer's. */
const KEYBOARD: Readonly<Record<string, string>> = {
	Home: "home",
	Escape: "back",
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
	Enter: "ok",
	F8: "start",
	F9: "stop",
};

/** How long a key looks pressed when the keyboard pressed it, in milliseconds. */
const PRESSED_LOOK = 120;

/** The hard keys, by pointer and by the computer's keyboard. */
export class Keys {
	readonly #keys = find("keys", HTMLElement);
	readonly #link: PanelLink;

	constructor(link: PanelLink) {
		this.#link = link;
		// The focus stays where it is: Enter must go on to mean OK after a click on another key.
		this.#keys.addEventListener("mousedown", (event) => event.preventDefault());
		this.#keys.addEventListener("click", ({ target }) => {
			const key = target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null;
			if (key?.dataset["key"]) link.send({ key: key.dataset["key"] });
		});
		document.addEventListener("keydown", (event) => this.#type(event));
	}

	#type(event: KeyboardEvent): void {
		if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
		const { key, target } = event;
		// Enter and space press the button or link that has the focus.
		if (target instanceof Element && target.closest("button, a") && (key === "Enter" || key === " ")) return;
		const name = KEYBOARD[key];
		if (name) {
			this.#link.send({ key: name });
			this.#lookPressed(name);
		} else if (key === "Backspace") this.#link.send({ character: "\b" });
		else if ([...key].length === 1) this.#link.send({ character: key });
		else return;
		event.preventDefault();
	}

	#lookPressed(name: string): void {
		const key = this.#keys.querySelector(`[data-key="${name}"]`);
		key?.classList.add("pressed");
		setTimeout(() => key?.classList.remove("pressed"), PRESSED_LOOK);
	}
}
