import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What the lab remembers of its tenants between runs, as Microsoft does while a printer is off: one JSON file. */
export class Memory {
	readonly #path: string | undefined;
	readonly #maps = new Map<string, Map<string, unknown>>();
	readonly #stored: Readonly<Record<string, [string, unknown][]>>;
	#pending: NodeJS.Immediate | undefined;

	/**
	 * @param path the file; without it nothing outlives the lab
	 * @throws Error of one line when the file is there and cannot be read
	 */
	constructor(path: string | undefined) {
		this.#path = path;
		this.#stored = path === undefined ? {} : readJSON(path);
	}

	/** The map of this name, as the last run left it; a change of it is written by itself. Values must be JSON. */
	map<Value>(name: string): Map<string, Value> {
		const map = new KeptMap<Value>((this.#stored[name] ?? []) as [string, Value][], () => this.#changed());
		this.#maps.set(name, map);
		return map;
	}

	/** Writes what is not written yet. */
	close(): void {
		if (this.#pending) this.#write();
	}

	#changed(): void {
		if (this.#path !== undefined) this.#pending ??= setImmediate(() => this.#write());
	}

	/** The file is whole at any time: a new one takes its place. */
	#write(): void {
		clearImmediate(this.#pending);
		this.#pending = undefined;
		if (this.#path === undefined) return;
		const maps = [...this.#maps].map(([name, map]) => [name, [...map]] as const);
		mkdirSync(dirname(this.#path), { recursive: true });
		writeFileSync(`${this.#path}.new`, JSON.stringify(Object.fromEntries(maps)), { mode: 0o600 });
		renameSync(`${this.#path}.new`, this.#path);
	}
}

/** A map that tells of its changes. */
class KeptMap<Value> extends Map<string, Value> {
	readonly #onChange: () => void;

	constructor(entries: readonly (readonly [string, Value])[], onChange: () => void) {
		super();
		for (const [key, value] of entries) super.set(key, value);
		this.#onChange = onChange;
	}

	override set(key: string, value: Value): this {
		super.set(key, value);
		this.#onChange();
		return this;
	}

	override delete(key: string): boolean {
		const existed = super.delete(key);
		if (existed) this.#onChange();
		return existed;
	}

	override clear(): void {
		super.clear();
		this.#onChange();
	}
}

function readJSON(path: string): Record<string, [string, unknown][]> {
	let text: string;
	try {
		text = readFileSync(path, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
		throw new Error(`the lab's memory ${path} cannot be read: ${(error as Error).message}`);
	}
	try {
		return JSON.parse(text);
	} catch {
		throw new Error(`the lab's memory ${path} is damaged; delete it`);
	}
}
