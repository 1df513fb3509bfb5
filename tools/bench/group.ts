import type { Figure } from "./figure";
import type { Stage } from "./stage";

/** Figures that belong together. */
export interface Group {
	/** How the command line calls it. */
	readonly key: string;
	/** How the table calls it. */
	readonly title: string;
	/** What is counted and how, in a sentence or two for the table. */
	readonly about: string;
	/**
	 * Measures figure by figure, what is likely to fail last, on a stage that it leaves as it found it.
	 * @throws Error of one line when it cannot go on; the figures before that one count
	 */
	measure(stage: Stage): AsyncIterable<Figure>;
}
