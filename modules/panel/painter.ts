import Timer from "timer";
import { type Box, intersects, union } from "../graphics/box";

/** Pixels drawn in one turn, a fifth of the display: a few milliseconds over SPI, and a short display list. */
const PIECE_PIXELS = 320 * 48;

/** Changed rectangles kept apart; more are drawn as the one that holds them all. */
const AREAS_LIMIT = 8;

/** A union that costs at most this many pixels more than its parts is drawn as one. */
const UNION_WASTE = 512;

/**
 * Redraws what changed and nothing else, a bounded piece a turn, so that the network goes on meanwhile. It sleeps while
 * nothing changes.
 */
export class Painter {
	readonly #draw: (area: Box) => void;
	readonly #areas: Box[] = [];
	#scheduled = false;
	#pixels = 0;

	/** @param draw draws what lies in an area of the display */
	constructor(draw: (area: Box) => void) {
		this.#draw = draw;
	}

	/** Pixels drawn since the start. */
	get pixels(): number {
		return this.#pixels;
	}

	/** Is something still to be drawn? */
	get busy(): boolean {
		return this.#scheduled;
	}

	/** Has an area drawn anew, soon. */
	invalidate(area: Box): void {
		if (area.width <= 0 || area.height <= 0) return;
		const areas = this.#areas;
		const near = areas.findIndex((other) => intersects(other, area) || waste(other, area) <= UNION_WASTE);
		const other = areas[near];
		if (other) areas[near] = union(other, area);
		else if (areas.length < AREAS_LIMIT) areas.push(area);
		else areas.splice(0, areas.length, areas.reduce(union, area));
		if (this.#scheduled) return;
		this.#scheduled = true;
		Timer.set(() => this.#paint(), 0);
	}

	#paint(): void {
		const area = this.#areas.shift();
		this.#scheduled = false;
		if (!area) return;
		const { x, y, width, height } = area;
		const rows = Math.min(height, Math.max(1, Math.floor(PIECE_PIXELS / width)));
		const rest = { x, y: y + rows, width, height: height - rows };
		if (rest.height > 0) this.#areas.unshift(rest);
		if (this.#areas.length > 0) {
			this.#scheduled = true;
			Timer.set(() => this.#paint(), 0);
		}
		this.#pixels += width * rows;
		this.#draw({ x, y, width, height: rows });
	}
}

function waste(a: Box, b: Box): number {
	const both = union(a, b);
	return both.width * both.height - a.width * a.height - b.width * b.height;
}
