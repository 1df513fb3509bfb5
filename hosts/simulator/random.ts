import { Digest } from "crypt";
import RNG from "rng";
import { readFile, writeFile } from "./folder";

/** File of the seed that the next start begins with. */
const SEED = "seed.bin";

/**
 * Random bytes on the desktop, where the SDK has but C's `rand`: SHA-256 of this run's key and a counter. The key comes
 * from the seed that `tools/simulator.ts` took from the system; the seed moves on before it is used, so that no run
 * repeats another.
 */
export class SeededRandom {
	readonly #key: Uint8Array;
	#counter = 0;

	/** Throws an Error where the folder has no seed. */
	constructor() {
		const seed = readFile(SEED);
		if (!seed || seed.byteLength < 32) throw new Error(`${SEED} is missing; start by npm run simulator`);
		writeFile(SEED, digest("next", new Uint8Array(seed)));
		this.#key = digest("run", new Uint8Array(seed));
		RNG.init(this.bytes(32).buffer);
	}

	/** Fresh random bytes. */
	bytes(byteLength: number): Uint8Array<ArrayBuffer> {
		const result = new Uint8Array(byteLength);
		for (let offset = 0; offset < byteLength; offset += 32) {
			this.#counter += 1;
			const block = digest(String(this.#counter), this.#key);
			result.set(block.subarray(0, byteLength - offset), offset);
		}
		return result;
	}
}

function digest(purpose: string, key: Uint8Array): Uint8Array {
	const sha256 = new Digest("SHA256");
	sha256.write(key);
	sha256.write(purpose);
	return new Uint8Array(sha256.close());
}
