/** Adds up the instructions that the engine meters turn by turn. */
export class ComputeMeter {
	#total = 0;
	#longestTurn = 0;

	/** Instructions of all turns. */
	get total(): number {
		return this.#total;
	}

	/** Instructions of the longest turn since {@link beginPeak}: while it ran, no event and no timer came through. */
	get longestTurn(): number {
		return this.#longestTurn;
	}

	/** Counts a turn. */
	add(instructions: number): void {
		this.#total += instructions;
		this.#longestTurn = Math.max(this.#longestTurn, instructions);
	}

	/** Forgets which turn was the longest. */
	beginPeak(): void {
		this.#longestTurn = 0;
	}
}
