import type { KeyValueStorage } from "../../../modules/base/device";
import * as board from "./board";

/** Longest key and longest domain name in characters, as in NVS. */
const NAME_LIMIT = 15;

/** The SDK's `embedded:storage/key-value`: domains of named values in the board's flash. */
const storage = {
	/** Opens a domain. Throws an Error for a name that NVS would not take. */
	open({ path }: { readonly path: string }): KeyValueStorage {
		return new Domain(checkName(path));
	},
};

export default storage;

class Domain implements KeyValueStorage {
	readonly #path: string;

	constructor(path: string) {
		this.#path = path;
	}

	read(key: string): ArrayBuffer | undefined {
		if (board.storedLength(this.#path, checkName(key)) < 0) return undefined;
		return board.readStored(this.#path, key);
	}

	write(key: string, value: Uint8Array): void {
		board.writeStored(this.#path, checkName(key), value);
	}

	delete(key: string): void {
		board.deleteStored(this.#path, checkName(key));
	}

	*[Symbol.iterator](): IterableIterator<string> {
		const keys = board.storedKeys(this.#path);
		// One after the other: all at once would take tens of kilobytes for hundreds of users.
		for (let start = 0, end = 0; start < keys.length; start = end + 1) {
			end = keys.indexOf("\n", start);
			if (end < 0) end = keys.length;
			yield keys.slice(start, end);
		}
	}

	close(): void {}
}

function checkName(name: string): string {
	if (name.length > NAME_LIMIT || !/^[\x21-\x7e]+$/.test(name)) throw new Error(`invalid name: ${name}`);
	return name;
}
