/**
 * The SDK's `qrcode` in Jest, as far as its callers can see: a square of modules, a byte each, that differs with the text.
 * No reader takes it for a code; the real one is native, and tested on XS.
 */
export default function qrcode({ input, maxVersion = 40 }: { input: string; maxVersion?: number }) {
	const bytes = new TextEncoder().encode(input);
	const size = 4 * maxVersion + 17;
	if (bytes.length * 8 > size * size) throw new RangeError("too long");
	const modules = new Uint8Array(size * size).map(
		(_, bit) => ((bytes[(bit >> 3) % bytes.length] ?? 0) >> (bit & 7)) & 1,
	);
	return Object.assign(modules.buffer, { size });
}
