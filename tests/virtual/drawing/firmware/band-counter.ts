import type { Display } from "../../../../modules/base/device";

/** `Bitmap.RGB565LE` of the SDK. */
const RGB565LE = 7;

/** What a band counter has seen. */
export interface BandSummary {
	/** `x y width height` of each band. */
	readonly bands: readonly string[];
	readonly pixels: number;
	readonly dark: number;
	readonly red: number;
	/** Most pixels that came at once. */
	readonly mostAtOnce: number;
}

/** An output as a printer's is: it gets the rows of each band a few at a time and keeps none of them. */
export class BandCounter implements Display {
	readonly width: number;
	readonly height: number;
	readonly pixelFormat = RGB565LE;
	readonly c_dispatch = undefined;
	readonly clut = null;
	readonly #bands: string[] = [];
	#pixels = 0;
	#dark = 0;
	#red = 0;
	#mostAtOnce = 0;

	constructor(width: number, height: number) {
		this.width = width;
		this.height = height;
	}

	get summary(): BandSummary {
		const [bands, pixels, dark, red] = [this.#bands, this.#pixels, this.#dark, this.#red];
		return { bands, pixels, dark, red, mostAtOnce: this.#mostAtOnce };
	}

	/** A getter: the engine's XS cannot parse a field of this name. */
	get async(): boolean {
		return false;
	}

	begin(x: number, y: number, width: number, height: number): void {
		this.#bands.push(`${x} ${y} ${width} ${height}`);
	}

	send(pixels: ArrayBuffer | HostBuffer, offset: number, byteLength: number): void {
		const rows = new Uint16Array(pixels as ArrayBuffer, offset, byteLength / 2);
		this.#pixels += rows.length;
		this.#mostAtOnce = Math.max(this.#mostAtOnce, rows.length);
		for (const pixel of rows) {
			if (pixel === 0) this.#dark += 1;
			else if (pixel === 0xf800) this.#red += 1;
		}
	}

	end(): void {}

	continue(): void {}

	adaptInvalid(): void {}

	pixelsToBytes(count: number): number {
		return count * 2;
	}
}
