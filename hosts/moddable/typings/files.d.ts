/** The default export that the SDK's typings of `embedded:storage/files` leave out. */
declare module "embedded:storage/files" {
	export interface File {
		read(count: number, position: number): ArrayBuffer;
		read(buffer: ArrayBufferView | ArrayBuffer, position: number): number;
		write(buffer: ArrayBufferView | ArrayBuffer, position: number): void;
		flush(): void;
		status(): { size: number };
		close(): void;
	}
	export interface Directory {
		openFile(options: { path: string; mode?: "r" | "r+" | "w" | "w+" }): File;
		openDirectory(options: { path: string }): Directory;
		createDirectory(path: string): boolean;
		delete(path: string): boolean;
		move(from: string, to: string): void;
		status(path: string): { size: number };
		scan(path?: string): IterableIterator<string>;
	}
	const files: Directory;
	export default files;
}
