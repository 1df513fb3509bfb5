import type { Key } from "../../../../modules/base/device";
import { BadRequest } from "../api-errors";
import type { Board } from "../board";
import { ControlError } from "../control-requests";
import type { TouchPhase } from "../input";
import type { Rectangle } from "../rectangle";
import { expectMembers, type Members, number } from "./parameters";

/** A finger on the LCD; without a phase it comes and goes at once, a tap. */
export interface TouchAction {
	readonly phase?: TouchPhase;
	readonly x: number;
	readonly y: number;
}

/** What a person does at the front panel. */
export type PanelAction =
	| { readonly touch: TouchAction }
	| { readonly key: Key }
	/** One printable character, or U+0008 (backspace), typed on the computer's keyboard. */
	| { readonly character: string };

const PHASES: readonly TouchPhase[] = ["began", "moved", "ended"];

const KEYS: readonly Key[] = ["home", "back", "up", "down", "left", "right", "ok", "start", "stop"];

/**
 * Reads a touch, `{x, y, phase?}`. A finger comes down on the LCD; it may move and end up to the LCD's own size beyond
 * the edges.
 * @throws BadRequest
 */
export function parseTouch(content: Members, lcd: Pick<Rectangle, "width" | "height">): PanelAction {
	expectMembers(content, ["phase", "x", "y"]);
	const { phase } = content;
	if (phase !== undefined && !PHASES.includes(phase as TouchPhase)) {
		throw new BadRequest(`"phase" must be one of ${PHASES.join(", ")}`);
	}
	const beyond = phase === "moved" || phase === "ended" ? 1 : 0;
	const x = number(content["x"], "x", -beyond * lcd.width, (1 + beyond) * lcd.width - 1);
	const y = number(content["y"], "y", -beyond * lcd.height, (1 + beyond) * lcd.height - 1);
	return { touch: phase === undefined ? { x, y } : { phase: phase as TouchPhase, x, y } };
}

/** Reads the name of a hard key. @throws BadRequest */
export function parseKey(name: unknown): Key {
	if (!KEYS.includes(name as Key)) throw new BadRequest(`"key" must be one of ${KEYS.join(", ")}`);
	return name as Key;
}

/** Reads a typed character. @throws BadRequest */
export function parseCharacter(character: unknown): string {
	if (typeof character === "string" && /^(?:[^\p{C}\p{Z}]|[ \u0008])$/u.test(character)) return character;
	throw new BadRequest('"character" must be one printable character or U+0008');
}

/**
 * Does it.
 * @throws ControlError when the power is off: nobody would see it
 */
export function actOn({ engine, input }: Board, action: PanelAction): void {
	if (!engine.powered) throw new ControlError("the printer is switched off");
	if ("key" in action) input.key(action.key);
	else if ("character" in action) input.character(action.character);
	else {
		const { phase, x, y } = action.touch;
		if (phase !== undefined) input.touch(phase, x, y);
		else {
			input.touch("began", x, y);
			input.touch("ended", x, y);
		}
	}
}
