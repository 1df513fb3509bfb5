import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { FAULTS } from "../../tools/lab/fault-table";
import { type FaultName, type FaultValue, type Lab, startLab } from "../../tools/lab/lab";
import { ADMIN, EntraClient } from "./entra-client";
import { SmtpClient, signedIn, xoauth2 } from "./smtp-client";

const ADMIN_ADDRESS = "admin@timbre.example";
const MARIE = "marie@timbre.example";
const ENVELOPE = `MAIL FROM:<${ADMIN_ADDRESS}>\r\nRCPT TO:<${MARIE}>\r\n`;

let lab: Lab;
let token: string;

beforeAll(async () => {
	lab = await startLab();
	token = (await new EntraClient(lab).signIn(ADMIN)).access_token;
});
afterAll(() => lab.close());
beforeEach(() => lab.mailboxes.clear(MARIE));
afterEach(() => lab.faults.clearAll());

/** What the server says to each step of a normal message; it stops at the first refusal. */
async function send(): Promise<{ step: string; reply: string }> {
	const client = new SmtpClient(lab);
	const steps: readonly (readonly [string, () => Promise<string>])[] = [
		["GREETING", () => client.reply()],
		["EHLO", () => client.command("EHLO printer.example")],
		["STARTTLS", () => client.command("STARTTLS")],
		["EHLO", () => client.secure().then(() => client.command("EHLO printer.example"))],
		["AUTH", () => client.command(`AUTH XOAUTH2 ${xoauth2(ADMIN_ADDRESS, token)}`)],
		["MAIL", () => client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`)],
		["RCPT", () => client.command(`RCPT TO:<${MARIE}>`)],
		["DATA", () => client.command("BDAT 2 LAST\r\n\r")],
	];
	let last = { step: "", reply: "" };
	for (const [step, run] of steps) {
		last = { step, reply: await run() };
		if (!/^[23]/.test(last.reply) || last.reply.startsWith("334")) break;
	}
	client.close();
	return last;
}

test("without a fault a message is taken", async () => {
	expect(await send()).toMatchObject({ step: "DATA", reply: expect.stringMatching(/^250 /) });
});

describe("refusals", () => {
	const rows: readonly (readonly [FaultName, FaultValue, string, RegExp])[] = [
		[
			"smtp-auth-disabled",
			"tenant",
			"AUTH",
			/^535 5\.7\.139 .*SmtpClientAuthentication is disabled for the Tenant\. Visit https:\/\/aka\.ms\/smtp_auth_disabled/,
		],
		[
			"smtp-auth-disabled",
			ADMIN_ADDRESS,
			"AUTH",
			/^535 5\.7\.139 .*disabled for the Mailbox\. Visit https:\/\/aka\.ms\/smtp_auth_disabled/,
		],
		["smtp-auth-disabled", MARIE, "DATA", /^250 /],
		[
			"security-defaults",
			true,
			"AUTH",
			/^535 5\.7\.139 .*user is locked by your organization's security defaults policy/,
		],
		[
			"smtp-conditional-access",
			true,
			"AUTH",
			/^535 5\.7\.139 .*did not meet the criteria to be authenticated successfully/,
		],
		["token-rejected", true, "AUTH", /^334 /],
		["smtp-432", "connections", "AUTH", /^432 4\.3\.2 Concurrent connections limit exceeded/],
		["smtp-432", "threads", "DATA", /^432 4\.3\.2 .*sender thread limit exceeded/],
		["temporary", "AUTH", "AUTH", /^451 4\.7\.0 Temporary server error/],
		["temporary", "MAIL", "MAIL", /^451 4\.7\.0 Temporary server error/],
		["temporary", "RCPT", "RCPT", /^451 4\.7\.0 Temporary server error/],
		["temporary", "DATA", "DATA", /^451 4\.7\.0 Temporary server error/],
		["message-limit", 1, "DATA", /^552 5\.3\.4 /],
		[
			"smtp-reply",
			"GREETING 421 4.3.2 Service not available",
			"GREETING",
			/^421 4\.3\.2 Service not available\r\n$/,
		],
		["smtp-reply", "EHLO 421 4.7.66 TLS 1.0 and 1.1 are not supported", "EHLO", /^421 4\.7\.66 /],
		["smtp-reply", "AUTH 550 5.7.30 Basic authentication is not supported", "AUTH", /^550 5\.7\.30 /],
		["smtp-reply", "MAIL 550 5.1.8 Access denied, bad outbound sender", "MAIL", /^550 5\.1\.8 /],
		["smtp-reply", "RCPT 452 4.5.3 Too many recipients", "RCPT", /^452 4\.5\.3 /],
		["smtp-reply", "DATA 554 5.2.0 SubmissionQuotaExceededException", "DATA", /^554 5\.2\.0 /],
	];
	test.each(rows)("%s=%s answers %s with %s", async (name, value, step, reply) => {
		lab.faults.set(name, value);
		expect(await send()).toEqual({ step, reply: expect.stringMatching(reply) });
		expect(lab.mailboxes.list(MARIE)).toHaveLength(reply.source.startsWith("^250") ? 1 : 0);
	});

	test("a fault set for one time lets the second try through", async () => {
		lab.faults.set("temporary", "DATA", 1);
		expect((await send()).reply).toMatch(/^451 /);
		expect((await send()).reply).toMatch(/^250 /);
	});
});

describe("what EHLO offers", () => {
	async function offered(): Promise<{ client: SmtpClient; before: string; after: string }> {
		const client = new SmtpClient(lab);
		await client.reply();
		const before = await client.command("EHLO printer.example");
		if (!before.includes("STARTTLS")) return { client, before, after: "" };
		await client.command("STARTTLS");
		await client.secure();
		return { client, before, after: await client.command("EHLO printer.example") };
	}

	test("no-starttls: not offered, and refused", async () => {
		lab.faults.set("no-starttls");
		const { client, before } = await offered();
		expect(before).not.toContain("STARTTLS");
		expect(await client.command("STARTTLS")).toMatch(/^502 /);
		client.close();
	});

	test("no-chunking: neither CHUNKING nor BINARYMIME; BDAT and BODY=BINARYMIME are refused", async () => {
		lab.faults.set("no-chunking");
		const { client, after } = await offered();
		expect(after).not.toMatch(/CHUNKING|BINARYMIME/);
		await client.command(`AUTH XOAUTH2 ${xoauth2(ADMIN_ADDRESS, token)}`);
		expect(await client.command(`MAIL FROM:<${ADMIN_ADDRESS}> BODY=BINARYMIME`)).toMatch(/^501 /);
		expect(await client.command("BDAT 0")).toMatch(/^502 /);
		client.close();
	});

	test("no-binarymime: CHUNKING stays", async () => {
		lab.faults.set("no-binarymime");
		const { client, after } = await offered();
		expect(after).toContain("CHUNKING");
		expect(after).not.toContain("BINARYMIME");
		client.close();
	});

	test("no-pipelining: not offered; what comes ahead of a reply is refused", async () => {
		lab.faults.set("no-pipelining");
		const { client, after } = await offered();
		expect(after).not.toContain("PIPELINING");
		await client.command(`AUTH XOAUTH2 ${xoauth2(ADMIN_ADDRESS, token)}`);
		client.write(ENVELOPE);
		expect(await client.reply()).toMatch(/^503 /);
		expect(await client.reply()).toMatch(/^503 /);
		expect(await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`)).toMatch(/^250 /);
		client.close();
	});
});

