import { Failure } from "../../modules/base/failure";

describe("A failure is a value that says what happened, where, and what helps", () => {
	test("its stage and action come from the code", () => {
		const failure = new Failure("smtp.auth-disabled-for-tenant");
		expect(failure).toMatchObject({
			code: "smtp.auth-disabled-for-tenant",
			stage: "auth",
			action: "administrator",
		});
		expect(failure.message).toBe("smtp.auth-disabled-for-tenant");
	});

	test("the place where it happened can differ from the usual one", () => {
		expect(new Failure("network.timeout", { stage: "data" }).stage).toBe("data");
	});

	test("what a server said stays on one line and has an end", () => {
		const failure = new Failure("smtp.refused", { detail: `550 no\r\n\u0000more${"x".repeat(5000)}` });
		expect(failure.detail).toMatch(/^550 no more/);
		expect(failure.detail?.length).toBeLessThanOrEqual(1024);
	});

	test.each([[undefined], [null], ["text"], [new TypeError("x is not a function")]])(
		"%p becomes a failure with text",
		(thrown) => {
			const failure = Failure.from(thrown);
			expect(failure.code).toBe("internal");
			expect(failure.detail).toBeTruthy();
			expect(failure.cause).toBe(thrown);
		},
	);

	test("told differently it is another failure, and the rest of it is the same", () => {
		const failure = new Failure("smtp.refused", {
			stage: "tls",
			detail: "550 no",
			server: "pop.example.com",
			retryAfter: 5,
			cause: "x",
		});
		const other = failure.but({ detail: "550 ***", code: "smtp.unavailable" });
		expect(other).toMatchObject({ code: "smtp.unavailable", stage: "tls", detail: "550 ***", retryAfter: 5 });
		expect([other.action, other.server, other.cause, other.message]).toEqual([
			"administrator",
			"pop.example.com",
			"x",
			"smtp.unavailable: 550 ***",
		]);
		expect(failure.detail).toBe("550 no");
	});

	test("a failure stays itself", () => {
		const failure = new Failure("dns.not-found");
		expect(Failure.from(failure, "scan.failed")).toBe(failure);
	});
});
