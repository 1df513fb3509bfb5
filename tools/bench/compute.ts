import { MIB } from "./documents";
import type { Group } from "./group";
import { ENCODINGS } from "./stage";

/** Bytes of the attachment: so many that what does not depend on its size hardly counts. */
const PAYLOAD = 10 * MIB;

/** How much the firmware itself works, however fast the computer is. */
export const COMPUTE: Group = {
	key: "compute",
	title: "Work of the firmware, 10 MiB",
	about:
		"Instructions that XS metered during the job, over the KiB of the attachment. longest-turn: the most of them " +
		"without a pause, while keys, pages and Cancel had to wait.",
	async *measure(stage) {
		const { timbre } = stage;
		// The access token may have run out, and to get another is no part of this work.
		await timbre.send(stage.letter(1));
		for (const encoding of ENCODINGS) {
			const { compute, longestTurn } = await stage.offering(encoding, () =>
				timbre.cost(() => timbre.send(stage.letter(PAYLOAD))),
			);
			const value = compute / (PAYLOAD / 1024);
			yield { name: `compute-per-KiB.${encoding}`, value, unit: "instructions/KiB" };
			yield { name: `compute.longest-turn.${encoding}`, value: longestTurn, unit: "instructions" };
		}
	},
};
