import { jest } from "@jest/globals";
import { Job } from "../../modules/jobs/job";
import type { Mailer } from "../../modules/mail/mailer";
import type { Message } from "../../modules/mail/message";
import { type Step, transcript } from "../host/transcript";
import { messageOf } from "./composition";
import { goodBye, QUIT } from "./exchange";
import { holdTime, pass } from "./passing-time";
import { BUSY, greeting, messagesIn, transaction } from "./small-server";
import { watched } from "./watched-mailer";

holdTime();

/** A job that sends a message, as the queue starts it. */
function jobOf(mailer: Mailer, message: Message = messageOf()): Job {
	const to = message.to.map(({ address }) => address);
	const description = { type: "scan-to-email", from: message.from.address, to, pages: 1 } as const;
	return new Job(description, 1, undefined, (control) => mailer.send(message, control));
}

describe("Pressing Stop", () => {
	test("while the printer waits before it tries again ends the job at once, and nothing follows", async () => {
		const network = transcript([BUSY, BUSY]);
		const { mailer } = watched(network, { retryDelays: [5, 30] });
		const job = jobOf(mailer);
		await goodBye();
		job.cancel();
		expect(await job.ended).toEqual({ kind: "cancelled" });
		await pass(3600);
		expect(network.opened.length).toBe(1);
		expect(jest.getTimerCount()).toBe(0);
	});

	test("while another message is being sent ends only the one that waits", async () => {
		const network = transcript([...greeting(), ...transaction(), ...transaction(), ...QUIT]);
		const { mailer } = watched(network);
		const jobs = [jobOf(mailer), jobOf(mailer), jobOf(mailer)];
		jobs[1]?.cancel();
		const ended = await Promise.all(jobs.map((job) => job.ended));
		expect(ended.map(({ kind }) => kind)).toEqual(["done", "cancelled", "done"]);
		await goodBye();
		network.verify();
	});

	test("for the message under way ends that one and lets the next go over a new connection", async () => {
		const network = transcript([
			[...greeting(), "C: MAIL FROM:<printer@contoso.example>", "STALL"],
			[...greeting(), ...transaction(), ...QUIT],
		]);
		const { mailer } = watched(network);
		const [first, second] = [jobOf(mailer), jobOf(mailer)];
		await goodBye();
		first.cancel();
		expect(await first.ended).toEqual({ kind: "cancelled" });
		expect(await second.ended).toMatchObject({ kind: "done" });
		await goodBye();
		network.verify();
		expect(network.opened[0]?.closed).toBe(true);
	});

	test("for a job that has ended does nothing to the next one", async () => {
		const refused = transaction("S: 554 5.6.0 no");
		const network = transcript([
			...greeting(),
			...refused,
			"C: RSET",
			"S: 250 OK",
			...transaction(),
			...QUIT,
		]);
		const { mailer } = watched(network);
		const [first, second] = [jobOf(mailer), jobOf(mailer)];
		expect(await first.ended).toMatchObject({ kind: "failed" });
		first.cancel();
		expect(await second.ended).toMatchObject({ kind: "done" });
		await goodBye();
		network.verify();
	});

	test("before a connection is there ends the job without a word to the server", async () => {
		const network = transcript([{ expect: () => undefined }]);
		const { mailer } = watched(network);
		const job = jobOf(mailer);
		job.cancel();
		expect(await job.ended).toEqual({ kind: "cancelled" });
		await goodBye();
		expect(network.received.map(String).join("")).toBe("");
	});
});

