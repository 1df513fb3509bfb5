import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Lab, startLab } from "../../tools/lab/lab";

let lab: Lab;
const MARIE = "marie@timbre.example";
const BOUNDARY = "=-part";

beforeAll(async () => {
	lab = await startLab();
});
afterAll(() => lab.close());
beforeEach(() => lab.mailboxes.clear(MARIE));

function deliver(raw: Buffer, recipients = [MARIE]): string {
	const sender = "admin@timbre.example";
	return lab.mailboxes.deliver({ sender, recipients, login: sender, body: "BINARYMIME", raw });
}

/** A message with one attachment. */
function withAttachment(encoding: "base64" | "binary", content: Buffer, fileName = "scan.pdf"): Buffer {
	const body =
		encoding === "binary" ? content : Buffer.from(content.toString("base64").replace(/.{76}/g, "$&\r\n"));
	return Buffer.concat([
		Buffer.from(
			[
				'From: "Printer" <admin@timbre.example>',
				`To: ${MARIE}`,
				"Subject: =?utf-8?B?TnVtw6lyaXNhdGlvbg==?=",
				"MIME-Version: 1.0",
				`Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
				"",
				`--${BOUNDARY}`,
				"Content-Type: text/plain; charset=utf-8",
				"Content-Transfer-Encoding: 8bit",
				"",
				"Voilà",
				`--${BOUNDARY}`,
				`Content-Type: application/pdf; name="${fileName}"`,
				`Content-Disposition: attachment; filename="${fileName}"`,
				`Content-Transfer-Encoding: ${encoding}`,
				"",
				"",
			].join("\r\n"),
		),
		body,
		Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
	]);
}

async function json(path: string): Promise<Record<string, unknown>> {
	return (await fetch(lab.url + path)).json() as Promise<Record<string, unknown>>;
}

describe("the API of a message", () => {
	test.each(["base64", "binary"] as const)(
		"tells size and SHA-256 of a %s attachment, and gives it back",
		async (encoding) => {
			const content = Buffer.concat([
				Buffer.from("\r\n\n\r\r\n%PDF\0"),
				randomBytes(100000),
				Buffer.from("\r\n\r\n"),
			]);
			const id = deliver(withAttachment(encoding, content));
			const sha256 = createHash("sha256").update(content).digest("hex");
			const summary = await json(`/api/messages/${id}`);
			expect(summary).toMatchObject({
				from: '"Printer" <admin@timbre.example>',
				to: MARIE,
				subject: "Numérisation",
				attachments: [{ fileName: "scan.pdf", type: "application/pdf", size: content.length, sha256 }],
			});
			expect(summary["text"]).toContain("Voilà");
			const answer = await fetch(`${lab.url}/api/messages/${id}/attachments/0`);
			expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
		},
	);

	test("gives the message as it came", async () => {
		const raw = withAttachment("binary", randomBytes(3000));
		const id = deliver(raw);
		const answer = await fetch(`${lab.url}/api/messages/${id}/raw`);
		expect(Buffer.from(await answer.arrayBuffer()).equals(raw)).toBe(true);
	});

	test("what a stranger sent is saved, never shown", async () => {
		const id = deliver(withAttachment("base64", Buffer.from("<script>alert(1)</script>"), "page.html"));
		for (const path of ["raw", "attachments/0"]) {
			const { headers } = await fetch(`${lab.url}/api/messages/${id}/${path}`);
			expect(headers.get("content-disposition")).toMatch(/^attachment; filename=/);
			expect(headers.get("content-type")).toBe("application/octet-stream");
			expect(headers.get("x-content-type-options")).toBe("nosniff");
			expect(headers.get("content-security-policy")).toContain("default-src 'none'");
		}
	});

	test.each(["/api/messages/999999", "/api/messages/999999/raw", "/mailbox/999999"])(
		"404 for %s",
		async (path) => {
			expect((await fetch(lab.url + path)).status).toBe(404);
		},
	);

	test("404 for an attachment that is not there", async () => {
		const id = deliver(Buffer.from("Subject: none\r\n\r\n"));
		for (const number of ["0", "-1", "x", "1e3"]) {
			expect((await fetch(`${lab.url}/api/messages/${id}/attachments/${number}`)).status).toBe(404);
		}
	});

	test("an empty message and one of random octets are shown all the same", async () => {
		for (const raw of [Buffer.alloc(0), randomBytes(5000)]) {
			const id = deliver(raw);
			expect((await fetch(`${lab.url}/mailbox/${id}`)).status).toBe(200);
			expect(await json(`/api/messages/${id}`)).toMatchObject({ size: raw.length });
		}
	});
});

describe("the API of a mailbox", () => {
	test("lists in the order of arrival, whatever the case of the address, and can be emptied", async () => {
		deliver(Buffer.from("Subject: one\r\n\r\n"));
		deliver(Buffer.from("Subject: two\r\n\r\n"), [MARIE, "paul@timbre.example"]);
		const list = (await json("/api/mailboxes/MARIE@timbre.example")) as unknown as { subject: string }[];
		expect(list.map((message) => message.subject)).toEqual(["one", "two"]);
		const answer = await fetch(`${lab.url}/api/mailboxes/${MARIE}`, { method: "DELETE" });
		expect(answer.status).toBe(204);
		expect(await json(`/api/mailboxes/${MARIE}`)).toEqual([]);
		expect(await json("/api/mailboxes/paul@timbre.example")).toHaveLength(1);
	});

	test("keeps the newest 500 messages, and the newest half a gigabyte", () => {
		const first = deliver(Buffer.from("Subject: first\r\n\r\n"));
		for (let count = 0; count < 500; count++) deliver(Buffer.alloc(0));
		expect(lab.mailboxes.get(first)).toBeUndefined();
		expect(lab.mailboxes.list(MARIE)).toHaveLength(500);
		const large = Buffer.alloc(200 << 20);
		const ids = [large, large, large].map((raw) => deliver(raw));
		expect(lab.mailboxes.list(MARIE).map((message) => message.id)).toEqual(ids.slice(1));
	});

	test("waitFor comes back when the mail is there, and says what was missing when not", async () => {
		const wait = lab.mailboxes.waitFor(MARIE, 2);
		deliver(Buffer.from("Subject: one\r\n\r\n"));
		deliver(Buffer.from("Subject: two\r\n\r\n"));
		expect(await wait).toHaveLength(2);
		await expect(lab.mailboxes.waitFor(MARIE, 3, 10)).rejects.toThrow("has 2 messages, not 3");
	});
});

describe("the pages", () => {
	test("escape what a stranger wrote", async () => {
		const id = deliver(
			Buffer.from('From: "<img src=x>" <a@b.example>\r\nSubject: <script>alert(1)</script>\r\n\r\n<b>hi</b>'),
		);
		for (const path of ["/mailbox", `/mailbox/${id}`]) {
			const text = await (await fetch(lab.url + path)).text();
			expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
			expect(text).not.toMatch(/<script|<img|<b>/);
		}
	});

	test("the start page shows accounts, servers, and codes that wait", async () => {
		const text = await (await fetch(lab.url)).text();
		for (const part of ["admin@timbre.example", "Marie-2025", "smtp.office365.com:587", "/root.pem"]) {
			expect(text).toContain(part);
		}
		expect(await (await fetch(`${lab.url}/root.pem`)).text()).toBe(lab.root);
	});
});

describe("faults by HTTP", () => {
	const put = (name: string, body: unknown) =>
		fetch(`${lab.url}/api/faults/${name}`, {
			method: "PUT",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
		});
	const list = async () =>
		(await json("/api/faults")) as unknown as { name: string; value?: unknown; times?: number }[];
	const state = async (name: string) => (await list()).find((fault) => fault.name === name);

	test("a bare value, or a value with times; DELETE clears one or all", async () => {
		expect((await put("throttled", 5)).status).toBe(204);
		expect((await put("temporary", { value: "MAIL", times: 2 })).status).toBe(204);
		expect((await put("declined", true)).status).toBe(204);
		expect(await state("throttled")).toMatchObject({ value: 5 });
		expect(await state("temporary")).toMatchObject({ value: "MAIL", times: 2 });
		await fetch(`${lab.url}/api/faults/throttled`, { method: "DELETE" });
		expect((await state("throttled"))?.value).toBeUndefined();
		await fetch(`${lab.url}/api/faults`, { method: "DELETE" });
		expect((await list()).filter((fault) => fault.value !== undefined)).toEqual([]);
	});

	test.each([
		["throttled", "soon", 400],
		["throttled", 0, 400],
		["temporary", { value: "MAIL", times: 0 }, 400],
		["temporary", { value: "NOOP" }, 400],
		["smtp-auth-disabled", true, 400],
		["smtp-reply", "RCPT 250 2.1.5 OK", 400],
		["smtp-reply", "RCPT 550 5.1.1 two\r\n250 lines", 400],
		["entra-error", 12345, 400],
		["certificate", "self-signed", 400],
		["no-such-fault", true, 404],
		["__proto__", true, 404],
	])("%s refuses %j", async (name, value, status) => {
		const answer = await put(name, value);
		expect(answer.status).toBe(status);
		expect(lab.faults.list().filter((fault) => fault.value !== undefined)).toEqual([]);
	});

	test("the page sets, shows and clears them", async () => {
		const post = async (fields: Record<string, string>) =>
			(await fetch(`${lab.url}/faults`, { method: "POST", body: new URLSearchParams(fields) })).text();
		expect(await post({ name: "slow", value: "5", action: "set" })).toContain("on: 5");
		expect(await post({ name: "slow", value: "fast", action: "set" })).toContain(
			"slow takes milliseconds per reply",
		);
		expect(lab.faults.peek("slow")).toBe(5);
		await post({ name: "slow", action: "clear" });
		expect(lab.faults.peek("slow")).toBeUndefined();
		await post({ name: "declined", value: "", action: "set" });
		expect(lab.faults.peek("declined")).toBe(true);
		await post({ action: "clear-all" });
		expect(lab.faults.peek("declined")).toBeUndefined();
	});
});
