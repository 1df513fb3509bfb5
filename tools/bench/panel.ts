import type { Key } from "../../modules/base/device";
import type { Group } from "./group";

/** An eighth of the display's 320x240 pixels. */
const PIXELS_BUDGET = (320 * 240) / 8;

/** Back to the home screen, its first tile in focus: Scan to Email. */
const HOME: readonly Key[] = ["home", "up", "up", "down"];

/** From the home screen to typing an address. */
const TO_KEYBOARD: readonly Key[] = ["ok", "ok"];

/** Types `marie@` by the arrow keys, from the key `a` on: as a person does it who has no finger free. */
const TYPING: readonly Key[] = [
	...keys("down right right right right ok"),
	...keys("up left left left left ok"),
	...keys("down down right ok"),
	...keys("up left ok"),
	...keys("up right right right right ok"),
	...keys("down down down left left ok"),
];

/** From the home screen to Settings. */
const TO_MENU: readonly Key[] = ["home", "down", "right", "ok"];

/** Looks through a menu and goes to its end. */
const CHOOSING: readonly Key[] = keys("down down up down");

/** What a press of a key costs. */
export const PANEL: Group = {
	key: "panel",
	title: "Control panel",
	about:
		"Pixels that are sent to the display, and instructions of XS, for a press of a key: the mean of typing an address by " +
		"arrow keys and of going through a menu. per-screen: the same for a key that leads to another screen.",
	async *measure(stage) {
		const { timbre } = stage;
		await timbre.press(HOME);
		await timbre.press(TO_KEYBOARD);
		const typing = await timbre.press(TYPING);
		await timbre.press(TO_MENU);
		const choosing = await timbre.press(CHOOSING);
		const presses = TYPING.length + CHOOSING.length;
		const mean = (field: "pixels" | "compute") => (typing[field] + choosing[field]) / presses;
		yield { name: "panel.pixels-per-key", value: mean("pixels"), unit: "pixels", budget: PIXELS_BUDGET };
		yield { name: "panel.compute-per-key", value: mean("compute"), unit: "instructions" };
		const screen = await timbre.press(["ok"]);
		yield { name: "panel.compute-per-screen", value: screen.compute, unit: "instructions" };
		await timbre.press(HOME);
	},
};

function keys(names: string): Key[] {
	return names.split(" ") as Key[];
}
