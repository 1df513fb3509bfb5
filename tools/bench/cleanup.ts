/** What is to be undone in the end, the newest first, also when a person interrupts the bench while it starts. */
export class Cleanup {
	readonly #steps: (() => unknown)[] = [];

	/** Adds what undoes something that was just done. */
	add(step: () => unknown): void {
		this.#steps.unshift(step);
	}

	/** Undoes everything; each step has its turn even where one before it fails. @throws what the first one threw */
	async run(): Promise<void> {
		const failures: unknown[] = [];
		for (const step of this.#steps.splice(0)) {
			try {
				await step();
			} catch (error) {
				failures.push(error);
			}
		}
		if (failures.length > 0) throw failures[0];
	}
}
