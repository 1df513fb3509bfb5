/** A part of the output, by its edges. */
export interface Clip {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** A clip that shows nothing. */
export const NO_CLIP: Clip = { left: 0, top: 0, right: 0, bottom: 0 };

/** A rectangle of a bitmap, and where in the output it goes. */
export interface Part {
	readonly x: number;
	readonly y: number;
	readonly sx: number;
	readonly sy: number;
	readonly width: number;
	readonly height: number;
}

/** What of the output a frame draws on: the clip and the origin, with those that they go back to. */
export class View {
	#clip = NO_CLIP;
	readonly #clips: Clip[] = [];
	#x = 0;
	#y = 0;
	readonly #origins: number[] = [];

	/** Begins anew, with an area as the clip and the origin at 0. */
	begin(area: Clip): void {
		this.#clip = area;
		this.#clips.length = 0;
		this.#origins.length = 0;
		this.#x = 0;
		this.#y = 0;
	}

	/** The clip, in the output's coordinates. */
	get clip(): Clip {
		return this.#clip;
	}

	/** Does the clip leave nothing to see? */
	get hidden(): boolean {
		return this.#clip.left === this.#clip.right;
	}

	/** Was everything taken back that was pushed? */
	get settled(): boolean {
		return this.#clips.length + this.#origins.length === 0;
	}

	/** A coordinate of the output. */
	left(x: number): number {
		return x + this.#x;
	}

	/** A coordinate of the output. */
	top(y: number): number {
		return y + this.#y;
	}

	/** Restricts the clip to what of it lies in a rectangle. */
	pushClip(x: number, y: number, width: number, height: number): void {
		const { left, top, right, bottom } = this.#clip;
		const clip = {
			left: Math.max(left, this.left(x)),
			top: Math.max(top, this.top(y)),
			right: Math.min(right, this.left(x) + width),
			bottom: Math.min(bottom, this.top(y) + height),
		};
		this.#clips.push(this.#clip);
		this.#clip = clip.left < clip.right && clip.top < clip.bottom ? clip : NO_CLIP;
	}

	/** Goes back to the clip before the last. Throws Error where there is none. */
	popClip(): void {
		const former = this.#clips.pop();
		if (!former) throw new Error("clip/origin stack under/overflow");
		this.#clip = former;
	}

	/** Moves the origin. */
	pushOrigin(x: number, y: number): void {
		this.#origins.push(this.#x, this.#y);
		this.#x += x;
		this.#y += y;
	}

	/** Goes back to the origin before the last. Throws Error where there is none. */
	popOrigin(): void {
		if (this.#origins.length === 0) throw new Error("clip/origin stack under/overflow");
		this.#y = this.#origins.pop() ?? 0;
		this.#x = this.#origins.pop() ?? 0;
	}

	/** Is a line of text far enough from the clip that no pixel of it, which may leave its line, can be visible? */
	missesText(left: number, top: number, lineHeight: number): boolean {
		const clip = this.#clip;
		return (
			left >= clip.right + lineHeight || top >= clip.bottom + lineHeight || top + 2 * lineHeight <= clip.top
		);
	}

	/** What of a bitmap's part is to be seen, in the output's coordinates; undefined where that is nothing. */
	visible({ x, y, sx, sy, width, height }: Part): Part | undefined {
		const clip = this.#clip;
		const [x0, y0] = [int16(this.left(x)), int16(this.top(y))];
		const [left, top] = [Math.max(clip.left, x0), Math.max(clip.top, y0)];
		const right = Math.min(clip.right, x0 + width);
		const bottom = Math.min(clip.bottom, y0 + height);
		if (left >= right || top >= bottom) return undefined;
		return {
			x: left,
			y: top,
			sx: sx + left - x0,
			sy: sy + top - y0,
			width: right - left,
			height: bottom - top,
		};
	}
}

function int16(value: number): number {
	return (value << 16) >> 16;
}
