import type { Directory } from "embedded:storage/files";
import type { KeyValueStorage } from "timbre/base/device";
import { folder, readFile, writeFile } from "./folder";

/** Longest key and longest domain name in characters, as in NVS. */
const NAME_LIMIT = 15;

/** `embedded:storage/key-value`, which the SDK lacks on the desktop: a folder for a domain, a file for a value. */
export const storage = {
	/** Opens a domain. Throws an Error for a name that NVS would not take. */
	open({ path }: { readonly path: string }): KeyValueStorage {
		const name = `storage/${checkName(path)}`;
		folder.createDirectory("storage");
		folder.createDirectory(name);
		return new Domain(folder.openDirectory({ path: name }));
	},
};

class Domain implements KeyValueStorage {
	readonly #directory: Directory;

	constructor(directory: Directory) {
		this.#directory = directory;
	}

	read(key: string): ArrayBuffer | undefined {
		return readFile(checkName(key), this.#directory);
	}

	write(key: string, value: Uint8Array): void {
		writeFile(checkName(key), value, this.#directory);
	}

	delete(key: string): void {
		try {
			this.#directory.delete(checkName(key));
		} catch {
			// There was none.
		}
	}

	*[Symbol.iterator](): IterableIterator<string> {
		for (const name of this.#directory.scan()) if (!name.endsWith(".new")) yield name;
	}

	close(): void {}
}

/** Letters, digits and hyphens: what any file system takes, and all that Timbre uses. */
function checkName(name: string): string {
	if (name.length > NAME_LIMIT || !/^[\w-]+$/.test(name)) throw new Error(`invalid name: ${name}`);
	return name;
}
