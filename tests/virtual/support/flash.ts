import { Calls } from "../../../hosts/virtual/board/calls";
import { readSecret } from "../../../hosts/virtual/board/identity";
import { Storage } from "../../../hosts/virtual/board/storage";
import { Vault } from "../../../modules/storage/vault";

/**
 * Works with the vault of a virtual printer that is switched off, as its firmware would.
 *
 * @param folder the printer's
 */
export function withVault(folder: string, work: (vault: Vault) => void): void {
	const calls = new Calls();
	const storage = new Storage({ folder, onPowerCut: () => {} }, calls);
	const call = (header: string, body?: Uint8Array) =>
		calls.answer(body ? Buffer.concat([Buffer.from(`${header}\0`), body]) : Buffer.from(header));
	const bytes = (header: string) => new Uint8Array(call(header) as Uint8Array);
	const vault = Vault.open({
		storage: {
			open: ({ path }) => ({
				read: (key) =>
					Number(call(`storage.length ${path} ${key}`)) < 0
						? undefined
						: bytes(`storage.read ${path} ${key}`).buffer,
				write: (key, value) => void call(`storage.write ${path} ${key}`, value),
				delete: (key) => void call(`storage.delete ${path} ${key}`),
				*[Symbol.iterator]() {
					const keys = String(call(`storage.keys ${path}`));
					if (keys) yield* keys.split("\n");
				},
				close: () => {},
			}),
		},
		rootKey: {
			read: (sector, byteLength) => bytes(`root.read ${sector} ${byteLength}`),
			write: (sector, content) => void call(`root.write ${sector}`, content),
			erase: (sector) => void call(`root.erase ${sector}`),
		},
		secret: readSecret(folder),
		random: (byteLength) => crypto.getRandomValues(new Uint8Array(byteLength)),
	});
	try {
		work(vault);
	} finally {
		storage.close();
	}
}
