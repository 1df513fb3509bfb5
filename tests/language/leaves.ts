/** Every text of a table that has no placeholder. */
export function leaves(table: unknown): string[] {
	if (typeof table === "string") return [table];
	if (typeof table !== "object" || table === null) return [];
	return Object.values(table).flatMap(leaves);
}

/** Every text of a table with its path in it. */
export function entries(table: unknown, path = ""): [path: string, text: string][] {
	if (typeof table === "string") return [[path, table]];
	if (typeof table !== "object" || table === null) return [];
	return Object.entries(table).flatMap(([key, value]) => entries(value, path ? `${path}/${key}` : key));
}