describe("the connection", () => {
	test("starttls-injection: plain text comes in one segment with the 220", async () => {
		lab.faults.set("starttls-injection");
		const client = new SmtpClient(lab);
		await client.reply();
		await client.command("EHLO printer.example");
		expect(await client.command("STARTTLS")).toBe("220 2.0.0 SMTP server ready\r\n");
		expect(client.unread).toBe("250 2.0.0 injected before TLS\r\n");
		client.close();
	});

	test.each([0, 1, 1000])(
		"drop-mid-data=%i: the connection closes, and nothing is delivered",
		async (octets) => {
			lab.faults.set("drop-mid-data", octets);
			for (const start of ["BDAT 5000 LAST\r\n", "DATA\r\n"]) {
				const client = await signedIn(lab, ADMIN_ADDRESS, token);
				client.write(`${ENVELOPE}${start}`);
				await client.reply();
				await client.reply();
				client.write("x".repeat(5000));
				if (start.startsWith("DATA")) client.write("\r\n.\r\n");
				await client.closed();
				expect(client.unread).not.toMatch(/^250 /m);
			}
			expect(lab.mailboxes.list(MARIE)).toHaveLength(0);
		},
	);

	test("drop-after-data: the message is delivered, and no reply says so", async () => {
		lab.faults.set("drop-after-data");
		expect(await send()).toEqual({ step: "DATA", reply: "" });
		expect(lab.mailboxes.list(MARIE)).toHaveLength(1);
	});

	test("idle-time-out: a silent client is told 421 4.4.1, then left", async () => {
		lab.faults.set("idle-time-out", 30);
		const client = new SmtpClient(lab);
		expect(await client.reply()).toMatch(/^220 /);
		expect(await client.reply()).toBe("421 4.4.1 Connection timed out\r\n");
		await client.closed();
	});

	test("slow: a reply waits while the pages, which do not, are loaded", async () => {
		lab.faults.set("slow", 2000, 1);
		const client = new SmtpClient(lab);
		const greeting = client.reply();
		const pages = async () => {
			for (let count = 0; count < 5; count++) await (await fetch(lab.url)).text();
			return "pages";
		};
		expect(await Promise.race([greeting, pages()])).toBe("pages");
		expect(await greeting).toMatch(/^220 /);
		client.close();
	});
});

test("every fault of the table is tried in one of these files", async () => {
	const { readdir, readFile } = await import("node:fs/promises");
	const files = (await readdir("tests/lab")).filter((name) => name.endsWith(".test.ts"));
	const sources = (await Promise.all(files.map((name) => readFile(`tests/lab/${name}`, "utf8")))).join("\n");
	const untried = Object.keys(FAULTS).filter((name) => !sources.includes(`"${name}"`));
	expect(untried).toEqual([]);
});
