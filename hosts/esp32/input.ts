import type { Input, InputListener } from "timbre/base/device";
import Timer from "timer";

/** The part of the SDK's global `device`, the board, that is looked at here; its typings leave it open. */
interface Board {
	readonly sensor?: {
		readonly Touch?: new (options: {
			onSample(): void;
		}) => {
			readonly configuration?: { readonly interrupt?: unknown };
			/** Where fingers are now; undefined when nothing has changed. */
			sample(): readonly { readonly x: number; readonly y: number }[] | undefined;
		};
	};
}

/** Milliseconds between two looks at a touch screen that does not call by itself. */
const INTERVAL = 16;

/**
 * The board's touch screen. Hard keys are the business of the printer's maker: a module with the same export, mapped to
 * `timbre/hosts/esp32/input` in the product's manifest, adds them.
 */
export const input: Input = {
	listen(listener) {
		new TouchEvents(listener);
	},
};

/** Makes touches out of an ECMA-419 touch sensor's samples; the first finger counts. */
class TouchEvents {
	readonly #listener: InputListener;
	#last: { readonly x: number; readonly y: number } | undefined;

	constructor(listener: InputListener) {
		this.#listener = listener;
		const board = (globalThis as unknown as { readonly device?: Board }).device;
		const Touch = board?.sensor?.Touch;
		if (!Touch) return;
		const touch = new Touch({ onSample: () => this.#take(touch.sample()) });
		if (!touch.configuration?.interrupt) Timer.repeat(() => this.#take(touch.sample()), INTERVAL);
	}

	#take(points: readonly { readonly x: number; readonly y: number }[] | undefined): void {
		if (!points) return;
		const [point] = points;
		const last = this.#last;
		this.#last = point;
		if (point) this.#listener.onTouch(last ? "moved" : "began", point.x, point.y);
		else if (last) this.#listener.onTouch("ended", last.x, last.y);
	}
}
