import { Failure } from "../../modules/base/failure";
import { FAILURES, type FailureCode } from "../../modules/base/failure-codes";
import { jobCode } from "../../modules/jobs/codes";

describe("The job history shows the guide's error codes", () => {
	test("360: nobody has connected the printer to the mail service", () => {
		expect(jobCode(new Failure("oauth.not-signed-in"))).toBe(360);
	});

	test("361: the connection to the mail service has expired", () => {
		expect(jobCode(new Failure("oauth.sign-in-expired"))).toBe(361);
		expect(jobCode(new Failure("oauth.password-changed"))).toBe(361);
	});

	test("370: a user of To My Email must sign in again, for any reason but that the time has run out", () => {
		const codes = ["oauth.revoked", "oauth.password-changed", "oauth.mfa-required"] as const;
		for (const code of codes) expect(jobCode(new Failure(code), "to-my-email")).toBe(370);
		expect(jobCode(new Failure("oauth.sign-in-expired"), "to-my-email")).toBe(361);
		expect(jobCode(new Failure("oauth.not-signed-in"), "to-my-email")).toBe(360);
	});

	test.each<[FailureCode, number]>([
		["dns.not-found", 311],
		["smtp.auth-disabled-for-tenant", 312],
		["oauth.conditional-access", 312],
		["pop3.auth-failed", 312],
		["mail.challenge-malformed", 312],
		["pop3.mailbox-locked", 313],
		["pop3.login-delay", 313],
		["pop3.refused", 313],
		["connect.failed", 313],
		["smtp.recipient-refused", 313],
		["smtp.message-too-large", 314],
		["tls.certificate-expired", 350],
	])("%s is %i", (code, expected) => {
		expect(jobCode(new Failure(code))).toBe(expected);
	});

	test("a fax has the same codes, with numbers of its own where the makers give them", () => {
		expect(jobCode(new Failure("dns.not-found"), "fax")).toBe(411);
		expect(jobCode(new Failure("smtp.auth-disabled-for-tenant"), "fax")).toBe(412);
		expect(jobCode(new Failure("connect.failed"), "fax")).toBe(413);
		expect(jobCode(new Failure("smtp.message-too-large"), "fax")).toBe(314);
		expect(jobCode(new Failure("oauth.not-signed-in"), "fax")).toBe(360);
		expect(jobCode(new Failure("oauth.sign-in-expired"), "fax")).toBe(361);
		expect(jobCode(new Failure("scan.empty"), "fax")).toBeUndefined();
	});

	test("the stage where a time-out struck decides its code", () => {
		expect(jobCode(new Failure("network.timeout", { stage: "dns" }))).toBe(311);
		expect(jobCode(new Failure("network.timeout", { stage: "data" }))).toBe(313);
	});

	test("what has nothing to do with mail has no code", () => {
		expect(jobCode(new Failure("scan.empty"))).toBeUndefined();
		expect(jobCode(new Failure("scan.empty"), "to-my-email")).toBeUndefined();
		expect(jobCode(new Failure("job.cancelled"))).toBeUndefined();
	});

	test("every failure that asks for a sign-in leads to 360 or 361", () => {
		const signIn = (Object.keys(FAILURES) as FailureCode[]).filter((code) => FAILURES[code][1] === "sign-in");
		expect(signIn.length).toBeGreaterThan(3);
		for (const code of signIn) expect([360, 361]).toContain(jobCode(new Failure(code)));
	});
});
