import fc from "fast-check";
import { encodedLimit, LineEncoder } from "../../modules/status-sheet/line-encoder";

/** Lines as a reader of PWG 5102.4 section 4.4 gets them back. */
function decode(bytes: Uint8Array, length: number): number[][] {
	const lines: number[][] = [];
	let at = 0;
	while (at < bytes.length) {
		const repeats = (bytes[at++] ?? 0) + 1;
		const line: number[] = [];
		while (line.length < length) {
			const control = bytes[at++] ?? 128;
			expect(control).not.toBe(128);
			if (control < 128) line.push(...new Array<number>(control + 1).fill(bytes[at++] ?? -1));
			else {
				line.push(...bytes.subarray(at, at + 257 - control));
				at += 257 - control;
			}
		}
		expect(line).toHaveLength(length);
		for (let repeat = 0; repeat < repeats; repeat++) lines.push(line);
	}
	return lines;
}

/** Compresses lines, each a number of times. */
function encode(lines: readonly (readonly [Uint8Array, number])[], white: number): Buffer {
	const [[first] = [new Uint8Array(1)]] = lines;
	const encoder = new LineEncoder(first.length, white, 2);
	const parts: Buffer[] = [];
	for (const [line, count] of lines) {
		for (let left = count; left > 0; left -= 256) encoder.add(line, 0, line.length, Math.min(left, 256));
		parts.push(Buffer.from(encoder.take()));
	}
	encoder.end();
	parts.push(Buffer.from(encoder.take()));
	return Buffer.concat(parts);
}

/** Lines with runs of white and of ink, and stretches that do not repeat. */
const lineOf = (length: number) =>
	fc
		.array(fc.tuple(fc.constantFrom(0, 0, 0xff, 1, 2), fc.integer({ min: 1, max: 140 })), { minLength: 1 })
		.map((runs) => {
			const bytes = runs.flatMap(([value, count]) => new Array<number>(count).fill(value));
			return Uint8Array.from({ length }, (_, index) => bytes[index % bytes.length] ?? 0);
		});

const linesArbitrary = fc
	.integer({ min: 1, max: 400 })
	.chain((length) =>
		fc.array(fc.tuple(lineOf(length), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 8 }),
	);

describe("Compressed lines", () => {
	test.each([0, 0xff])("give the same lines back, whatever they hold (white is %i)", (white) => {
		fc.assert(
			fc.property(linesArbitrary, (lines) => {
				const [[first] = [new Uint8Array(1)]] = lines;
				const given = lines.flatMap(([line, count]) => new Array<number[]>(count).fill([...line]));
				expect(decode(encode(lines, white), first.length)).toEqual(given);
			}),
		);
	});

	test("never take more than their limit", () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1, maxLength: 700 }), (line) => {
				expect(encode([[line, 1]], 0).length).toBeLessThanOrEqual(encodedLimit(line.length));
			}),
		);
	});

	test("repeat a line up to 256 times at once: a blank page is a few bytes", () => {
		const encoder = new LineEncoder(310, 0, 20);
		encoder.add(new Uint8Array(310), 0, 0, 3508);
		encoder.end();
		const page = encoder.take();
		// 14 times the count and three runs: 128, 128 and 54 bytes.
		expect(page.byteLength).toBe(14 * 7);
		expect(decode(page, 310)).toHaveLength(3508);
	});

	test("of equal lines one after the other become one, also where they are added one by one", () => {
		const line = Uint8Array.of(0, 0x55, 0x55, 0);
		const encoder = new LineEncoder(4, 0, 4);
		encoder.add(line, 1, 3);
		encoder.add(line, 1, 3);
		encoder.add(line, 0, 4, 2);
		encoder.end();
		expect([...encoder.take()]).toEqual([3, 0, 0, 1, 0x55, 0, 0]);
	});

	test("are those of the standard: runs, bytes as they are, and never the reserved control byte", () => {
		const line = Uint8Array.of(9, 1, 2, 3, 7, 7, 7, 0, 0);
		const encoder = new LineEncoder(9, 0, 1);
		encoder.add(line, 0, 9);
		encoder.end();
		expect([...encoder.take()]).toEqual([0, 253, 9, 1, 2, 3, 2, 7, 1, 0]);
	});
});
