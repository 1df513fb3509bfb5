/**
 * A stroke or area of an icon in pixels from its top left corner: `rect` x y width height; `disc` x y diameter;
 * `fall` and `rise` are lines at 45 degrees from x y, to the lower right and to the upper right, over a number of rows.
 */
type Shape =
	| readonly ["rect", number, number, number, number]
	| readonly ["disc", number, number, number]
	| readonly ["fall" | "rise", number, number, number];

/** A drawing in one colour. */
export interface Icon {
	readonly width: number;
	readonly height: number;
	readonly shapes: readonly Shape[];
}

/** The panel's icons: shapes on the pixel grid, which stay sharp at this size and take no memory but ROM. */
export const ICONS = {
	back: {
		width: 11,
		height: 18,
		shapes: [
			["rise", 0, 8, 9],
			["fall", 0, 9, 9],
		],
	},
	forward: {
		width: 8,
		height: 12,
		shapes: [
			["fall", 0, 0, 6],
			["rise", 0, 11, 6],
		],
	},
	mail: {
		width: 36,
		height: 26,
		shapes: [
			["rect", 1, 0, 34, 2],
			["rect", 1, 24, 34, 2],
			["rect", 0, 1, 2, 24],
			["rect", 34, 1, 2, 24],
			["fall", 1, 1, 16],
			["rise", 17, 16, 16],
		],
	},
	/** A sheet of paper over a telephone with keys. */
	fax: {
		width: 36,
		height: 28,
		shapes: [
			["rect", 8, 0, 20, 2],
			["rect", 8, 0, 2, 10],
			["rect", 26, 0, 2, 10],
			["rect", 13, 5, 10, 2],
			["rect", 1, 10, 34, 2],
			["rect", 1, 26, 34, 2],
			["rect", 0, 11, 2, 16],
			["rect", 34, 11, 2, 16],
			["rect", 6, 15, 3, 8],
			["disc", 15, 14, 4],
			["disc", 22, 14, 4],
			["disc", 29, 14, 4],
			["disc", 15, 20, 4],
			["disc", 22, 20, 4],
			["disc", 29, 20, 4],
		],
	},
	jobs: {
		width: 32,
		height: 26,
		shapes: [
			["disc", 0, 0, 6],
			["rect", 10, 2, 22, 2],
			["disc", 0, 10, 6],
			["rect", 10, 12, 22, 2],
			["disc", 0, 20, 6],
			["rect", 10, 22, 22, 2],
		],
	},
	settings: {
		width: 32,
		height: 26,
		shapes: [
			["rect", 0, 3, 32, 2],
			["disc", 18, 0, 8],
			["rect", 0, 12, 32, 2],
			["disc", 5, 9, 8],
			["rect", 0, 21, 32, 2],
			["disc", 14, 18, 8],
		],
	},
	user: {
		width: 28,
		height: 26,
		shapes: [
			["disc", 8, 0, 12],
			["disc", 0, 14, 12],
			["disc", 16, 14, 12],
			["rect", 6, 14, 16, 12],
			["rect", 0, 20, 28, 6],
		],
	},
	network: {
		width: 18,
		height: 16,
		shapes: [
			["rect", 6, 0, 6, 5],
			["rect", 8, 5, 2, 3],
			["rect", 2, 7, 14, 2],
			["rect", 2, 9, 2, 2],
			["rect", 14, 9, 2, 2],
			["rect", 0, 11, 6, 5],
			["rect", 12, 11, 6, 5],
		],
	},
	account: {
		width: 20,
		height: 15,
		shapes: [
			["rect", 1, 0, 18, 2],
			["rect", 1, 13, 18, 2],
			["rect", 0, 1, 2, 13],
			["rect", 18, 1, 2, 13],
			["fall", 1, 1, 8],
			["rise", 9, 8, 8],
		],
	},
	lock: {
		width: 16,
		height: 18,
		shapes: [
			["rect", 5, 0, 6, 2],
			["rect", 4, 1, 2, 2],
			["rect", 10, 1, 2, 2],
			["rect", 3, 2, 2, 6],
			["rect", 11, 2, 2, 6],
			["rect", 1, 8, 14, 10],
			["rect", 0, 9, 16, 8],
		],
	},
	unlock: {
		width: 23,
		height: 18,
		shapes: [
			["rect", 14, 0, 6, 2],
			["rect", 13, 1, 2, 2],
			["rect", 19, 1, 2, 2],
			["rect", 12, 2, 2, 6],
			["rect", 20, 2, 2, 5],
			["rect", 1, 8, 14, 10],
			["rect", 0, 9, 16, 8],
		],
	},
	space: {
		width: 26,
		height: 8,
		shapes: [
			["rect", 0, 0, 2, 7],
			["rect", 0, 6, 26, 2],
			["rect", 24, 0, 2, 7],
		],
	},
	check: {
		width: 16,
		height: 12,
		shapes: [
			["fall", 0, 6, 5],
			["rise", 4, 10, 11],
		],
	},
	bigCheck: {
		width: 22,
		height: 16,
		shapes: [
			["fall", 0, 8, 7],
			["fall", 0, 9, 6],
			["rise", 6, 14, 15],
			["rise", 6, 15, 15],
		],
	},
	bigCross: {
		width: 17,
		height: 16,
		shapes: [
			["fall", 0, 0, 16],
			["fall", 1, 0, 15],
			["rise", 0, 15, 16],
			["rise", 1, 15, 15],
		],
	},
	exclamation: {
		width: 4,
		height: 20,
		shapes: [
			["rect", 0, 0, 4, 13],
			["rect", 0, 16, 4, 4],
		],
	},
	cross: {
		width: 13,
		height: 12,
		shapes: [
			["fall", 0, 0, 12],
			["rise", 0, 11, 12],
		],
	},
	plus: {
		width: 14,
		height: 14,
		shapes: [
			["rect", 6, 0, 2, 14],
			["rect", 0, 6, 14, 2],
		],
	},
	shift: {
		width: 16,
		height: 16,
		shapes: [
			["rise", 0, 7, 8],
			["fall", 7, 0, 8],
			["rect", 7, 2, 3, 14],
		],
	},
	backspace: {
		width: 20,
		height: 15,
		shapes: [
			["rise", 0, 7, 8],
			["fall", 0, 7, 8],
			["rect", 2, 6, 18, 3],
		],
	},
} as const satisfies Record<string, Icon>;

/** The name of an icon. */
export type IconName = keyof typeof ICONS;
