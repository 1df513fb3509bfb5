import { jest } from "@jest/globals";
import { Failure } from "../../modules/base/failure";
import { FAILURES, type FailureCode } from "../../modules/base/failure-codes";
import { RETRY_DELAYS, retryDelay } from "../../modules/mail/retry";
import { failureOf } from "../host/failure-of";
import { type Step, transcript } from "../host/transcript";
import { messageOf, rewindable } from "./composition";
import { accountOf, goodBye, QUIT, SMTP_AUTH, settingsOf } from "./exchange";
import { holdTime, pass } from "./passing-time";
import { BUSY, greeting, OPEN_SERVER, PLAIN_SIGN_IN, transaction } from "./small-server";
import { watched } from "./watched-mailer";

const TAKEN: readonly Step[] = [...greeting(), ...transaction(), ...QUIT];
const pdf = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256);
const letter = () =>
	messageOf({ attachments: [{ name: "scan.pdf", type: "application/pdf", source: rewindable(pdf) }] });

holdTime();

describe("A server that is busy", () => {
	test("is tried again after 5 seconds and after 30 more, then the person is told", async () => {
		const network = transcript([BUSY, BUSY, BUSY]);
		const { mailer } = watched(network, { retryDelays: RETRY_DELAYS });
		const ended = failureOf(mailer.send(letter()));
		const tries: [number, number][] = [];
		for (const [seconds, at] of [
			[4.999, 4.999],
			[0.001, 5],
			[29.999, 34.999],
			[0.001, 35],
		] as const) {
			await pass(seconds);
			tries.push([at, network.opened.length]);
		}
		expect(tries).toEqual([
			[4.999, 1],
			[5, 2],
			[34.999, 2],
			[35, 3],
		]);
		expect(await ended).toMatchObject({ code: "smtp.unavailable" });
		expect(jest.getTimerCount()).toBe(0);
	});

	test("gets the message once it is not busy any more, and progress starts over", async () => {
		const network = transcript([
			[...greeting(), ...transaction("S: 451 4.7.0 later"), "C: RSET", "S: 250 OK", ...QUIT],
			TAKEN,
		]);
		const { mailer } = watched(network, { retryDelays: [5] });
		const seen: number[] = [];
		const sending = mailer.send(letter(), { progress: (sent) => seen.push(sent) });
		await pass(5);
		expect(await sending).toEqual([]);
		network.verify();
		const again = seen.indexOf(0);
		expect(again).toBeGreaterThan(0);
		expect(seen.slice(again + 1)).toEqual(seen.slice(0, again));
	});

	test("does not keep another message waiting for its turn meanwhile", async () => {
		const network = transcript([BUSY, TAKEN, TAKEN]);
		const { mailer } = watched(network, { retryDelays: [30] });
		const first = mailer.send(letter());
		const second = mailer.send(messageOf());
		await goodBye();
		expect(await second).toEqual([]);
		expect(network.opened.length).toBe(2);
		await pass(30);
		expect(await first).toEqual([]);
	});
});

describe("A sign-in service that", () => {
	const throttled = (retryAfter: number) => {
		const account = accountOf();
		let asked = 0;
		const accessToken = async () => {
			asked += 1;
			throw new Failure("oauth.throttled", { retryAfter });
		};
		return { account: { ...account, accessToken }, asked: () => asked };
	};

	test("asks for a minute gets a minute", async () => {
		const { account, asked } = throttled(60);
		const { mailer } = watched(transcript([]), { settings: settingsOf(), account, retryDelays: [5] });
		const ended = failureOf(mailer.send(letter()));
		await pass(59.999);
		expect(asked()).toBe(1);
		await pass(0.001);
		expect(asked()).toBe(2);
		expect(await ended).toMatchObject({ code: "oauth.throttled" });
	});

	test("asks for more time than a person stands at a printer is not asked again", async () => {
		const { account, asked } = throttled(61);
		const { mailer } = watched(transcript([]), { settings: settingsOf(), account, retryDelays: [5] });
		expect(await failureOf(mailer.send(letter()))).toMatchObject({ retryAfter: 61 });
		await pass(3600);
		expect(asked()).toBe(1);
	});
});

describe("Trying again", () => {
	/** What may have passed a few seconds later. */
	const passing: readonly FailureCode[] = [
		"network.timeout",
		"network.closed",
		"smtp.unavailable",
		"smtp.too-many-connections",
		"smtp.quota-exceeded",
		"pop3.unavailable",
		"pop3.mailbox-locked",
		"pop3.login-delay",
		"oauth.unavailable",
		"oauth.throttled",
		// Of signing in by a code, which no message waits for.
		"oauth.busy",
		"oauth.cancelled",
		"oauth.code-expired",
		"oauth.code-invalid",
	];

	test.each(Object.keys(FAILURES) as FailureCode[])("%s", (code) => {
		expect(retryDelay(new Failure(code), [5, 30], 1)).toBe(passing.includes(code) ? 5 : undefined);
		expect(retryDelay(new Failure(code), [5, 30], 2)).toBe(passing.includes(code) ? 30 : undefined);
		expect(retryDelay(new Failure(code), [5, 30], 3)).toBeUndefined();
	});

	test("never follows a mistake of our own", () => {
		expect(retryDelay(new TypeError("undefined is not an object"), [5], 1)).toBeUndefined();
	});

	const afterSignIn = (...steps: Step[]): Step[] => [...greeting(["AUTH PLAIN"]), ...PLAIN_SIGN_IN, ...steps];
	const reset: Step[] = ["C: RSET", "S: 250 OK", ...QUIT];
	test.each<[string, Step[], FailureCode]>([
		[
			"a refused password",
			[...greeting(["AUTH PLAIN"]), PLAIN_SIGN_IN[0] as Step, "S: 535 5.7.3 no"],
			"smtp.auth-failed",
		],
		[
			"a quota of the day",
			afterSignIn(...transaction("S: 554 5.2.0 SubmissionQuotaExceededException"), ...reset),
			"smtp.quota-exceeded",
		],
		[
			"a message that is refused",
			afterSignIn(...transaction("S: 554 5.6.0 no"), ...reset),
			"smtp.message-refused",
		],
		["a server that is none", ["S: hello"], "smtp.reply-malformed"],
	])("does not follow %s", async (_, steps, code) => {
		const network = transcript([steps, TAKEN]);
		const { mailer } = watched(network, { settings: settingsOf(SMTP_AUTH), retryDelays: [5, 30] });
		expect(await failureOf(mailer.send(letter()))).toMatchObject({ code });
		await pass(86_400);
		expect(network.opened.length).toBe(1);
	});

	test("does not follow an address or a header that can go nowhere", async () => {
		const network = transcript([]);
		const { mailer } = watched(network, { settings: settingsOf(OPEN_SERVER), retryDelays: [5, 30] });
		const endings = [
			failureOf(mailer.send({ ...letter(), to: [{ address: "marie" }] })),
			failureOf(mailer.send({ ...letter(), subject: "a\nb" })),
			failureOf(mailer.send({ ...letter(), to: [] })),
		];
		expect(await Promise.all(endings)).toMatchObject([
			{ code: "mail.address-invalid" },
			{ code: "mail.header-invalid" },
			{ code: "mail.no-recipient" },
		]);
		await pass(86_400);
		expect(network.opened).toEqual([]);
	});
});
