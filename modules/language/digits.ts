/** @returns a whole number from 0 to 99 with two digits */
export function twoDigits(number: number): string {
	return number < 10 ? `0${number}` : `${number}`;
}

/** @returns hours and minutes of the day as `09:05`, in the device's time zone */
export function clockTime(time: Date): string {
	return `${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
}
