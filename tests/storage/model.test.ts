import fc from "fast-check";
import { Vault } from "../../modules/storage/vault";
import { type Cut, flashDevice, MemoryFlash } from "../host/flash";
import { plainTexts } from "./attack";

const OWNERS = ["settings", "account/mail", "account/user/1", "account/é/../😀"];
const RECORDS = ["values", "token"];
const NAMES = OWNERS.flatMap((owner) => RECORDS.map((record) => `${owner}/${record}`));

/** What the vault should hold: each record's name and its value. */
type Model = ReadonlyMap<string, string>;

type Values = [record: string, value: Uint8Array][];
type Action =
	| { readonly kind: "commit"; readonly changes: [name: string, value: Uint8Array | undefined][] }
	| { readonly kind: "replace"; readonly owner: string; readonly records: Values }
	| { readonly kind: "destroy"; readonly owner: string }
	| { readonly kind: "factory reset" }
	| { readonly kind: "restart" };

const open = (flash: MemoryFlash): Vault => Vault.open(flashDevice(flash));
const asHex = (value: Uint8Array): string => Buffer.from(value).toString("hex");

/** Does it; answers the vault that is there afterwards. */
function act(vault: Vault, action: Action, flash: MemoryFlash): Vault {
	if (action.kind === "commit") vault.commit(action.changes);
	else if (action.kind === "replace") vault.replace(action.owner, action.records);
	else if (action.kind === "destroy") vault.destroy(action.owner);
	else {
		if (action.kind === "factory reset") vault.factoryReset();
		return open(flash);
	}
	return vault;
}

function after(model: Model, action: Action): Model {
	const next = new Map(action.kind === "factory reset" ? [] : model);
	if (action.kind === "destroy" || action.kind === "replace") {
		for (const record of RECORDS) next.delete(`${action.owner}/${record}`);
	}
	if (action.kind === "replace") {
		for (const [record, value] of action.records) next.set(`${action.owner}/${record}`, asHex(value));
	}
	if (action.kind === "commit") {
		for (const [name, value] of action.changes) {
			if (value) next.set(name, asHex(value));
			else next.delete(name);
		}
	}
	return next;
}

function held(vault: Vault): Model {
	const model = new Map<string, string>();
	for (const name of NAMES) {
		const value = vault.read(name);
		if (value) model.set(name, asHex(value));
	}
	return model;
}

/** Runs into the cut, if it comes; answers whether it came. */
function cut(flash: MemoryFlash, action: () => void): boolean {
	try {
		action();
	} catch (error) {
		if (!flash.off) throw error;
	}
	const wasCut = flash.off;
	flash.powerOn();
	return wasCut;
}

const value = fc.oneof(
	{ weight: 5, arbitrary: fc.uint8Array({ minLength: 8, maxLength: 50 }) },
	{ weight: 1, arbitrary: fc.nat(9000).map((length) => new Uint8Array(length + 8).fill(length)) },
);
const owner = fc.constantFrom(...OWNERS);
const records = fc.uniqueArray(fc.tuple(fc.constantFrom(...RECORDS), value), { selector: ([name]) => name });
const change = fc.tuple(fc.constantFrom(...NAMES), fc.option(value, { nil: undefined }));
const action: fc.Arbitrary<Action> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.record({ kind: fc.constant("commit"), changes: fc.array(change, { maxLength: 4 }) }),
	},
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant("replace"), owner, records }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant("destroy"), owner }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("factory reset") }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("restart") }) },
);
const step = fc.record({
	action,
	/** Cuts in the action, then in the starts after it: after how many flash operations each. */
	cuts: fc.array(fc.nat(14), { maxLength: 3 }),
	kind: fc.constantFrom<Cut>("before", "torn"),
});

describe("Whatever is done to the vault, and wherever the power is cut, over and over", () => {
	test("each step is done whole or not at all, and nothing is a problem", () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
				const flash = new MemoryFlash();
				let vault = open(flash);
				let model: Model = new Map();
				for (const { action, cuts, kind } of steps) {
					const next = after(model, action);
					const [first, ...further] = cuts;
					if (first !== undefined) flash.cutAfter(first, kind);
					const wasCut = cut(flash, () => {
						vault = act(vault, action, flash);
					});
					if (wasCut) {
						for (const operations of further) {
							flash.cutAfter(operations, kind);
							cut(flash, () => open(flash));
						}
						vault = open(flash);
					}
					const state = held(vault);
					expect(wasCut ? [model, next] : [next]).toContainEqual(state);
					expect(vault.problems).toEqual([]);
					model = state;
				}
				expect(held(open(flash))).toEqual(model);
			}),
			{ numRuns: 200 },
		);
	});

	test("what an attacker with the whole flash and the device's secret reads is only what the vault holds", () => {
		const { secret } = flashDevice(new MemoryFlash());
		let number = 0;
		const small = fc.constant(0).map(() => new TextEncoder().encode(`secret-${number++};`));
		const change = fc.tuple(fc.constantFrom("token", "values"), small);
		const move = fc.record({
			owner: fc.constantFrom(...OWNERS.slice(0, 3)),
			records: fc.uniqueArray(change, { selector: ([record]) => record, maxLength: 2 }),
			cutAfter: fc.option(fc.nat(14)),
		});
		fc.assert(
			fc.property(fc.array(move, { minLength: 1, maxLength: 4 }), (moves) => {
				const flash = new MemoryFlash();
				let vault = open(flash);
				const written = new Map<string, Set<string>>();
				for (const { owner, records, cutAfter } of moves) {
					const ever = written.get(owner) ?? new Set();
					for (const [, value] of records) ever.add(new TextDecoder().decode(value));
					written.set(owner, ever);
					if (cutAfter !== null) flash.cutAfter(cutAfter, "torn");
					if (cut(flash, () => vault.replace(owner, records))) vault = open(flash);
				}
				const readable = plainTexts(flash, secret).toString();
				for (const [owner, ever] of written) {
					const current = RECORDS.map((record) => vault.read(`${owner}/${record}`))
						.filter((value) => value !== undefined)
						.map((value) => new TextDecoder().decode(value));
					for (const value of ever)
						expect([value, readable.includes(value)]).toEqual([value, current.includes(value)]);
				}
			}),
			{ numRuns: 12 },
		);
	});
});
