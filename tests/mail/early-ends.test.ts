import { jest } from "@jest/globals";
import { Failure } from "../../modules/base/failure";
import type { Values } from "../../modules/settings/fields";
import { type Delivery, type Step, transcript } from "../host/transcript";
import { compose, messageOf, sourceOf } from "./composition";
import { GREETING, goodBye, LOGIN, mailerOn, QUIT, SIGN_IN, SMTP_AUTH, upgrade } from "./exchange";
import { holdTime } from "./passing-time";
import { ANY_MESSAGE, greeting, PLAIN_SIGN_IN } from "./small-server";

const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];
const pdf = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7) % 256);
const letter = () =>
	messageOf({
		from: { address: LOGIN },
		attachments: [{ name: "scan.pdf", type: "application/pdf", source: sourceOf(pdf) }],
	});
const binary = await compose(letter(), "binary");

/** A whole session, what it needs of the settings, and how many of its last steps come after the message is taken. */
interface Session {
	readonly name: string;
	readonly settings: Partial<Values>;
	readonly steps: readonly Step[];
}

const SESSIONS: readonly Session[] = [
	{
		name: "Exchange Online, by BDAT",
		settings: {},
		steps: [
			...[...GREETING, ...upgrade(), ...SIGN_IN],
			`C: MAIL FROM:<${LOGIN}> SIZE=${binary.length} BODY=BINARYMIME`,
			"C: RCPT TO:<marie@contoso.example>",
			`C: BDAT ${binary.length} LAST`,
			{ expect: binary },
			...["S: 250 2.1.0 Sender OK", "S: 250 2.1.5 Recipient OK", "S: 250 2.0.0 OK"].map(
				(step) => step as Step,
			),
		],
	},
	{
		name: "a server in the office, by DATA",
		settings: SMTP_AUTH,
		steps: [
			...[...greeting(["AUTH PLAIN"]), ...PLAIN_SIGN_IN],
			...[`C: MAIL FROM:<${LOGIN}>` as const, "S: 250 OK" as const],
			...["C: RCPT TO:<marie@contoso.example>" as const, "S: 250 OK" as const],
			...["C: DATA" as const, "S: 354 go ahead" as const, ANY_MESSAGE, "S: 250 taken" as const],
		],
	},
];

/** How a session ends: the code of its failure, or that the message is taken. */
async function endOf(sending: Promise<unknown>): Promise<string> {
	return sending.then(
		() => "taken",
		(error: unknown) => {
			if (error instanceof Failure) return error.code;
			throw error;
		},
	);
}

/** Lets time pass until something has ended, under fake timers. */
async function overTime<T>(ending: Promise<T>): Promise<T> {
	let ended = false;
	const end = () => {
		ended = true;
	};
	ending.then(end, end);
	for (let waited = 0; waited < 1000 && !ended; waited += 10) {
		await goodBye();
		if (!ended) jest.advanceTimersByTime(10_000);
	}
	return ending;
}

describe.each(SESSIONS)("A session with $name", ({ settings, steps }) => {
	const whole = [...steps, ...QUIT];

	test("ends well", async () => {
		const network = transcript(whole);
		expect(await endOf(mailerOn(network, settings).send(letter()))).toBe("taken");
		await goodBye();
		network.verify();
	});

	test("that the server ends after any byte ends the job with a failure, and the connection is closed", async () => {
		const complete = transcript(whole);
		await mailerOn(complete, settings).send(letter());
		await goodBye();
		const farewell = Buffer.byteLength("221 2.0.0 Service closing transmission channel\r\n");
		for (let cutAfter = 0; cutAfter < complete.sentCount - farewell; cutAfter++) {
			const delivery = DELIVERIES[cutAfter % DELIVERIES.length] as Delivery;
			const network = transcript(whole, { cutAfter, delivery });
			const end = await endOf(mailerOn(network, settings).send(letter()));
			expect(["network.closed", "connect.failed", "tls.failed"]).toContain(end);
			expect(network.opened).toMatchObject([{ closed: true }]);
		}
	});

	describe("and time that passes", () => {
		holdTime();

		const isReply = (step: Step | undefined, code = "") =>
			typeof step === "string" && step.startsWith(`S: ${code}`);
		const codes: readonly number[] = [
			199, 200, 211, 220, 221, 235, 250, 251, 252, 334, 354, 399, 421, 432, 450, 454, 500, 503, 535, 550, 554,
			600,
		];

		test.each(codes)(
			"in which any one reply is %i instead says that the message is sent only if it is",
			async (code) => {
				for (let index = 0; index < steps.length; index++) {
					if (!isReply(steps[index]) || isReply(steps[index], `${code}`)) continue;
					const wrong = steps.map((step, at) => (at === index ? (`S: ${code} instead` as const) : step));
					const network = transcript([...wrong, ...QUIT]);
					const end = await overTime(endOf(mailerOn(network, settings).send(letter())));
					await goodBye();
					const sent = network.received[0]?.toString("latin1") ?? "";
					if (end === "taken") {
						// Every reply before was as it should be, and this one means the same.
						expect(code).toBeGreaterThanOrEqual(200);
						expect(code).toBeLessThan(300);
						expect(() => network.verify()).not.toThrow();
					}
					if (network.opened[0]?.host === undefined && settings["mail.security"] !== "none") {
						expect(sent).not.toMatch(/AUTH|MAIL/);
					}
					if (isReply(steps[index], "235")) expect(sent).not.toContain("MAIL");
					expect(network.opened).toMatchObject([{ closed: true }]);
				}
			},
		);

		test.each(steps.map((step, index) => [index, typeof step === "string" ? step : "the message"] as const))(
			"does not wait for ever for a server that is silent from then on: step %i, %s",
			async (index) => {
				const network = transcript([...steps.slice(0, index), "STALL"]);
				let end: string | undefined;
				endOf(mailerOn(network, settings).send(letter())).then((code) => {
					end = code;
				});
				const last = index === steps.length - 1;
				for (let waited = 0; waited < 80; waited += 5) {
					await goodBye();
					jest.advanceTimersByTime(5000);
				}
				await goodBye();
				if (last) {
					// The server delivers now, which may take it minutes.
					expect(end).toBeUndefined();
					for (let waited = 0; waited < 15; waited++) jest.advanceTimersByTime(60_000);
					await goodBye();
				}
				expect(end).toBe("network.timeout");
				expect(network.opened).toMatchObject([{ closed: true }]);
				expect(jest.getTimerCount()).toBeLessThanOrEqual(1);
			},
		);
	});
});
