import { FAULTS, type FaultName, type FaultRow, type FaultValue } from "./fault-table";

/** A fault with its present state, as the page and the API show it. */
export interface FaultState {
	readonly name: FaultName;
	readonly where: FaultRow["where"];
	readonly effect: string;
	/** The values it takes, in words. */
	readonly values: string;
	/** Undefined: off. */
	readonly value: FaultValue | undefined;
	/** How often it will still act; undefined: until it is cleared. */
	readonly times: number | undefined;
}

interface Setting {
	readonly value: FaultValue;
	readonly times: number | undefined;
}

/** The faults that are on. Nothing is broken until somebody sets one. */
export class Faults {
	readonly #settings = new Map<FaultName, Setting>();

	/**
	 * Turns a fault on.
	 * @param times it acts so often, then clears itself; without it, until cleared
	 * @throws Error that says which values the fault takes
	 */
	set(name: FaultName, value: FaultValue = true, times?: number): void {
		const { values } = FAULTS[name];
		if (!values.accepts(value)) throw new Error(`fault ${name} takes ${values.hint}`);
		if (times !== undefined && !(Number.isInteger(times) && times > 0)) {
			throw new Error(`fault ${name}: times must be a whole number above 0`);
		}
		this.#settings.set(name, { value, times });
	}

	/** Turns a fault off. */
	clear(name: FaultName): void {
		this.#settings.delete(name);
	}

	/** Turns every fault off. */
	clearAll(): void {
		this.#settings.clear();
	}

	/** The value of a fault, without it acting. */
	peek(name: FaultName): FaultValue | undefined {
		return this.#settings.get(name)?.value;
	}

	/** The value of a fault that acts now: counts against `times`. */
	take(name: FaultName): FaultValue | undefined {
		const setting = this.#settings.get(name);
		if (setting?.times !== undefined) {
			if (setting.times === 1) this.#settings.delete(name);
			else this.#settings.set(name, { value: setting.value, times: setting.times - 1 });
		}
		return setting?.value;
	}

	/** Like {@link take} for a fault that may be for one account only. */
	hits(name: FaultName, address: string | undefined): boolean {
		const value = this.peek(name);
		const hit =
			value === true || (typeof value === "string" && value.toLowerCase() === address?.toLowerCase());
		if (hit) this.take(name);
		return hit;
	}

	/** Like {@link take} for a fault that is a whole number. */
	number(name: FaultName): number | undefined {
		const value = this.take(name);
		return typeof value === "number" ? value : undefined;
	}

	/** Every fault of the table with its state. */
	list(): readonly FaultState[] {
		return (Object.keys(FAULTS) as FaultName[]).map((name) => {
			const { where, effect, values } = FAULTS[name];
			const setting = this.#settings.get(name);
			return { name, where, effect, values: values.hint, value: setting?.value, times: setting?.times };
		});
	}
}
