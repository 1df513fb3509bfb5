/** The part of the SDK's `crypt` module that Timbre uses; the SDK's published typings have none. */
declare module "crypt" {
	/** A running message digest, native on every host. */
	export class Digest {
		/** @param type the algorithm's name */
		constructor(type: "MD5" | "SHA1" | "SHA256" | "SHA384" | "SHA512");
		/** Adds data; a string counts as its UTF-8 bytes. */
		write(data: Uint8Array | ArrayBuffer | string): void;
		/** Ends the digest and answers its bytes. */
		close(): ArrayBuffer;
		/** Starts again, as if new. */
		reset(): void;
		/** The algorithm's block size in bytes (64 for SHA-256). */
		readonly blockSize: number;
		/** The digest's size in bytes (32 for SHA-256). */
		readonly outputSize: number;
	}
}
