import type { Display } from "../../../modules/base/device";

/** `Bitmap.RGB565LE` of the SDK. */
const RGB565LE = 7;

/** An output that notes what Poco tells it, and all pixels it gets. */
export class Recorder implements Display {
	readonly width: number;
	readonly height: number;
	readonly pixelFormat = RGB565LE;
	readonly async = false;
	readonly c_dispatch = undefined;
	readonly clut = null;
	/** The calls in order, with their numbers. */
	readonly calls: string[] = [];
	/** RGB565, one after the other. */
	readonly pixels: number[] = [];

	constructor(width: number, height: number) {
		this.width = width;
		this.height = height;
	}

	begin(...area: number[]): void {
		this.calls.push(`begin ${area.join(" ")}`);
	}

	continue(...area: number[]): void {
		this.calls.push(`continue ${area.join(" ")}`);
	}

	send(pixels: ArrayBuffer | HostBuffer, offset: number, byteLength: number): void {
		this.calls.push(`send ${byteLength}`);
		for (const pixel of new Uint16Array(pixels as ArrayBuffer, offset, byteLength / 2))
			this.pixels.push(pixel);
	}

	end(): void {
		this.calls.push("end");
	}

	adaptInvalid(): void {}

	pixelsToBytes(count: number): number {
		return count * 2;
	}
}
