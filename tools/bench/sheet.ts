import { RASTER_TYPES, type RasterType } from "../../modules/status-sheet/raster-type";
import { type Figure, median } from "./figure";
import type { Group } from "./group";

/** The most that a sheet in black_1 may take. */
const RASTER_BUDGET = 256 * 1024;

/** What the firmware has for everything, with the slots of a board. */
const WHOLE_BUDGET = 128 * 1024;

/** The suffix of a figure's name; black_1 is what the printer prints unless it is told otherwise. */
const SUFFIX: Readonly<Record<RasterType, string>> = { black_1: "", sgray_8: ".sgray_8" };

/** The network status sheet of a printer that is signed in. */
export const SHEET: Group = {
	key: "sheet",
	title: "Network status sheet, A4 at 300 dpi",
	about:
		"Bytes of PWG Raster for all pages. peak: slots, chunks and used stack while the sheet is printed, garbage that was " +
		"not collected yet included; live: what is no garbage. time: from the job's start to the paper in the tray. longest-turn: instructions without " +
		"a pause. Without suffix in black_1, the printer's default.",
	async *measure({ timbre, effort }) {
		// What was measured before leaves nothing in a new heap.
		await timbre.cyclePower();
		for (const type of RASTER_TYPES) {
			const suffix = SUFFIX[type];
			await timbre.print(type);
			const times: number[] = [];
			let bytes = 0;
			const { peak, longestTurn } = await timbre.cost(async () => {
				const start = performance.now();
				bytes = await timbre.print(type);
				times.push(performance.now() - start);
			});
			while (times.length < effort.rounds) {
				const start = performance.now();
				await timbre.print(type);
				times.push(performance.now() - start);
			}
			yield { name: `sheet.time${suffix}`, value: median(times), unit: "ms" };
			yield { name: `sheet.longest-turn${suffix}`, value: longestTurn, unit: "instructions" };
			yield {
				...{ name: `sheet.raster-bytes${suffix}`, value: bytes, unit: "bytes" },
				...(type === "black_1" && { budget: RASTER_BUDGET }),
			} satisfies Figure;
			const heap = (name: string, value: number): Figure => ({
				...{ name: `heap.${name}.print-sheet${suffix}`, value, unit: "bytes" },
				...(timbre.bits === 32 && { budget: WHOLE_BUDGET }),
			});
			yield heap("peak-bytes", peak);
			yield heap("live-bytes", await timbre.live(() => timbre.print(type)));
		}
	},
};
