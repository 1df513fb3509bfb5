// One workload that uses most of the language at once, so that a collector which moves, frees or marks something
// wrong shows as a different result. The same file runs in Node, which says what the results must be.

const words = Object.freeze(["alpha", "beta", "gamma", "delta", "epsilon", "zêta", "ηta", "theta"]);
const rows = words.map((word, index) =>
	Object.freeze({ word, index, squares: [index, index * index, `${word}:${index}`] }),
);
const byWord = new Map(rows.map((row) => [row.word, row]));
const vowels = new Set("aeiou");
const limits = { small: 10n, large: 2n ** 70n, names: { nested: ["deep", { deeper: "deepest" }] } };
const bytes = Uint8Array.from({ length: 64 }, (_, index) => (index * 37) & 255);
const word = /^(?<head>[a-z]+)-(\d+)(?:\.(\d+))?$/i;
const spaces = /\s+/;
const mark = Symbol("mark");
const other = Symbol("other");

class Shape {
	static count = 0;
	static #secret = "shape";
	#size;
	kind = "shape";
	constructor(size) {
		this.#size = size;
	}
	get size() {
		return this.#size;
	}
	set size(value) {
		this.#size = value;
	}
	grow(by) {
		this.#size += by;
		return this;
	}
	static secret() {
		return Shape.#secret;
	}
	[mark]() {
		return `${this.kind}/${this.#size}`;
	}
	*[Symbol.iterator]() {
		for (let index = 0; index < this.#size % 5; index++) yield index * this.#size;
	}
}

class Box extends Shape {
	#items = [];
	kind = "box";
	put(item) {
		this.#items.push(item);
		if (this.#items.length > 12) this.#items.splice(0, 5);
		return super.grow(1);
	}
	list() {
		return this.#items.map(String).join("|");
	}
}

const unit = new Shape(7);
let turns = 0;

function hash(text, seed = 0x811c9dc5) {
	let value = seed;
	for (let index = 0; index < text.length; index++)
		value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	return value >>> 0;
}

function* numbers(seed) {
	let value = seed | 1;
	for (;;) {
		value = Math.imul(value, 1664525) + 1013904223;
		yield value >>> 8;
	}
}

async function* slowly(values) {
	for (const value of values) {
		await null;
		yield value;
	}
}

/** What lives from turn to turn. */
class State {
	numbers = numbers(42);
	objects = new Map();
	boxes = [];
	pending = [];
	closures = [];
	text = "";
	next() {
		return this.numbers.next().value;
	}
}

const steps = {
	strings(state, n) {
		const parts = [];
		for (let index = 0; index < 20; index++) parts.push(`${words[(n + index) % words.length]}-${n}.${index}`);
		const joined = parts.join(" ");
		const match = word.exec("Match-12.5");
		state.text = (state.text + joined.slice(n % 50, 60)).slice(-200);
		return [
			joined.split(spaces).length,
			joined.replace(/(\w+)-(\d+)/g, (_, head, tail) => `${tail}${head}`).toUpperCase(),
			match.groups.head + match[2] + match[3],
			[...joined].filter((letter) => vowels.has(letter)).length,
			parts
				.map((part) => part.padStart(12, "*").at(-1))
				.reverse()
				.join(""),
			joined.matchAll(/ta-(\d)/g).next().value?.[1],
		].join();
	},

	objects(state, n) {
		for (let index = 0; index < 8; index++) {
			const key = `key${state.next() % 60}`;
			if (state.objects.has(key) && n % 3) state.objects.delete(key);
			else
				state.objects.set(key, {
					n,
					index,
					list: [n, `${index}`, [n % 7]],
					row: { ...byWord.get(words[n % 6]), squares: null },
				});
		}
		const { list: [first, ...rest] = [], ...others } = state.objects.values().next().value ?? {};
		const copy = JSON.parse(
			JSON.stringify({ first, rest, others, objects: [...state.objects.keys()].sort() }),
		);
		return `${Object.keys(copy)}${copy.rest}${copy.objects.length}${JSON.stringify(copy.others.row ?? null)}`;
	},

	classes(state, n) {
		if (state.boxes.length < 10) state.boxes.push(new Box(n % 9));
		const box = state.boxes[n % state.boxes.length];
		class Local extends Box {
			#own = n;
			kind = `local${n % 4}`;
			sum() {
				return this.#own + this.size;
			}
		}
		const local = new Local(3).put(n).put(words[n % 8]);
		box.put(state.next() % 100).put({ toString: () => `o${n}` });
		box.size = box.size % 1000;
		return [
			box[mark](),
			box.list(),
			local.sum(),
			local[mark](),
			[...local],
			local instanceof Shape,
			Shape.secret(),
		].join();
	},

	buffers(state, n) {
		const values = new Uint32Array(32).map(() => state.next());
		values.sort();
		const floats = Float64Array.from(values.subarray(4, 12), (value) => value / 7);
		const view = new DataView(values.buffer, 8, 32);
		view.setUint16(2, n & 0xffff);
		view.setBigInt64(8, BigInt(n) * -99n, true);
		const joined = new Uint8Array(values.buffer.slice(3, 40));
		joined.set(bytes.subarray(n % 20, (n % 20) + 10), 5);
		joined.copyWithin(20, 3, 12);
		return `${floats.map(Math.floor).join()}${view.getUint32(0)}${joined.reduce((sum, byte) => (sum * 3 + byte) % 1000003, 1)}`;
	},

	integers(state, n) {
		let value = limits.large + BigInt(n);
		for (let index = 0; index < 6; index++)
			value = (value * BigInt(state.next() + 1)) % (limits.large * 3n + 1n);
		return `${value.toString(36)}${BigInt.asUintN(64, -value)}${value > limits.small}${(n / 3).toFixed(4)}`;
	},

	symbols(_state, n) {
		// A symbol is never collected, so few are made.
		const own = n % 40 ? other : Symbol(`own${n % 5}`);
		const object = { [own]: n, [mark]: "marked", [Symbol.toPrimitive]: (hint) => `${hint}${n}` };
		const seen = [];
		const proxy = new Proxy(object, {
			get(target, key) {
				seen.push(typeof key === "symbol" ? (key.description ?? "") : key);
				return Reflect.get(target, key);
			},
			has: (_target, key) => key === "here",
		});
		return `${proxy[own]}${proxy.nothing}${"here" in proxy}${proxy}${seen}${Object.getOwnPropertySymbols(object).length}`;
	},

	closures(state, n) {
		const made = [n, n + 1, n + 2].map((value) => (by) => {
			const inner = () => value * by + turns;
			return inner();
		});
		state.closures.push(...made);
		if (state.closures.length > 24) state.closures.splice(0, 7);
		return state.closures
			.map((closure, index) => closure(index))
			.reduce((sum, value) => (sum + value) | 0, 0);
	},

	errors(_state, n) {
		class Problem extends Error {
			code = n;
		}
		const seen = [];
		for (const attempt of [
			() => null.x,
			() => {
				throw new Problem("mine", { cause: n });
			},
			() => {
				rows[0].word = "changed";
			},
			() => JSON.parse(`{"n": ${n}`),
			() => new Array(-1),
		]) {
			try {
				attempt();
			} catch (error) {
				seen.push(
					error instanceof Problem ? `${error.message}${error.code}${error.cause}` : error.constructor.name,
				);
			} finally {
				seen.push(seen.length);
			}
		}
		return seen.join();
	},

	sorting(state, n) {
		const list = Array.from({ length: 40 }, (_, index) => ({ key: state.next() % 9, index }));
		list.sort((a, b) => a.key - b.key);
		const found = list.find(({ key }) => key === n % 9)?.index;
		return `${list.map(({ key, index }) => key * 100 + index)}${found}${list.flatMap(({ key }) => [key, [key]]).length}`;
	},

	dates(_state, n) {
		const date = new Date(Date.UTC(2026, n % 12, 1 + (n % 28), n % 24, 0, 0, n % 1000));
		return `${date.toISOString()}${date.getUTCDay()}${Date.parse("2026-01-02T03:04:05Z") + n}`;
	},

	walk(_state, n) {
		const seen = [];
		outer: for (const {
			word: name,
			squares: [, square],
		} of rows) {
			for (const letter of name) {
				if (letter === "t") continue outer;
				if (square > n % 40) break outer;
				seen.push(letter);
			}
		}
		seen.push([...unit].join(), limits.names.nested[1].deeper, unit[mark](), bytes[n % 64]);
		return seen.join("");
	},
};

async function waiting(state, n) {
	const results = [];
	for await (const value of slowly([n, n + 1, words[n % 8]])) results.push(value);
	let release;
	const later = new Promise((resolve) => {
		release = resolve;
	}).then((value) => `${value}${n}`);
	state.pending.push({ release, later });
	if (state.pending.length > 15) {
		const first = state.pending.shift();
		first.release("late");
		results.push(await first.later);
	}
	const settled = await Promise.allSettled([
		later && n,
		Promise.reject(new RangeError(`r${n}`)),
		Promise.resolve([n]),
	]);
	results.push(...settled.map(({ value, reason }) => `${reason?.message ?? value}`));
	results.push(await Promise.race([new Promise(() => {}), n % 2 ? null : undefined]));
	results.push(await Promise.any([Promise.reject(n), (async () => n * 2)()]));
	return results.map(String).join();
}

function talk(n) {
	const answer = new Uint8Array(callBoard(`blob ${n % 300}`));
	const into = new Uint8Array(300);
	const count = callBoard("echo", answer.subarray(0, n % 50), into);
	return `${answer.length}${answer.at(-1)}${count}${hash(into.subarray(0, count).join())}`;
}

export default function main() {
	const state = new State();
	globalThis.handleCommand = async (command) => {
		const n = Number(new TextDecoder().decode(new Uint8Array(command)));
		turns++;
		const results = [];
		for (const [name, step] of Object.entries(steps)) results.push(`${name}=${step(state, n)}`);
		results.push(await waiting(state, n), talk(n), turns, state.text);
		callBoard("result", new TextEncoder().encode(results.join("\n")));
	};
}
