import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { toHex, utf8 } from "../../modules/base/bytes";
import { HMAC } from "../../modules/base/hmac";

describe("Keyed hashes", () => {
	test("are those of RFC 2202 and RFC 4231", () => {
		const question = utf8("what do ya want for nothing?");
		expect(toHex(new HMAC("MD5", utf8("Jefe")).of(question))).toBe("750c783e6ab0b503eaa86e310a5db738");
		expect(toHex(new HMAC("SHA256", utf8("Jefe")).of(question))).toBe(
			"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
		);
	});

	test("agree with Node's for every key and message, one after another under the same key", () => {
		const bytes = fc.uint8Array({ maxLength: 200 });
		fc.assert(
			fc.property(fc.constantFrom("MD5", "SHA256"), bytes, fc.array(bytes), (hash, key, messages) => {
				const hmac = new HMAC(hash, key);
				for (const message of messages) {
					expect(toHex(hmac.of(message))).toBe(createHmac(hash, key).update(message).digest("hex"));
				}
			}),
		);
	});
});
