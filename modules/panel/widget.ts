import { type Box, contains } from "../graphics/box";
import type { Canvas } from "./canvas";

/** Where an arrow key leads. */
export type Direction = "up" | "down" | "left" | "right";

/** No target of a widget. */
export const NONE = -1;

/**
 * A part of a screen: it knows its place, draws itself and has any number of targets, the places that can be focused by
 * keys and touched. Targets count from 0.
 */
export abstract class Widget {
	readonly box: Box;

	constructor(box: Box) {
		this.box = box;
	}

	/**
	 * Draws the whole widget; the canvas leaves out what does not lie in the area that is redrawn.
	 *
	 * @param focused the target that has the focus, or NONE
	 * @param pressed the target under a finger, or NONE
	 */
	abstract draw(canvas: Canvas, focused: number, pressed: number): void;

	/** How many targets there are. */
	get targets(): number {
		return 0;
	}

	/** Where a target lies on the display; a scrolled one may lie outside of `box`. */
	target(_index: number): Box {
		return this.box;
	}

	/** A person touched a target, or pressed OK on it. */
	choose(_index: number): void {}

	/** The target that an arrow key leads to inside the widget; NONE when it leads out of it. May scroll. */
	step(_direction: Direction, _from: number): number {
		return NONE;
	}

	/** Scrolls so that a target can be seen. */
	reveal(_index: number): void {}

	/** Moves scrolling content up by a number of pixels; false when it cannot move. */
	scroll(_pixels: number): boolean {
		return false;
	}

	/** How far the content is scrolled, in pixels. */
	get scrolled(): number {
		return 0;
	}

	/** The target at a point, or NONE. */
	targetAt(x: number, y: number): number {
		if (!contains(this.box, x, y)) return NONE;
		for (let index = 0; index < this.targets; index++) {
			if (contains(this.target(index), x, y)) return index;
		}
		return NONE;
	}
}
