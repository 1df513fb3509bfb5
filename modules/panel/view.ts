import { type Box, contains } from "../graphics/box";
import type { Canvas } from "./canvas";
import { distance } from "./focus";
import { DISPLAY } from "./layout";
import type { Screen } from "./screen";
import { type Direction, NONE, type Widget } from "./widget";

/** Pixels a finger may move and still choose what it touched; more is a drag. */
const TAP_SLOP = 8;

/** Pixels that an arrow key scrolls a text. */
const SCROLL_STEP = 60;

/** A target of one of the widgets. */
interface Target {
	readonly widget: Widget;
	readonly index: number;
}

/** The screen as it is shown: its widgets, which of their targets has the focus, and what a finger does to them. */
export class View {
	readonly screen: Screen;
	readonly #widgets: readonly Widget[];
	readonly #invalidate: (box: Box) => void;
	#focus: Target | undefined;
	#pressed: Target | undefined;
	#finger: { readonly widget: Widget | undefined; readonly start: number; last: number } | undefined;

	/** @param invalidate has a part of the display drawn anew */
	constructor(screen: Screen, widgets: readonly Widget[], invalidate: (box: Box) => void) {
		this.screen = screen;
		this.#widgets = widgets;
		this.#invalidate = invalidate;
		this.#focus = this.#remembered() ?? this.#first();
		this.#focus?.widget.reveal(this.#focus.index);
		this.#remember();
	}

	/** Where the focus is; undefined on a screen without anything to choose. */
	get focus(): Box | undefined {
		return this.#focus && boxOf(this.#focus);
	}

	/** Draws what lies in the area of the canvas. */
	draw(canvas: Canvas): void {
		canvas.fill("background", 0, 0, DISPLAY.width, DISPLAY.height);
		for (const widget of this.#widgets) {
			const focused = this.#focus?.widget === widget ? this.#focus.index : NONE;
			const pressed = this.#pressed?.widget === widget ? this.#pressed.index : NONE;
			if (canvas.shows(widget.box)) widget.draw(canvas, focused, pressed);
		}
	}

	/** An arrow key: inside the widget where it can, else it scrolls text, else it leads to the nearest target that way. */
	move(direction: Direction): void {
		const from = this.#focus;
		if (!from) return;
		const scrolled = from.widget.scrolled;
		const index = from.widget.step(direction, from.index);
		if (from.widget.scrolled !== scrolled) this.#invalidate(from.widget.box);
		if (index !== NONE) this.#setFocus({ widget: from.widget, index });
		else if (!this.#scrollText(direction)) this.#setFocus(this.#nearest(from, direction));
	}

	/** The OK key: chooses what has the focus. */
	choose(): void {
		this.#focus?.widget.choose(this.#focus.index);
	}

	/** A finger came down. */
	touch(x: number, y: number): void {
		let widget: Widget | undefined;
		for (const candidate of this.#widgets) if (contains(candidate.box, x, y)) widget = candidate;
		const index = widget?.targetAt(x, y) ?? NONE;
		this.#finger = { widget, start: y, last: y };
		if (!widget || index === NONE) return;
		this.#pressed = { widget, index };
		this.#setFocus(this.#pressed);
		this.#invalidate(boxOf(this.#pressed));
	}

	/** The finger moved: a short way is nothing, a longer one drags what scrolls. */
	drag(x: number, y: number): void {
		const finger = this.#finger;
		if (!finger) return;
		if (Math.abs(y - finger.start) > TAP_SLOP) {
			this.#release();
			const way = finger.last - y;
			finger.last = y;
			if (finger.widget?.scroll(way)) this.#invalidate(finger.widget.box);
		} else if (this.#pressed && this.#pressed.widget.targetAt(x, y) !== this.#pressed.index) this.#release();
	}

	/** The finger went up: chooses what it touched, unless it dragged or slid off. */
	lift(x: number, y: number): void {
		this.drag(x, y);
		const pressed = this.#pressed;
		this.#finger = undefined;
		this.#release();
		pressed?.widget.choose(pressed.index);
	}

	/** Scrolls what has nothing to focus. */
	#scrollText(direction: Direction): boolean {
		if (direction === "left" || direction === "right") return false;
		const way = direction === "down" ? SCROLL_STEP : -SCROLL_STEP;
		const text = this.#widgets.find((widget) => widget.targets === 0 && widget.scroll(way));
		if (text) this.#invalidate(text.box);
		return text !== undefined;
	}

	#release(): void {
		if (!this.#pressed) return;
		this.#invalidate(boxOf(this.#pressed));
		this.#pressed = undefined;
	}

	#setFocus(target: Target | undefined): void {
		const before = this.#focus;
		if (!target || (before?.widget === target.widget && before.index === target.index)) return;
		this.#focus = target;
		this.#remember();
		if (before) this.#invalidate(boxOf(before));
		this.#invalidate(boxOf(target));
	}

	#remember(): void {
		const focus = this.#focus;
		this.screen.focusedWidget = focus ? this.#widgets.indexOf(focus.widget) : NONE;
		this.screen.focusedTarget = focus ? focus.index : NONE;
	}

	#remembered(): Target | undefined {
		const widget = this.#widgets[this.screen.focusedWidget];
		if (!widget || widget.targets === 0) return undefined;
		return { widget, index: Math.min(Math.max(0, this.screen.focusedTarget), widget.targets - 1) };
	}

	/** The first target below the title; Back where there is no other. */
	#first(): Target | undefined {
		const [title, ...others] = this.#widgets;
		const widget = [...others, title].find((candidate) => candidate && candidate.targets > 0);
		return widget && { widget, index: 0 };
	}

	#nearest(from: Target, direction: Direction): Target | undefined {
		const start = boxOf(from);
		let nearest: Target | undefined;
		let shortest = Number.POSITIVE_INFINITY;
		for (const widget of this.#widgets) {
			for (let index = 0; index < widget.targets; index++) {
				if (widget === from.widget && index === from.index) continue;
				const box = intersection(widget.target(index), widget.box);
				const way = box && distance(start, box, direction);
				if (way === undefined || way >= shortest) continue;
				nearest = { widget, index };
				shortest = way;
			}
		}
		return nearest;
	}
}

/** The part of a target that can be seen; all of its widget where it is scrolled out of sight. */
function boxOf({ widget, index }: Target): Box {
	return intersection(widget.target(index), widget.box) ?? widget.box;
}

/** What two boxes share; undefined where that is nothing. */
function intersection(one: Box, other: Box): Box | undefined {
	const x = Math.max(one.x, other.x);
	const y = Math.max(one.y, other.y);
	const width = Math.min(one.x + one.width, other.x + other.width) - x;
	const height = Math.min(one.y + one.height, other.y + other.height) - y;
	return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
