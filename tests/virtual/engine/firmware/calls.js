import { perform } from "./perform.js";

function checkPattern(bytes) {
	return bytes.every((byte, index) => byte === (index * 7 + 3) % 256);
}

function pattern(size) {
	return new Uint8Array(size).map((_, index) => (index * 7 + 3) % 256);
}

export default function main() {
	perform({
		get(size) {
			const bytes = new Uint8Array(callBoard(`get ${size}`));
			return `${bytes.length} ${checkPattern(bytes)}`;
		},
		into(size) {
			const buffer = new Uint8Array(Number(size) + 8).fill(255);
			const count = callBoard(`get ${size}`, undefined, buffer.subarray(4, 4 + Number(size)));
			const around = [...buffer.subarray(0, 4), ...buffer.subarray(-4)];
			return `${count} ${checkPattern(buffer.subarray(4, 4 + count))} ${around.every((byte) => byte === 255)}`;
		},
		intoWhole: (size) => callBoard(`get ${size}`, undefined, new ArrayBuffer(Number(size))),
		tooLarge: (size) => callBoard(`get ${size}`, undefined, new Uint8Array(Number(size) - 1)),
		afterTooLarge() {
			const small = new Uint8Array(1);
			try {
				callBoard("get 100000", undefined, small);
			} catch {}
			return `${small} ${new Uint8Array(callBoard("get 3"))}`;
		},
		put: (size) => new Uint8Array(callBoard("check", pattern(Number(size)))),
		putBuffer: (size) => new Uint8Array(callBoard("check", pattern(Number(size)).buffer)),
		putView: (size) => new Uint8Array(callBoard("check", new DataView(pattern(Number(size)).buffer))),
		putPart: () => new Uint8Array(callBoard("check", new Uint8Array([9, 9, 3, 10, 17, 9]).subarray(2, 5))),
		putNothing: () => new Uint8Array(callBoard("has body")),
		fail: (text) => callBoard(`fail ${text}`),
		failAndGoOn() {
			const seen = [];
			for (let count = 0; count < 3; count++) {
				try {
					callBoard(`fail ${count}`);
				} catch (error) {
					seen.push(error.constructor === Error, error.message);
				}
			}
			return seen;
		},
		noHeader: () => callBoard(),
		noBuffer: () => callBoard("check", 42),
		noPlace: () => callBoard("get 3", undefined, "text"),
		frozenPlace: () => callBoard("get 1", undefined, rom),
		now: () =>
			`${Date.now()} ${new Date().toISOString()} ${new Date().getTimezoneOffset()} ${new Date(2026, 6, 1)}`,
		random: () => Array.from({ length: 8 }, Math.random).join(),
	});
}

const rom = new Uint8Array(4);
