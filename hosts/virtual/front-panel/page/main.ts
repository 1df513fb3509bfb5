import { call, type EngineState } from "./api";
import { find } from "./dom";
import { Keys } from "./keys";
import { showLabel } from "./label";
import { LCD } from "./lcd";
import { MemoryGauge } from "./memory";
import { PanelLink } from "./panel-link";
import { Paper } from "./paper";
import { Power } from "./power";
import { Scanner } from "./scanner";
import { writeWords } from "./words";

/** How often the gauge and the trays are looked at, in milliseconds. */
const INTERVAL = 1000;

/** The page: puts its parts together and keeps what no message tells of up to date while somebody looks. */
class FrontPanelPage {
	readonly #disconnected = find("disconnected", HTMLElement);
	readonly #memory = new MemoryGauge();
	readonly #power = new Power(() => this.#update());
	readonly #scanner = new Scanner();
	readonly #paper = new Paper();
	readonly #lcd: LCD;
	#timer: number | undefined;
	#labelled = false;

	constructor() {
		const link = new PanelLink({
			onFrame: (frame) => this.#lcd.show(frame),
			onConnected: (connected) => {
				this.#disconnected.hidden = connected;
			},
		});
		this.#lcd = new LCD(link);
		new Keys(link);
		document.addEventListener("visibilitychange", () => this.#update());
		this.#update();
	}

	/** Looks at everything now, and again after the interval while the page is visible. */
	async #update(): Promise<void> {
		clearTimeout(this.#timer);
		if (document.hidden) return;
		try {
			if (!this.#labelled) await showLabel();
			this.#labelled = true;
			const engine = await call<EngineState>("GET", "/engine");
			this.#memory.show(engine);
			this.#power.show(engine);
			await this.#scanner.update();
			await this.#paper.update();
		} catch {
			// The printer is not there: light and LCD say so, and the next look may find it again.
			this.#power.show(undefined);
		}
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#update(), INTERVAL);
	}
}

writeWords();
new FrontPanelPage();
