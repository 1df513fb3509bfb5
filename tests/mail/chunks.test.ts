import * as fc from "fast-check";
import { Failure } from "../../modules/base/failure";
import type { Source } from "../../modules/base/source";
import { failureOf } from "../host/failure-of";
import { type Delivery, type Step, transcript } from "../host/transcript";
import { compose, messageOf, sourceOf } from "./composition";
import { GREETING, goodBye, LOGIN, mailerOn, QUIT, SIGN_IN, upgrade } from "./exchange";
import { ANY_MESSAGE, greeting, OPEN_SERVER } from "./small-server";

const DELIVERIES: readonly Delivery[] = ["whole", "line", "byte"];
const EXTENSIONS = ["PIPELINING", "CHUNKING", "BINARYMIME"];
const HEAD: readonly Step[] = [
	"C: MAIL FROM:<printer@contoso.example> BODY=BINARYMIME",
	"C: RCPT TO:<marie@contoso.example>",
];
const document = Uint8Array.from({ length: 150_000 }, (_, index) => (index * 31) % 251);

function scan(source: Source, to: readonly string[] = ["marie@contoso.example"]) {
	const attachments = [{ name: "scan.pdf", type: "application/pdf", source }];
	return messageOf({ to: to.map((address) => ({ address })), attachments });
}

/** A message that comes in chunks; tells `chunks` of the lengths, and accepts it once the last is whole. */
function chunked(chunks: number[], content: Buffer[] = []): Step {
	return {
		expect(received) {
			chunks.length = content.length = 0;
			for (let at = 0; ; ) {
				const [command, length = "", last] =
					/^BDAT (\d+)( LAST)?\r\n/.exec(received.subarray(at, at + 32).toString("latin1")) ?? [];
				if (command === undefined) return undefined;
				const start = at + command.length;
				at = start + Number(length);
				if (received.length < at) return undefined;
				chunks.push(Number(length));
				content.push(Buffer.from(received.subarray(start, at)));
				if (last) return at;
			}
		},
	};
}

/** A control, and how to press Stop. */
function stoppable() {
	let stop = () => {};
	const control = {
		cancelled: false,
		onCancel(callback: () => void) {
			stop = callback;
		},
	};
	return {
		control,
		stop() {
			control.cancelled = true;
			stop();
		},
	};
}

/** Two for the envelope, and one for each chunk. */
const replies = (chunks: number): string => "250 OK\r\n".repeat(2 + chunks);

describe("A document whose length nobody knows before", () => {
	test("arrives as it is, in chunks of at most 64 KiB, however it and the network come", async () => {
		const lengths = fc.integer({ min: 0, max: 40_000 });
		const steps = fc.integer({ min: 1, max: 5000 });
		const windows = fc.integer({ min: 300, max: 80_000 });
		await fc.assert(
			fc.asyncProperty(lengths, steps, windows, async (length, step, window) => {
				const bytes = document.subarray(0, length);
				const chunks: number[] = [];
				const content: Buffer[] = [];
				const network = transcript(
					[
						...greeting(EXTENSIONS),
						...HEAD,
						chunked(chunks, content),
						{ send: () => replies(chunks.length) },
						...QUIT,
					],
					{ window },
				);
				const ended = await mailerOn(network, OPEN_SERVER).send(scan(sourceOf(bytes, step, false)));
				await goodBye();
				network.verify();
				expect(ended).toEqual([]);
				expect(Buffer.concat(content).equals(await compose(scan(sourceOf(bytes)), "binary"))).toBe(true);
				for (const chunk of chunks) expect(chunk).toBeLessThanOrEqual(65_536);
			}),
			{ numRuns: 15 },
		);
	});

	test.each(DELIVERIES)("is taken by the server chunk by chunk (%s)", async (delivery) => {
		const bytes = document.subarray(0, 9000);
		const chunks: number[] = [];
		const network = transcript(
			[...greeting(EXTENSIONS), ...HEAD, chunked(chunks), { send: replies(3) }, ...QUIT],
			{
				delivery,
			},
		);
		expect(await mailerOn(network, OPEN_SERVER).send(scan(sourceOf(bytes, 5000, false)))).toEqual([]);
		await goodBye();
		network.verify();
		expect(chunks.length).toBe(3);
	});
});

