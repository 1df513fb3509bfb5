import { clockTime, twoDigits } from "../digits";
import type { Texts } from "../en";

/** Dates and lengths of time. */
export const dates: Texts["dates"] = {
	date: (time) => `${twoDigits(time.getDate())}/${twoDigits(time.getMonth() + 1)}/${time.getFullYear()}`,
	dateTime: (time) =>
		`${twoDigits(time.getDate())}/${twoDigits(time.getMonth() + 1)}/${time.getFullYear()} ${clockTime(time)}`,
	duration: (seconds) =>
		seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`,
};
