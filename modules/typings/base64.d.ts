/** XS's native Base64, a global object on every host. */
declare const Base64: {
	/** Base64 with padding (RFC 4648 section 4). */
	encode(data: Uint8Array | ArrayBuffer): string;
	decode(text: string): ArrayBuffer;
};

/** ES2026 base64 of typed arrays, native where the engine is new enough. */
interface Uint8Array {
	toBase64?(): string;
}
interface Uint8ArrayConstructor {
	fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}
