import { perform } from "./perform.js";

const table = { plain: 1, list: [1, 2, 3], nested: { deep: true } };
const map = new Map([["one", 1]]);
const set = new Set([1]);
const bytes = Uint8Array.of(1, 2, 3);
const date = new Date(0);
const digits = /\d+/;
const everyDigit = /\d/g;
const settled = Promise.resolve("settled");
const bornAt = Date.now();
let counter = 10;
let text = "rom";

class Account {
	static made = 0;
	static #secret = "secret";
	#balance = 1;
	name = "preloaded";
	get balance() {
		return this.#balance;
	}
	pay(amount) {
		this.#balance += amount;
		return this.#balance;
	}
	static reveal() {
		return Account.#secret;
	}
	static hide(secret) {
		Account.#secret = secret;
	}
}

class Savings extends Account {
	#rate = 2;
	grow() {
		return this.pay(this.balance * this.#rate);
	}
}

class NamedError extends Error {
	name = "NamedError";
}

class AssignedError extends Error {
	constructor(message) {
		super(message);
		this.name = "AssignedError";
	}
}

const account = new Account();

export default function main() {
	perform({
		setPlain: () => {
			table.plain = 2;
		},
		setNew: () => {
			table.other = 2;
		},
		setNested: () => {
			table.nested.deep = false;
		},
		setItem: () => {
			table.list[0] = 2;
		},
		push: () => table.list.push(4),
		sort: () => table.list.sort(),
		remove: () => {
			delete table.plain;
		},
		setMap: () => map.set("two", 2),
		addToSet: () => set.add(2),
		setByte: () => {
			bytes[0] = 9;
		},
		setDate: () => date.setUTCFullYear(2020),
		setPrivate: () => account.pay(1),
		setField: () => {
			account.name = "changed";
		},
		setStatic: () => {
			Account.made++;
		},
		setPrivateStatic: () => Account.hide("changed"),
		setPrototype: () => {
			Account.prototype.extra = 1;
		},
		setBuiltIn: () => {
			Array.prototype.extra = 1;
		},
		replaceBuiltIn: () => {
			Math.max = Math.min;
		},
		changeROMGlobal: () => {
			Object.getPrototypeOf(globalThis).extra = 1;
		},
		weakKey: () => new WeakMap().set(account, 1),
		matchEvery: () => everyDigit.exec("a1"),
		stringify: () => JSON.stringify(table),
		assignName: () => new AssignedError("x"),

		read: () => [
			table.list.length,
			table.nested.deep,
			map.get("one"),
			set.has(1),
			bytes.join("-"),
			date.getTime(),
		],
		match: () => [digits.exec("ab12")[0], digits.exec("345")[0], "a1b22".replace(digits, "#")],
		copy: () => JSON.stringify({ ...table, list: [...table.list, 4], nested: null }),
		useClass: () => [account.balance, Account.reveal(), new Account().pay(4), new Savings().grow()],
		extendClass() {
			class Local extends Savings {
				#own = 5;
				grow() {
					return super.grow() + this.#own;
				}
			}
			return [new Local().grow(), new Local() instanceof Account, Object.getPrototypeOf(Local) === Savings];
		},
		names: () => `${new NamedError("x")}`,
		settled: () => settled.then((value) => value),
		bornAt: () => bornAt,
		count: () => ++counter,
		append: () => {
			text += `+${text.length}`;
			return text;
		},
		ownGlobal() {
			globalThis.Map = "mine";
			globalThis.board = (globalThis.board ?? 0) + 1;
			return [Map, board];
		},
	});
}
