import { Failure } from "../../modules/base/failure";
import { History } from "../../modules/jobs/history";
import type { JobControl, JobDescription } from "../../modules/jobs/job";
import { Queue } from "../../modules/jobs/queue";
import type { Refusal } from "../../modules/mail/refusal";

const SCAN: JobDescription = {
	type: "scan-to-email",
	from: "a@timbre.example",
	to: ["b@timbre.example"],
	pages: 2,
};
const NOON = Date.UTC(2026, 10, 22, 12);

function printer(now: () => number | undefined = () => NOON): { history: History; queue: Queue } {
	const history = new History();
	return { history, queue: new Queue(history, now) };
}

/** Work that goes on until the test says how it ends. */
function pending(): {
	work: (control: JobControl) => Promise<readonly Refusal[]>;
	finish: (refused?: Refusal[]) => void;
	fail: (error: unknown) => void;
} {
	let finish: (refused?: Refusal[]) => void = () => {};
	let fail: (error: unknown) => void = () => {};
	const ended = new Promise<readonly Refusal[]>((resolve, reject) => {
		finish = (refused = []) => resolve(refused);
		fail = reject;
	});
	return { work: () => ended, finish, fail };
}

describe("The printer does one job at a time", () => {
	test("a second job is told at once that the printer is busy", async () => {
		const { queue } = printer();
		const first = pending();
		const job = queue.start(SCAN, first.work);
		expect(() => queue.start(SCAN, first.work)).toThrow(expect.objectContaining({ code: "job.busy" }));
		first.finish();
		await job.ended;
		expect(queue.start(SCAN, async () => []).receiptNumber).toBe(2);
	});

	test("after a failure the next job may start", async () => {
		const { queue } = printer();
		const job = queue.start(SCAN, async () => {
			throw new Failure("dns.not-found");
		});
		await job.ended;
		expect(queue.running).toBeUndefined();
	});
});

describe("The history tells what became of each job", () => {
	test("a running job is there from its start, with its progress", () => {
		const { queue, history } = printer();
		const job = queue.start(SCAN, pending().work);
		job.progress(10, 100);
		expect(job.state).toEqual({ kind: "running", sent: 10, total: 100 });
		expect(history.entries()).toMatchObject([
			{ ...SCAN, receiptNumber: 1, startedAt: NOON, result: "running" },
		]);
	});

	test("a job that nobody could sign in for ends with code 360", async () => {
		const { queue, history } = printer();
		await queue.start(SCAN, async () => {
			throw new Failure("oauth.not-signed-in");
		}).ended;
		expect(history.entries()).toMatchObject([
			{ result: "failed", code: 360, failure: { code: "oauth.not-signed-in", action: "sign-in" } },
		]);
	});

	test("a job that reached only some recipients says which it did not reach", async () => {
		const { queue, history } = printer();
		const failure = new Failure("smtp.recipient-refused");
		await queue.start(SCAN, async () => [{ address: "gone@timbre.example", failure }]).ended;
		expect(history.entries()).toMatchObject([
			{ result: "partial", failure, refused: [{ address: "gone@timbre.example" }] },
		]);
	});

	test("an error that is no Failure still has a text", async () => {
		const { queue, history } = printer();
		await queue.start(SCAN, async () => {
			throw new TypeError("undefined is not a function");
		}).ended;
		expect(history.entries()[0]?.failure).toMatchObject({ code: "internal", action: "retry" });
	});

	test("a job whose clock is not set has no start time", () => {
		const { queue, history } = printer(() => undefined);
		queue.start(SCAN, async () => []);
		expect(history.entries()[0]?.startedAt).toBeUndefined();
	});

	test("the newest twelve jobs are kept, newest first", async () => {
		const { queue, history } = printer();
		for (let n = 0; n < 25; n += 1) await queue.start(SCAN, async () => []).ended;
		const numbers = history.entries().map((entry) => entry.receiptNumber);
		expect(numbers).toHaveLength(12);
		expect([numbers[0], numbers[11]]).toEqual([25, 14]);
	});
});

describe("A person can stop a job", () => {
	test("the work hears it, once, and the history says cancelled", async () => {
		const { queue, history } = printer();
		let heard = 0;
		const job = queue.start(
			SCAN,
			(control) =>
				new Promise((_, reject) => {
					control.onCancel(() => {
						heard += 1;
						reject(new Failure("job.cancelled"));
					});
				}),
		);
		job.cancel();
		job.cancel();
		await job.ended;
		expect(heard).toBe(1);
		expect(history.entries()).toMatchObject([{ result: "cancelled", code: undefined }]);
	});

	test("work that begins to listen after Stop hears it at once", async () => {
		const { queue } = printer();
		const { work, finish } = pending();
		let heard = false;
		const job = queue.start(SCAN, async (control) => {
			await work(control);
			control.onCancel(() => {
				heard = true;
			});
			return [];
		});
		job.cancel();
		finish();
		await job.ended;
		expect(heard).toBe(true);
	});

	test("a job that has ended cannot be stopped any more", async () => {
		const { queue } = printer();
		const job = queue.start(SCAN, async () => []);
		await job.ended;
		job.cancel();
		expect(job.cancelled).toBe(false);
		expect(job.state).toEqual({ kind: "done", refused: [] });
	});
});
