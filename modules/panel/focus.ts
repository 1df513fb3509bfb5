import type { Box } from "../graphics/box";
import type { Direction } from "./widget";

/** How much a pixel beside the way counts against one along it. */
const SIDEWAYS = 3;

/**
 * How far it is from one box to another in a direction, for choosing where an arrow key leads: the gap along the way and,
 * weighted, what the other lies to its side; undefined where it does not lie in that direction.
 */
export function distance(from: Box, to: Box, direction: Direction): number | undefined {
	const vertical = direction === "up" || direction === "down";
	const forward = direction === "down" || direction === "right";
	const [start, length, other, otherLength] = vertical
		? [from.y, from.height, to.y, to.height]
		: [from.x, from.width, to.x, to.width];
	const gap = forward ? other - (start + length) : start - (other + otherLength);
	// Neighbours may share an edge, but not more.
	if (gap < -1) return undefined;
	const aside = vertical
		? offset(from.x, from.width, to.x, to.width)
		: offset(from.y, from.height, to.y, to.height);
	return gap + SIDEWAYS * aside;
}

/** How far two stretches are from lying side by side; a little where they overlap off their centres. */
function offset(start: number, length: number, other: number, otherLength: number): number {
	const gap = Math.max(other - (start + length), start - (other + otherLength));
	const centres = Math.abs(start + length / 2 - (other + otherLength / 2)) / 100;
	return gap > 0 ? gap + centres : centres;
}
