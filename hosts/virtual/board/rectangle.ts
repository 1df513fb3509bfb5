/** A rectangle of pixels. */
export interface Rectangle {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** What two rectangles share; width and height 0 where they share nothing. */
export function intersect(one: Rectangle, other: Rectangle): Rectangle {
	const x = Math.max(one.x, other.x);
	const y = Math.max(one.y, other.y);
	return {
		x,
		y,
		width: Math.max(0, Math.min(one.x + one.width, other.x + other.width) - x),
		height: Math.max(0, Math.min(one.y + one.height, other.y + other.height) - y),
	};
}

/** True for a rectangle without pixels. */
export function isEmpty({ width, height }: Rectangle): boolean {
	return width <= 0 || height <= 0;
}

/** The smallest rectangle around two. */
export function unite(one: Rectangle, other: Rectangle): Rectangle {
	const x = Math.min(one.x, other.x);
	const y = Math.min(one.y, other.y);
	return {
		x,
		y,
		width: Math.max(one.x + one.width, other.x + other.width) - x,
		height: Math.max(one.y + one.height, other.y + other.height) - y,
	};
}
