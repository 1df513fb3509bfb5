import { MIB } from "./documents";
import type { Figure } from "./figure";
import type { Group } from "./group";
import { ENCODINGS, type Stage } from "./stage";
import type { Cost } from "./timbre";

/** What the firmware has for everything, with the slots of a board. */
const WHOLE_BUDGET = 128 * 1024;

/** What a message may add while it is sent, of whatever size. */
const STREAM_BUDGET = 24 * 1024;

/** Milliseconds that each reply waits, so that a small message can be looked at while it is sent. */
const PAUSE = 30;

/** XS memory of the whole firmware. */
export const HEAP: Group = {
	key: "heap",
	title: "XS memory of the whole firmware",
	about:
		"Slots, chunks and used stack. idle: after power on, a message and a collection. Peaks: garbage that was not " +
		"collected yet counts; the larger of BINARYMIME's and base64's. added: the peak of 10 MiB less that of 1 byte. live: " +
		"what is no garbage while a message of 1 byte or 10 MiB is sent, the connection and the job included; added-live: " +
		"their difference. Budgets hold for 32-bit slots, as on a board.",
	async *measure(stage) {
		const { timbre } = stage;
		// What was measured before leaves nothing in a new heap; the first message fetches an access token.
		await timbre.cyclePower();
		await timbre.send(stage.letter(1));
		const figure = (name: string, value: number, budget: number): Figure => ({
			...{ name, value, unit: "bytes" },
			...(timbre.bits === 32 && { budget }),
		});
		const one = await most(stage, 1);
		yield figure("heap.idle-bytes", one.left, WHOLE_BUDGET);
		const ten = await most(stage, 10 * MIB);
		yield figure("heap.peak-bytes.send-10MiB", ten.peak, WHOLE_BUDGET);
		yield figure("heap.added-bytes.stream", Math.max(0, ten.peak - one.peak), STREAM_BUDGET);
		const small = await timbre.live(() => stage.pausing(PAUSE, () => timbre.send(stage.letter(1))));
		const large = await timbre.live(() => timbre.send(stage.letter(10 * MIB)));
		yield figure("heap.live-bytes.send-1B", small, WHOLE_BUDGET);
		yield figure("heap.live-bytes.send-10MiB", large, WHOLE_BUDGET);
		yield figure("heap.added-live-bytes.stream", large - small, STREAM_BUDGET);
		const fifty = await most(stage, 50 * MIB);
		yield figure("heap.peak-bytes.send-50MiB", fifty.peak, WHOLE_BUDGET);
	},
};

/** What an attachment of so many bytes takes, the most of these ways to send it. */
async function most(stage: Stage, bytes: number): Promise<Pick<Cost, "peak" | "left">> {
	const { timbre } = stage;
	const costs: Cost[] = [];
	for (const encoding of ENCODINGS) {
		costs.push(await stage.offering(encoding, () => timbre.cost(() => timbre.send(stage.letter(bytes)))));
	}
	const largest = (field: "peak" | "left") => Math.max(...costs.map((cost) => cost[field]));
	return { peak: largest("peak"), left: largest("left") };
}
