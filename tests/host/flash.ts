import type { KeyValueStorage, RootKeySectors } from "../../modules/base/device";

/** What a power cut does to the operation it strikes: it was not begun, or it was left half done. */
export type Cut = "before" | "torn";

/** Thrown in place of the flash operation that a power cut strikes, and of every one after it. */
export class PowerCut extends Error {}

/**
 * A flash in memory: key-value domains and the two root-key sectors, with a meter, a power switch and a memory of all
 * values ever written, because a real flash keeps superseded ones until their page is recycled.
 */
export class MemoryFlash {
	/** Operations done: key-value writes and deletions, sector writes and erasures. */
	operations = 0;
	/** Key-value writes done. */
	writes = 0;
	/** Every value ever written to a key-value domain, superseded ones included. */
	readonly everWritten: { readonly key: string; readonly value: Uint8Array }[] = [];
	/** Bytes that all values together may take. */
	capacity = Number.POSITIVE_INFINITY;

	readonly #domains = new Map<string, Map<string, Uint8Array>>();
	readonly #sectors = [new Uint8Array(64).fill(0xff), new Uint8Array(64).fill(0xff)] as const;
	#operationsLeft = Number.POSITIVE_INFINITY;
	#cut: Cut = "before";

	/** Another flash with the same content and the same past. */
	copy(): MemoryFlash {
		const copy = new MemoryFlash();
		for (const [path, domain] of this.#domains) {
			for (const [key, value] of domain) copy.domain(path).set(key, value.slice());
		}
		for (const sector of [0, 1] as const) copy.sector(sector).set(this.sector(sector));
		copy.everWritten.push(...this.everWritten);
		return copy;
	}

	/** Cuts the power at the operation after the next `operations`. */
	cutAfter(operations: number, cut: Cut = "before"): void {
		this.#operationsLeft = operations;
		this.#cut = cut;
	}

	/** Has the power been cut? */
	get off(): boolean {
		return this.#operationsLeft < 0;
	}

	/** Power on again. */
	powerOn(): void {
		this.#operationsLeft = Number.POSITIVE_INFINITY;
	}

	/** The `storage` of a Device. */
	readonly storage = {
		open: ({ path }: { readonly path: string }): KeyValueStorage => {
			const domain = this.domain(path);
			return {
				read: (key) => {
					this.#assertPower();
					return domain.get(key)?.slice().buffer;
				},
				write: (key, value) => this.#write(domain, key, value.slice()),
				delete: (key) => this.#operate(() => domain.delete(key)),
				[Symbol.iterator]: () => [...domain.keys()][Symbol.iterator](),
				close: () => undefined,
			};
		},
	};

	/** The `rootKey` of a Device. */
	readonly rootKey: RootKeySectors = {
		read: (sector, byteLength) => {
			this.#assertPower();
			return this.#sectors[sector].slice(0, byteLength);
		},
		write: (sector, bytes) => {
			const content = this.#sectors[sector];
			if (content.some((byte) => byte !== 0xff)) throw new Error("the sector is not erased");
			this.#operate(
				() => content.set(bytes),
				() => content.set(bytes.subarray(0, bytes.byteLength / 2)),
			);
		},
		erase: (sector) => {
			const content = this.#sectors[sector];
			this.#operate(
				() => content.fill(0xff),
				() => content.fill(0xff, 0, content.byteLength / 2),
			);
		},
	};

	/** What a domain holds now. */
	domain(path: string): Map<string, Uint8Array> {
		const domain = this.#domains.get(path) ?? new Map<string, Uint8Array>();
		this.#domains.set(path, domain);
		return domain;
	}

	/** What a root-key sector holds now. */
	sector(sector: 0 | 1): Uint8Array {
		return this.#sectors[sector];
	}

	/** What somebody finds who reads the chip: every value ever written, superseded ones included. */
	get values(): readonly Uint8Array[] {
		return this.everWritten.map(({ value }) => value);
	}

	/** What both root-key sectors hold now. */
	get sectors(): readonly Uint8Array[] {
		return this.#sectors;
	}

	/** All bytes that the flash holds or may still hold somewhere. */
	residue(): Uint8Array {
		return Buffer.concat([...this.everWritten.map(({ value }) => value), ...this.#sectors]);
	}

	#write(domain: Map<string, Uint8Array>, key: string, value: Uint8Array): void {
		if (key.length > 15) throw new Error(`NVS key too long: ${key}`);
		if (value.byteLength > 4000) throw new Error(`value of ${value.byteLength} bytes`);
		let used = value.byteLength;
		for (const [other, held] of domain) if (other !== key) used += held.byteLength;
		if (used > this.capacity) throw new Error("the flash is full");
		this.#operate(
			() => {
				domain.set(key, value);
				this.everWritten.push({ key, value });
				this.writes += 1;
			},
			() => {
				domain.delete(key);
				this.everWritten.push({ key, value: value.subarray(0, value.byteLength / 2) });
			},
		);
	}

	/** @param torn what a power cut may leave of the operation; nothing where absent */
	#operate(operation: () => void, torn: () => void = () => undefined): void {
		this.#assertPower();
		this.#operationsLeft -= 1;
		if (this.#operationsLeft < 0) {
			if (this.#cut === "torn") torn();
			throw new PowerCut();
		}
		operation();
		this.operations += 1;
	}

	#assertPower(): void {
		if (this.off) throw new PowerCut();
	}
}

/** The parts of a Device that the vault uses, over a flash in memory. */
export function flashDevice(flash: MemoryFlash): {
	storage: MemoryFlash["storage"];
	rootKey: RootKeySectors;
	secret: Uint8Array;
	random(byteLength: number): Uint8Array;
} {
	return {
		storage: flash.storage,
		rootKey: flash.rootKey,
		secret: new Uint8Array(32).fill(7),
		random: (byteLength) => crypto.getRandomValues(new Uint8Array(byteLength)),
	};
}
