import qrcode from "qrcode";
import { darkRuns, QUIET_ZONE } from "../graphics/qr-code";
import { type Content, each, html } from "./html";

/** Largest version, of 57 by 57 modules: 271 bytes at its lowest correction; a longer address is better typed. */
const MAX_VERSION = 10;

const QR_CODE = html`<svg class="qr" viewBox="${"viewBox"}" role="img" aria-label="${"label"}" shape-rendering="crispEdges"><path d="${"path"}"/></svg>`;

/**
 * A text as QR code, drawn by the browser; nothing where it is too long for one. Within the page, because the pages may load
 * no pictures but the printer's own files, and a file would have an address for everybody.
 *
 * @param label what it is, for screen readers
 */
export function qrCode(text: string, label: string): Content {
	let code: ReturnType<typeof qrcode>;
	try {
		code = qrcode({ input: text, maxVersion: MAX_VERSION });
	} catch {
		return undefined;
	}
	const side = code.size + 2 * QUIET_ZONE;
	return QR_CODE({
		viewBox: `${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`,
		label,
		path: each(darkRuns(code), ({ x, y, length }) => `M${x} ${y}h${length}v1h-${length}z`),
	});
}
