import { type Figure, verdict } from "./figure";

/** What the figures were measured on. */
export interface Circumstances {
	/** Slot size of the XS engine. */
	readonly slotBits: 32 | 64;
	readonly rounds: number;
}

/** The figures as one JSON object, a line; what is not there is null, so that every figure has every field. */
export function jsonReport(figures: readonly Figure[], circumstances: Circumstances): string {
	return JSON.stringify({
		...circumstances,
		figures: figures.map((figure) => ({
			name: figure.name,
			value: figure.value,
			unit: figure.unit,
			budget: figure.budget ?? null,
			verdict: verdict(figure) ?? null,
			peers: figure.peers ?? {},
		})),
	});
}
