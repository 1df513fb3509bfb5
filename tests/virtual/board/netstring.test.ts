import fc from "fast-check";
import { encodeNetstring, NetstringParser } from "../../../hosts/virtual/board/netstring";

describe("Netstrings", () => {
	test("are a length, a colon, the bytes and a comma", () => {
		expect(encodeNetstring("/", "5").toString()).toBe("2:/5,");
		expect(encodeNetstring().toString()).toBe("0:,");
		expect(encodeNetstring("é").toString()).toBe("2:é,");
	});

	test("come out as they went in, however the pipe cuts them", () => {
		fc.assert(
			fc.property(
				fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }),
				fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }),
				(payloads, cuts) => {
					const stream = Buffer.concat(payloads.map((payload) => encodeNetstring(payload)));
					const parser = new NetstringParser();
					const found: Buffer[] = [];
					for (let start = 0, cut = 0; start < stream.byteLength; cut++) {
						const end = start + (cuts[cut % cuts.length] ?? 1);
						found.push(...parser.push(stream.subarray(start, end)));
						start = end;
					}
					expect(found.map((payload) => [...payload])).toEqual(payloads.map((payload) => [...payload]));
				},
			),
		);
	});

	test.each([["x:,"], ["1x:,"], ["01:a,"], ["1:ab"], [":,"], ["-1:,"], ["99999999999"], ["16777217:"]])(
		"are told from %p, which ends the connection",
		(stream) => {
			expect(() => new NetstringParser().push(Buffer.from(stream))).toThrow("netstring without");
		},
	);
});
