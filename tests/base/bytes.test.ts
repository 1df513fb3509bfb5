import fc from "fast-check";
import {
	concat,
	equalsConstantTime,
	fromBase64,
	fromBase64URL,
	text,
	toBase64,
	toHex,
	utf8,
} from "../../modules/base/bytes";

const bytes = () => fc.uint8Array({ maxLength: 300 });

describe("Base64", () => {
	test.each([
		["", ""],
		["f", "Zg=="],
		["fo", "Zm8="],
		["foobar", "Zm9vYmFy"],
	])("of %p is as RFC 4648 section 10 says", (plain, encoded) => {
		expect(toBase64(utf8(plain))).toBe(encoded);
		expect(text(fromBase64(encoded))).toBe(plain);
	});

	test("any bytes come back as they were, and as Node has them", () => {
		fc.assert(
			fc.property(bytes(), (data) => {
				expect(toBase64(data)).toBe(Buffer.from(data).toString("base64"));
				expect(fromBase64(toBase64(data))).toEqual(data);
				expect(fromBase64URL(Buffer.from(data).toString("base64url"))).toEqual(data);
			}),
		);
	});

	test("a view into a larger buffer encodes only its own bytes", () => {
		expect(toBase64(utf8("xxfoobarxx").subarray(2, 8))).toBe("Zm9vYmFy");
	});

	test("the engine's own Uint8Array methods are used where they exist", () => {
		const prototype = Uint8Array.prototype as { toBase64?: unknown };
		const before = Object.getOwnPropertyDescriptor(prototype, "toBase64");
		prototype.toBase64 = () => "native";
		try {
			expect(toBase64(utf8("x"))).toBe("native");
		} finally {
			if (before) Object.defineProperty(prototype, "toBase64", before);
			else delete prototype.toBase64;
		}
	});

	test.each(["Zg", "Zg=", "Zg= =", "Z===", "Zm9v\r\nYmFy", "Zm9v YmFy", "Zm-_", "é", "=Zm9"])(
		"%p is refused rather than guessed at",
		(wrong) => expect(() => fromBase64(wrong)).toThrow(SyntaxError),
	);

	test.each(["Zg==", "Zm+/", "Z", "Zm 9v"])("%p is not base64url", (wrong) =>
		expect(() => fromBase64URL(wrong)).toThrow(SyntaxError),
	);
});

describe("Text", () => {
	test("in any script comes back from its bytes", () => {
		fc.assert(fc.property(fc.string({ unit: "grapheme" }), (value) => text(utf8(value)) === value));
	});

	test("bytes that are not UTF-8 become U+FFFD", () => {
		expect(text(Uint8Array.of(0x61, 0xff, 0x62))).toBe("a\ufffdb");
	});
});

describe("Comparing secrets", () => {
	test("finds equal what is equal, and different what differs in any byte or in length", () => {
		fc.assert(
			fc.property(bytes(), bytes(), (a, b) => {
				expect(equalsConstantTime(a, Uint8Array.from(a))).toBe(true);
				expect(equalsConstantTime(a, b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
				expect(equalsConstantTime(a, concat(a, Uint8Array.of(0)))).toBe(false);
				expect(equalsConstantTime(concat(a, Uint8Array.of(0)), a)).toBe(false);
			}),
		);
	});
});

test("Parts joined stand one after the other", () => {
	expect(concat()).toEqual(new Uint8Array(0));
	expect(text(concat(utf8("ab"), utf8(""), utf8("c")))).toBe("abc");
});

test("Hexadecimal has two digits a byte", () => {
	expect(toHex(Uint8Array.of(0, 10, 255))).toBe("000aff");
});
