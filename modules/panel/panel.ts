import Poco from "commodetto/Poco";
import type { Display, Input, InputListener, Key } from "../base/device";
import type { Box } from "../graphics/box";
import { Canvas } from "./canvas";
import { MENU_TREE } from "./menu-tree";
import { Navigator } from "./navigator";
import { OperationTimeOut } from "./operation-time-out";
import type { PanelServices } from "./screen";
import { HomeScreen } from "./screens/home";
import { JobScreen } from "./screens/job";

/** Bytes of Poco's display list: enough for the fullest piece that is drawn in one turn. */
const DISPLAY_LIST_LENGTH = 6144;

/** What a panel is made of: the printer's parts, its display and its input. */
export interface PanelOptions extends PanelServices {
	readonly display: Display;
	readonly input: Input;
}

/**
 * The control panel, worked by touch and by hard keys alike. It sleeps until a key, a finger or a change of what it
 * shows wakes it.
 */
export class Panel implements InputListener {
	readonly #navigator: Navigator;
	readonly #timeOut: OperationTimeOut;

	/** Shows the home screen. */
	constructor(options: PanelOptions) {
		const poco = new Poco(options.display, { displayListLength: DISPLAY_LIST_LENGTH });
		this.#navigator = new Navigator(options, new Canvas(poco), new HomeScreen(MENU_TREE));
		this.#timeOut = new OperationTimeOut(
			() => this.#navigator.view.screen.underWay,
			() => this.#navigator.logOut(),
		);
		options.input.listen(this);
	}

	/** Pixels drawn since power on. */
	get pixels(): number {
		return this.#navigator.painter.pixels;
	}

	/** Where the focus is on the display; undefined on a screen without anything to choose. */
	get focus(): Box | undefined {
		return this.#navigator.view.focus;
	}

	/** Is something still to be drawn? */
	get busy(): boolean {
		return this.#navigator.painter.busy;
	}

	onTouch(phase: "began" | "moved" | "ended", x: number, y: number): void {
		this.#timeOut.touch();
		const { view } = this.#navigator;
		if (phase === "began") view.touch(x, y);
		else if (phase === "moved") view.drag(x, y);
		else view.lift(x, y);
	}

	onKey(key: Key): void {
		this.#timeOut.touch();
		const navigator = this.#navigator;
		switch (key) {
			case "home":
				navigator.home();
				break;
			case "back":
				navigator.back();
				break;
			case "ok":
				navigator.view.choose();
				break;
			case "start":
				navigator.view.screen.start(navigator);
				break;
			case "stop":
				this.#stop();
				break;
			default:
				navigator.view.move(key);
		}
	}

	onCharacter(character: string): void {
		this.#timeOut.touch();
		this.#navigator.view.screen.onCharacter(character, this.#navigator);
	}

	/** The Stop key cancels the job under way, whatever is shown, and shows how it ends. */
	#stop(): void {
		const { queue, view } = this.#navigator;
		const job = queue.running;
		if (!job) return;
		job.cancel();
		if (view.screen instanceof JobScreen && view.screen.shows(job)) this.#navigator.refresh();
		else this.#navigator.open(new JobScreen(job));
	}
}
