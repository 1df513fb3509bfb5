/** XS's global `Base64` for tests of `modules/` outside XS. */
Object.assign(globalThis, {
	Base64: {
		encode: (data: Uint8Array | ArrayBuffer): string => Buffer.from(new Uint8Array(data)).toString("base64"),
		decode: (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text, "base64")).buffer,
	},
});