describe("MAIL, every RCPT and the message's begin", () => {
	const to = ["marie", "paul", "jean"].map((name) => `${name}@contoso.example`);
	const exchange = [...GREETING, ...upgrade(), ...SIGN_IN];
	const letter = (announced: boolean) => ({
		...scan(sourceOf(document.subarray(0, 2000), 700, announced), to),
		from: { address: LOGIN },
	});

	test.each([true, false])(
		"leave in one write, and so in one TLS record (length known: %s)",
		async (announced) => {
			const chunks: number[] = [];
			const { length } = await compose(letter(true), "binary");
			const size = announced ? ` SIZE=${length}` : "";
			const network = transcript(
				[
					...exchange,
					`C: MAIL FROM:<${LOGIN}>${size} BODY=BINARYMIME`,
					...to.map((address): Step => `C: RCPT TO:<${address}>`),
					chunked(chunks),
					{ send: replies(3) },
					...QUIT,
				],
				{ window: 16_384 },
			);
			expect(await mailerOn(network).send(letter(announced))).toEqual([]);
			await goodBye();
			network.verify();
			const writes = network.writes[0]?.map(String) ?? [];
			expect(writes.map((write) => write.split(/[ \r]/)[0])).toEqual([
				...["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "QUIT"],
			]);
			expect(writes[4]).toMatch(/--\r\n$/);
		},
	);

	test("of a long message fill the block that leaves first", async () => {
		const chunks: number[] = [];
		const network = transcript(
			[...greeting(EXTENSIONS), ...HEAD, chunked(chunks), { send: replies(3) }, ...QUIT],
			{ window: 16_384 },
		);
		expect(await mailerOn(network, OPEN_SERVER).send(scan(sourceOf(document)))).toEqual([]);
		await goodBye();
		network.verify();
		expect(chunks.length).toBe(3);
		const first = network.writes[0]?.[1];
		expect(first?.toString("latin1")).toMatch(/^MAIL .*\r\nRCPT .*\r\nBDAT 65536\r\nDate:/);
		expect(first?.length).toBeGreaterThan(16_384 - 200);
	});
});

describe("What the server says while the client sends", () => {
	test("is read, so that a server whose own buffer is full takes the rest", async () => {
		const many = Array.from({ length: 500 }, (_, index) => `p${index}@contoso.example`);
		const reply: Step = `S: 250 2.1.5 ${"x".repeat(200)}`;
		const chunks: number[] = [];
		const script: Step[] = [
			...greeting(EXTENSIONS),
			"C: MAIL FROM:<printer@contoso.example> BODY=BINARYMIME",
			reply,
			...many.flatMap((address): Step[] => [`C: RCPT TO:<${address}>`, reply]),
			chunked(chunks),
			{ send: () => "250 2.0.0 OK\r\n".repeat(chunks.length) },
			...QUIT,
		];
		const network = transcript(script, { window: 5744, outbox: 4096 });
		expect(await mailerOn(network, OPEN_SERVER).send(scan(sourceOf(document), many))).toEqual([]);
		await goodBye();
		network.verify();
	});

	test("is waited for once 16 chunks are under way: a server that is slow holds no more of ours", async () => {
		const blank = new Uint8Array(4 << 20);
		const network = transcript(
			[...greeting(EXTENSIONS), ...HEAD, { send: replies(0) }, { expect: () => undefined }],
			{
				window: 100_000,
			},
		);
		const { control, stop } = stoppable();
		const sending = failureOf(mailerOn(network, OPEN_SERVER).send(scan(sourceOf(blank)), control));
		const begun = () => network.received[0]?.toString("latin1").match(/BDAT \d+\r\n/g)?.length ?? 0;
		let seen = 0;
		for (let still = 0; still < 5; ) {
			await goodBye();
			await new Promise((resolve) => setTimeout(resolve, 2));
			still = begun() === seen && seen > 0 ? still + 1 : 0;
			seen = begun();
		}
		expect(seen).toBeGreaterThanOrEqual(16);
		expect(seen).toBeLessThanOrEqual(17);
		stop();
		await sending;
	});
});

describe("A document that cannot be read on amid the message", () => {
	/** Gives some bytes, then fails or ends, though more were announced. */
	function broken(length: number, announced: boolean, failing: boolean): Source {
		const source = sourceOf(document.subarray(0, length), 700, false);
		return {
			...(announced && { byteLength: length + 50_000 }),
			async read(into) {
				const count = await source.read(into);
				if (count === 0 && failing) throw new Failure("scan.failed", { detail: "paper jam" });
				return count;
			},
		};
	}
	const ways: [string, string[], boolean, boolean][] = [
		["in a chunk of known length", EXTENSIONS, true, true],
		["in a chunk of known length, by ending early", EXTENSIONS, true, false],
		["in chunks of unknown length", EXTENSIONS, false, true],
		["in lines after DATA", ["PIPELINING"], true, true],
		["in lines after DATA, by ending early", ["PIPELINING"], true, false],
		["in lines after DATA, of unknown length", ["PIPELINING"], false, true],
	];

	test.each(ways)(
		"%s ends the connection: the server never has a message to deliver",
		async (_, extensions, announced, failing) => {
			for (const length of [0, 3000, 40_000]) {
				let whole = 0;
				const delivered = () => {
					whole += 1;
					return "";
				};
				const chunking = extensions.includes("CHUNKING");
				const rest: Step[] = chunking
					? [{ send: replies(0) }, chunked([]), { send: delivered }]
					: [{ send: replies(0) }, "S: 354 go ahead", ANY_MESSAGE, { send: delivered }];
				const head: Step[] = chunking
					? [...HEAD]
					: ["C: MAIL FROM:<printer@contoso.example>", HEAD[1] as Step, "C: DATA"];
				const network = transcript([...greeting(extensions), ...head, ...rest], { window: 4000 });
				const failure = await failureOf(
					mailerOn(network, OPEN_SERVER, undefined, [0.001]).send(scan(broken(length, announced, failing))),
				);
				await goodBye();
				expect(failure).toMatchObject({ code: "scan.failed" });
				expect(network.opened).toMatchObject([{ closed: true }]);
				const sent = network.received[0]?.toString("latin1") ?? "";
				expect(sent).not.toMatch(/RSET|QUIT/);
				expect(whole).toBe(0);
			}
		},
	);
});
