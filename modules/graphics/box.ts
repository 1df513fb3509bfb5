/** A rectangle of pixels, `x` to the right and `y` downward. */
export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Is a point in a box? Its right and lower edge belong to what is beside it. */
export function contains({ x, y, width, height }: Box, pointX: number, pointY: number): boolean {
	return pointX >= x && pointX < x + width && pointY >= y && pointY < y + height;
}

/** Do two boxes share a pixel? */
export function intersects(one: Box, other: Box): boolean {
	return (
		one.x < other.x + other.width &&
		other.x < one.x + one.width &&
		one.y < other.y + other.height &&
		other.y < one.y + one.height
	);
}

/** The smallest box that holds both. */
export function union(one: Box, other: Box): Box {
	const x = Math.min(one.x, other.x);
	const y = Math.min(one.y, other.y);
	return {
		x,
		y,
		width: Math.max(one.x + one.width, other.x + other.width) - x,
		height: Math.max(one.y + one.height, other.y + other.height) - y,
	};
}

/** The box within a box, a number of pixels from each of its edges; without pixels where there is no room for it. */
export function inset({ x, y, width, height }: Box, margin: number): Box {
	return {
		x: x + margin,
		y: y + margin,
		width: Math.max(0, width - 2 * margin),
		height: Math.max(0, height - 2 * margin),
	};
}
