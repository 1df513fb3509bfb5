import files, { type Directory } from "embedded:storage/files";

/**
 * What the simulator keeps between runs lies in one folder of the computer, given at the build as `files=<path>`;
 * `tools/simulator.ts` fills it: `identity.json`, `secret.bin`, `seed.bin`, `routes.json`, `root.der`, and the folders
 * `storage` and `tray`.
 */
export const folder: Directory = files;

/** All of a small file, or undefined where there is none. */
export function readFile(path: string, directory: Directory = folder): ArrayBuffer | undefined {
	const size = fileSize(path, directory);
	if (size === undefined) return undefined;
	const file = directory.openFile({ path });
	try {
		return file.read(size, 0);
	} finally {
		file.close();
	}
}

/** A small JSON file, or undefined where there is none. Throws a SyntaxError where it is not JSON. */
export function readJSON<Content>(path: string): Content | undefined {
	const bytes = readFile(path);
	return bytes && (JSON.parse(String.fromArrayBuffer(bytes)) as Content);
}

/** Writes a whole file so that a reader, and the next run, find either the old content or the new. */
export function writeFile(path: string, bytes: Uint8Array, directory: Directory = folder): void {
	const unfinished = `${path}.new`;
	const file = directory.openFile({ path: unfinished, mode: "w" });
	try {
		// A copy: the bytes may lie in read-only memory, which the SDK's `write` refuses.
		file.write(bytes.slice(), 0);
		file.flush();
	} finally {
		file.close();
	}
	directory.move(unfinished, path);
}

/** A file's length in bytes, or undefined where there is none. */
export function fileSize(path: string, directory: Directory = folder): number | undefined {
	try {
		return directory.status(path).size;
	} catch {
		return undefined;
	}
}
