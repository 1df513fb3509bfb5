import { Failure } from "../../../modules/base/failure";
import { intersects } from "../../../modules/graphics/box";
import type { AccountState } from "../../../modules/oauth/account";
import { MENU_TREE } from "../../../modules/panel/menu-tree";
import { Navigator } from "../../../modules/panel/navigator";
import type { Screen } from "../../../modules/panel/screen";
import { HomeScreen } from "../../../modules/panel/screens/home";
import type { Widget } from "../../../modules/panel/widget";
import { type Mark, RecordingCanvas } from "./recording-canvas";
import { TestPrinter, type TestPrinterOptions } from "./test-printer";

/** The longest address there is: 254 characters, most of them in words that cannot be broken at a space. */
export const LONGEST = `${"w".repeat(64)}@${"m".repeat(63)}.${"w".repeat(63)}.${"m".repeat(53)}.example`;

/** The least width and height of what a finger touches, in pixels. */
const TOUCH = 40;

/** Texts that are cut at their end on purpose, because what they name stands in full on another screen. */
const MAY_BE_CUT = /^(W+|[a-z]+(-[a-z]+)*-?)…$/;

/** A printer whose screens are laid out and measured. */
export class Inspector extends TestPrinter {
	readonly canvas = new RecordingCanvas();
	readonly navigator: Navigator;

	constructor(options: TestPrinterOptions = {}) {
		super(options);
		this.navigator = new Navigator(this.services, this.canvas, new HomeScreen(MENU_TREE));
	}

	/** Everything that is wrong with a screen, scrolled to each of its places. */
	problems(screen: Screen): string[] {
		return this.widgetProblems(screen.layout(this.navigator));
	}

	/** What is wrong with widgets: each for itself, one over the other, and too small for a finger. */
	widgetProblems(widgets: readonly Widget[]): string[] {
		const problems: string[] = [];
		const texts: Mark[] = [];
		for (const widget of widgets) {
			for (let index = 0; index < widget.targets; index++) {
				const { width, height } = widget.target(index);
				if (Math.min(width, height) < TOUCH)
					problems.push(`a target of ${widget.constructor.name} is too small`);
			}
			do {
				problems.push(...this.canvas.problems(widget));
				for (const { what } of this.canvas.texts) {
					if (what.endsWith("…") && !SENTENCES.has(what) && !MAY_BE_CUT.test(what)) {
						problems.push(`"${what}" is cut`);
					}
				}
			} while (widget.scroll(37));
			for (const text of this.canvas.texts) {
				if (texts.some(({ box }) => intersects(box, text.box)))
					problems.push(`"${text.what}" lies over another`);
			}
			texts.push(...this.canvas.texts);
		}
		return problems;
	}

	/** All texts of a screen, whole paragraphs from the top to the end. */
	read(screen: Screen): string {
		const texts: string[] = [];
		for (const widget of screen.layout(this.navigator)) {
			do {
				this.canvas.problems(widget);
				texts.push(...this.canvas.texts.map(({ what }) => what));
			} while (widget.scroll(37));
		}
		return [...new Set(texts)].join(" ");
	}
}

/** Texts that end with an ellipsis because they say that something goes on. */
const SENTENCES = new Set([
	...["Asking for a code…", "Demande d'un code…"],
	...["Connecting…", "Sending…", "Stopping…", "Connexion…", "Envoi…", "Arrêt…"],
	...["Preparing…", "Printing…", "Préparation…", "Impression…"],
]);

/** An account in each of its states, with the longest name. */
export function accountStates(): AccountState[] {
	const failure = new Failure("oauth.sign-in-expired");
	return [
		{ kind: "signed-out" },
		{ kind: "starting" },
		{ kind: "signed-in", login: LONGEST, saved: false },
		{ kind: "signed-in", login: LONGEST, saved: true },
		{ kind: "expired", login: LONGEST, failure },
	];
}