describe("Thirty messages a minute", () => {
	const thirty = Array.from({ length: 30 }, () => transaction()).flat();

	test("go at once; the next ones wait for the minute's end and go over the same connection", async () => {
		const network = transcript([...greeting(), ...thirty, ...transaction(), ...transaction(), ...QUIT]);
		const { mailer } = watched(network);
		const sending = Promise.all(Array.from({ length: 32 }, () => mailer.send(messageOf())));
		for (let round = 0; round < 10; round++) await goodBye();
		expect(messagesIn(network.received[0]).length).toBe(30);
		await pass(58);
		expect(messagesIn(network.received[0]).length).toBe(30);
		await pass(3);
		expect(await sending).toHaveLength(32);
		await goodBye();
		network.verify();
	});

	test("are counted over all connections", async () => {
		const script = [...greeting(), ...transaction(), ...QUIT];
		const network = transcript(Array<Step[]>(31).fill(script));
		const { mailer } = watched(network);
		for (let message = 0; message < 30; message++) await mailer.send(messageOf());
		let sent = false;
		const last = mailer.send(messageOf()).then(() => {
			sent = true;
		});
		await pass(50);
		expect(sent).toBe(false);
		await pass(11);
		await last;
		network.verify();
	});

	test("and Stop, pressed meanwhile, ends the one that waits and says good-bye", async () => {
		const network = transcript([...greeting(), ...thirty, ...QUIT]);
		const { mailer } = watched(network);
		const jobs = Array.from({ length: 31 }, () => jobOf(mailer));
		for (let round = 0; round < 10; round++) await goodBye();
		expect(messagesIn(network.received[0]).length).toBe(30);
		jobs[30]?.cancel();
		expect(await jobs[30]?.ended).toEqual({ kind: "cancelled" });
		await goodBye();
		network.verify();
	});
});

describe("A server that ends the session between two messages", () => {
	const thirty = Array.from({ length: 30 }, () => transaction()).flat();

	test.each<[string, Step[]]>([
		["hangs up", ["CLOSE"]],
		["says why and hangs up", ["S: 421 4.4.2 idle for too long", "CLOSE"]],
		["says that it will, and does not", ["S: 421 4.3.2 shutting down"]],
		["breaks the connection", [{ fail: "unreachable" }]],
	])("and %s: the next message goes over a new one, without a failed try", async (_, ending) => {
		const network = transcript([
			[...greeting(), ...thirty, ...ending],
			[...greeting(), ...transaction(), ...transaction(), ...QUIT],
		]);
		const { mailer, mostOpen } = watched(network, { retryDelays: [] });
		const sending = Promise.all(Array.from({ length: 32 }, () => mailer.send(messageOf())));
		for (let round = 0; round < 10; round++) await goodBye();
		expect(network.opened.length).toBe(1);
		await pass(61);
		expect(await sending).toHaveLength(32);
		await goodBye();
		network.verify();
		expect(mostOpen()).toBe(1);
		expect(network.opened).toMatchObject([{ closed: true }, { closed: true }]);
	});

	test("and nobody waits any more: its connection is closed without a word", async () => {
		const network = transcript([...greeting(), ...thirty, "CLOSE"]);
		const { mailer } = watched(network);
		const jobs = Array.from({ length: 31 }, () => jobOf(mailer));
		for (let round = 0; round < 10; round++) await goodBye();
		jobs[30]?.cancel();
		expect(await jobs[30]?.ended).toEqual({ kind: "cancelled" });
		await goodBye();
		network.verify();
		expect(network.opened).toMatchObject([{ closed: true }]);
	});
});

describe("A server that does not answer the farewell", () => {
	test("keeps the next message waiting for two seconds and no longer", async () => {
		const network = transcript([
			[...greeting(), ...transaction(), "C: QUIT", "STALL"],
			[...greeting(), ...transaction(), ...QUIT],
		]);
		const { mailer, mostOpen } = watched(network);
		expect(await mailer.send(messageOf())).toEqual([]);
		const next = mailer.send(messageOf());
		await pass(1.9);
		expect(network.opened.length).toBe(1);
		await pass(0.7);
		expect(await next).toEqual([]);
		await goodBye();
		network.verify();
		expect(mostOpen()).toBe(1);
	});
});
