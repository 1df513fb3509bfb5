import { clockTime, twoDigits } from "../digits";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** Dates and lengths of time. */
export const dates = {
	/** `5 Jan 2026`, in the device's time zone. */
	date: (time: Date) => `${time.getDate()} ${MONTHS[time.getMonth()]} ${time.getFullYear()}`,
	/** `5 Jan 2026, 09:05`, in the device's time zone. */
	dateTime: (time: Date) =>
		`${time.getDate()} ${MONTHS[time.getMonth()]} ${time.getFullYear()}, ${clockTime(time)}`,
	/** `14 min 05 s`; seconds alone below one minute. */
	duration: (seconds: number) =>
		seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`,
};
