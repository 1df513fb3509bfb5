import type { Group } from "./group";

/** Longer than any access token lives, in milliseconds: the next message needs a refresh. */
const TOKEN_LIFE = 3 * 3600 * 1000;

const DAY = 24 * 3600 * 1000;

/** What the flash goes through. */
export const FLASH_WEAR: Group = {
	key: "flash",
	title: "Flash wear",
	about:
		"By the wear meter of the virtual board. per-refresh: values written while a message is sent whose access token has " +
		"run out. per-idle-day: writes and erasures of any kind in 24 hours in which nothing happens.",
	async *measure(stage) {
		const { timbre } = stage;
		const refresh = await timbre.wear(async () => {
			await timbre.pass(TOKEN_LIFE);
			await timbre.send(stage.letter(1));
		});
		if (refresh.records === 0) throw new Error("no refresh token was stored: nothing was refreshed");
		yield { name: "flash.records-per-refresh", value: refresh.records, unit: "records", budget: 1 };
		const idle = await timbre.wear(() => timbre.pass(DAY));
		yield { name: "flash.records-per-idle-day", value: idle.operations, unit: "records", budget: 0 };
	},
};
