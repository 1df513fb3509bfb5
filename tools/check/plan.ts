/**
 * The plan of the house: the rows of `modules/`, the highest first. A room imports only from rows below its own;
 * rooms on one row never import each other.
 */
export const ROWS: readonly (readonly string[])[] = [
	["printer"],
	["panel", "web-config"],
	["functions"],
	["jobs", "status-sheet"],
	["mail", "status"],
	["oauth"],
	["settings"],
	["storage", "network", "graphics"],
	["language"],
	["base"],
];

/** Bare specifiers that `modules/` may import: what every host supplies, and tweetnacl. */
export const NATIVE: ReadonlySet<string> = new Set([
	"tweetnacl",
	"timer",
	"commodetto/Poco",
	"commodetto/parseBMF",
	"Resource",
	"qrcode",
	"crypt",
	"text/decoder",
	"text/encoder",
]);
