import qrcode from "qrcode";
import type { Canvas } from "../canvas";
import { Widget } from "../widget";

/** Largest version, of 45 by 45 modules: a longer address is better typed. */
const MAX_VERSION = 7;

/** Side of the widget, in pixels. */
export const QR_CODE_SIDE = 132;

/** Modules of white at each side; what lies beside the widget is light too, so readers have their four. */
const QUIET = 2;

/** A QR code on white, as large as it fits. */
export class QRCode extends Widget {
	readonly #code: ReturnType<typeof qrcode>;

	private constructor(x: number, y: number, code: ReturnType<typeof qrcode>) {
		super({ x, y, width: QR_CODE_SIDE, height: QR_CODE_SIDE });
		this.#code = code;
	}

	/** The code of a text; undefined where it is too long for one that a phone can read from this display. */
	static of(text: string, { x, y }: { readonly x: number; readonly y: number }): QRCode | undefined {
		try {
			return new QRCode(x, y, qrcode({ input: text, maxVersion: MAX_VERSION }));
		} catch {
			return undefined;
		}
	}

	override draw(canvas: Canvas): void {
		const { x, y, width } = this.box;
		canvas.round("surface", this.box, 6);
		const scale = Math.floor(width / (this.#code.size + 2 * QUIET));
		const margin = (width - this.#code.size * scale) >> 1;
		canvas.qrCode(this.#code, "ink", x + margin, y + margin, scale);
	}
}
