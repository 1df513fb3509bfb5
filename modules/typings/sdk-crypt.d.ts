/** What the SDK's own typings of `crypt` leave out: its code takes views of a buffer too. */
declare module "crypt" {
	export interface Digest {
		/** Adds data; a string counts as its UTF-8 bytes. */
		write(data: Uint8Array | ArrayBuffer | string): void;
	}
}
