/** One line of a status block. */
export interface StatusRow {
	readonly label: string;
	readonly value: string;
}

/** Lines that belong together under a heading. */
export interface StatusBlock {
	readonly heading: string;
	readonly rows: readonly StatusRow[];
}
