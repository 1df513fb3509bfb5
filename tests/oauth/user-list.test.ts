import fc from "fast-check";
import { UserList } from "../../modules/oauth/user-list";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";

type Step =
	| { readonly do: "add"; readonly name: string }
	| { readonly do: "remove"; readonly name: string }
	| { readonly do: "restart" }
	| { readonly do: "cut"; readonly after: number };

const name = fc.integer({ min: 0, max: 40 }).map((number) => `User ${number}`);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 8, arbitrary: fc.record({ do: fc.constant("add" as const), name }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant("remove" as const), name }) },
	{ weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant("cut" as const), after: fc.nat(2) }) },
);

/** Users as they must be: names to ids, and every id that was ever answered. */
class Model {
	readonly users = new Map<string, number>();
	readonly given = new Set<number>();
	readonly flash = new MemoryFlash();
	list = this.start();

	start(): UserList {
		return new UserList(Vault.open(flashDevice(this.flash)));
	}

	take(step: Step): void {
		switch (step.do) {
			case "add":
				this.#add(step.name);
				break;
			case "remove":
				this.#remove(step.name);
				break;
			case "restart":
				this.list = this.start();
				break;
			case "cut":
				this.flash.cutAfter(step.after, "torn");
		}
	}

	#add(name: string): void {
		if (this.users.has(name)) {
			expect(() => this.list.add(name.toUpperCase())).toThrow();
			return;
		}
		this.#try(
			() => this.users.set(name, this.#unused(this.list.add(name))),
			() => {
				// What a power cut interrupted was done or was not.
				const id = this.list.find(name);
				if (id !== undefined) this.users.set(name, this.#unused(id));
			},
		);
	}

	#remove(name: string): void {
		const id = this.users.get(name);
		if (id === undefined) return;
		this.#try(
			() => {
				this.list.remove(id);
				this.users.delete(name);
			},
			() => {
				if (!this.list.has(id)) this.users.delete(name);
			},
		);
	}

	#unused(id: number): number {
		expect(this.given.has(id)).toBe(false);
		this.given.add(id);
		return id;
	}

	#try(change: () => void, afterCut: () => void): void {
		try {
			change();
		} catch (error) {
			if (!this.flash.off) throw error;
		}
		if (!this.flash.off) return;
		this.flash.powerOn();
		this.list = this.start();
		afterCut();
	}

	check(): void {
		expect(this.list.count).toBe(this.users.size);
		for (const [name, id] of this.users) {
			expect([this.list.find(name.toLowerCase()), this.list.nameOf(id)]).toEqual([id, name]);
		}
		const walked = Array.from({ length: this.list.places }, (_, place) => this.list.idAt(place));
		expect(walked.filter((id) => id !== undefined).sort()).toEqual([...this.users.values()].sort());
	}
}

test("whatever is added, removed and cut short: everybody is found, and no id is given twice", () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
			const model = new Model();
			for (const each of steps) model.take(each);
			model.flash.powerOn();
			model.list = model.start();
			model.check();
		}),
		{ numRuns: 60 },
	);
});

test("a thousand users fit in, the next one is told that the list is full", () => {
	const list = new UserList(Vault.open(flashDevice(new MemoryFlash())));
	for (let user = 0; user < 1008; user++) list.add(`${user}`);
	expect(() => list.add("one more")).toThrow(expect.objectContaining({ code: "storage.full" }));
	list.remove(list.find("500") ?? 0);
	expect(list.add("one more")).toBe(1009);
}, 60_000);
