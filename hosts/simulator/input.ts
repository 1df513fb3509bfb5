import type { Input, InputListener, Key } from "timbre/base/device";

/** The keyboard's keys that stand for hard keys, by the characters that the simulator gives them. */
const KEYS: Readonly<Record<string, Key>> = {
	"\u0001": "home",
	"\u001b": "back",
	"\u001c": "left",
	"\u001d": "right",
	"\u001e": "up",
	"\u001f": "down",
	"\r": "ok",
};

/** Mouse and keyboard of the simulator, as touch screen and hard keys. */
export const input: Input = {
	listen(listener) {
		const { screen } = globalThis;
		if (!screen) return;
		screen.context = {
			onTouchBegan: (_id, x, y) => listener.onTouch("began", x, y),
			onTouchMoved: (_id, x, y) => listener.onTouch("moved", x, y),
			onTouchEnded: (_id, x, y) => listener.onTouch("ended", x, y),
			onKeyDown: (key) => press(listener, key),
		};
	},
};

function press(listener: InputListener, character: string): void {
	const key = KEYS[character];
	if (key) listener.onKey(key);
	else listener.onCharacter?.(character);
}
