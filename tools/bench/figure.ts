/** Who is measured beside Timbre. */
export const PEERS = ["nodemailer", "curl"] as const;

/** One of them. */
export type PeerName = (typeof PEERS)[number];

/** What a figure's number counts. */
export type Unit =
	| "waits"
	| "ratio"
	| "ms"
	| "bytes"
	| "records"
	| "pixels"
	| "instructions"
	| "instructions/KiB";

/** One number of the bench; less is better, always. */
export interface Figure {
	/** Stays the same from version to version: what keeps figures over time goes by it. */
	readonly name: string;
	/** Timbre's. */
	readonly value: number;
	readonly unit: Unit;
	/** The most that the design allows; left out where it promises nothing. */
	readonly budget?: number;
	/** Digits after the point with which the budget was promised, where the value has more; it is rounded to them. */
	readonly digits?: number;
	/** The same of the peers that are installed and can do it. */
	readonly peers?: Readonly<Partial<Record<PeerName, number>>>;
}

/** Whether a figure keeps its budget; undefined where it has none. */
export function verdict({ value, budget, digits }: Figure): "kept" | "missed" | undefined {
	if (budget === undefined) return undefined;
	const rounded = digits === undefined ? value : Number(value.toFixed(digits));
	return rounded <= budget ? "kept" : "missed";
}

/** The middle of some numbers, or the mean of the two in the middle. @param numbers at least one */
export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const upper = sorted[sorted.length >> 1];
	const lower = sorted[(sorted.length - 1) >> 1];
	if (upper === undefined || lower === undefined) throw new RangeError("there is no median of nothing");
	return (lower + upper) / 2;
}
