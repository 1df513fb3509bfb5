import fc from "fast-check";
import { Failure } from "../../modules/base/failure";
import { TestPrinter } from "../panel/support/test-printer";

/** A printer with a fax server, and a document in its scanner. */
function printer(): TestPrinter {
	const made = new TestPrinter({ faxes: true });
	made.load();
	return made;
}

/** The addresses that a fax to this number is mailed to, or why it is not. */
function addressesOf(...numbers: readonly string[]): readonly string[] | string {
	const { services, queue } = printer();
	try {
		return services.fax.start({ to: numbers }).description.to;
	} catch (error) {
		expect(queue.running).toBeUndefined();
		return Failure.from(error).code;
	}
}

describe("A fax is mailed to the number at the fax service's domain", () => {
	test.each([
		["+33 1 23 45 67 89", "33123456789"],
		["01.23.45.67.89", "0123456789"],
		["(0123) 45-67/89", "0123456789"],
		["*31#0123456789", "*31#0123456789"],
		["0", "0"],
	])("%s", (typed, dialled) => {
		expect(addressesOf(typed)).toEqual([`${dialled}@fax.example`]);
	});

	test("a number that was written in two ways is one recipient", () => {
		expect(addressesOf("01 23 45", "01-23-45", "99")).toEqual(["012345@fax.example", "99@fax.example"]);
	});

	test("to each number there is one address, by the fax server and from its account", async () => {
		const { services, mailer } = printer();
		services.fax.start({ to: ["0123456789", "+44 20 7946 0000"] });
		expect(mailer.server).toBe("fax");
		expect(mailer.sent).toMatchObject([
			{
				from: { address: "fax@contoso.com" },
				to: [{ address: "0123456789@fax.example" }, { address: "442079460000@fax.example" }],
				subject: "Fax from TIMBRE-1",
				attachments: [{ name: "scan.pdf" }],
			},
		]);
	});
});

describe("What is no fax number starts nothing, and the document stays in the scanner", () => {
	test.each([
		"",
		"+",
		"*#",
		"12+34",
		"1@evil.example",
		"1\r\nRCPT TO:<a@b.example>",
		"1;2",
		"١٢٣",
		"0".repeat(65),
	])("%j", (number) => {
		expect(addressesOf("0123456789", number)).toBe("fax.number-invalid");
	});

	test("whatever is typed, nothing but digits, * and # comes before the @", () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9+*# ./()@<>,;:-]{0,70}$/)), (number) => {
				const addresses = addressesOf(number);
				if (typeof addresses === "string") return addresses === "fax.number-invalid";
				return addresses.every((address) => /^[0-9*#]{1,64}@fax\.example$/.test(address));
			}),
			{ numRuns: 60 },
		);
	});

	test("no number, no document, no domain: each says so", () => {
		expect(addressesOf()).toBe("fax.no-number");
		const empty = new TestPrinter({ faxes: true });
		expect(() => empty.services.fax.start({ to: ["1"] })).toThrow(
			expect.objectContaining({ code: "scan.empty" }),
		);
		const unset = printer();
		unset.settings.set({ "fax.server-domain": "" });
		expect(unset.services.fax.isAvailable).toBe(false);
		expect(() => unset.services.fax.start({ to: ["1"] })).toThrow(
			expect.objectContaining({ code: "mail.not-configured", field: "fax.server-domain" }),
		);
	});
});

test("a fax that nobody has signed in for ends with 360, one that meets no server with 411", async () => {
	const made = printer();
	made.mailer.faxSender = undefined;
	const lost = made.services.fax.start({ to: ["1"] });
	await lost.ended;
	expect(made.history.entries()[0]).toMatchObject({ type: "fax", result: "failed", code: 360 });
	made.load();
	made.mailer.faxSender = "fax@contoso.com";
	const unmet = made.services.fax.start({ to: ["1"] });
	await made.mailer.fail(new Failure("dns.not-found"));
	await unmet.ended;
	expect(made.history.entries()[0]).toMatchObject({ type: "fax", result: "failed", code: 411 });
});
