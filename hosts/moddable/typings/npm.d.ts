/** What the SDK's own typings describe and `@moddable/typings` on npm, which `npm run check` takes, does not yet. */
/// <reference path="../../../node_modules/@moddable/typings/embedded_io/socket/tcp.d.ts" />
/// <reference path="../../../node_modules/@moddable/typings/embedded_io/socket/udp.d.ts" />
/// <reference path="../../../node_modules/@moddable/typings/embedded_io/socket/listener.d.ts" />
/// <reference path="../../../node_modules/@moddable/typings/net.d.ts" />
/// <reference path="../../../node_modules/@moddable/typings/sntp.d.ts" />
/// <reference path="../../../node_modules/@moddable/typings/time.d.ts" />
/// <reference path="../../../node_modules/@moddable/typings/mc/config.d.ts" />

declare module "embedded:storage/key-value" {
	interface Storage {
		read(key: string): ArrayBuffer | string | number | bigint;
		write(key: string, value: ArrayBufferView | ArrayBuffer | string | number | bigint): void;
		delete(key: string): void;
		[Symbol.iterator](): IterableIterator<string>;
		close(): void;
	}
	const storage: { open(options: { path: string }): Storage };
	export default storage;
}

declare module "embedded:storage/flash" {
	export interface Flash {
		eraseBlock(start: number, end?: number): void;
		read(byteLength: number, byteOffset: number): ArrayBuffer;
		write(buffer: ArrayBufferView | ArrayBuffer, byteOffset: number): void;
		close(): void;
	}
	const flash: { open(options: { path: string }): Flash };
	export default flash;
}
