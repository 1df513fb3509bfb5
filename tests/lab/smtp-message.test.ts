import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Lab, SHARED_MAILBOX, startLab } from "../../tools/lab/lab";
import { ADMIN, EntraClient } from "./entra-client";
import { type SmtpClient, signedIn } from "./smtp-client";

const ADMIN_ADDRESS = "admin@timbre.example";
const MARIE = "marie@timbre.example";

let lab: Lab;
let token: string;

beforeAll(async () => {
	lab = await startLab();
	token = (await new EntraClient(lab).signIn(ADMIN)).access_token;
});
afterAll(() => lab.close());
beforeEach(() => {
	for (const address of [MARIE, ADMIN_ADDRESS, "someone@elsewhere.example"]) lab.mailboxes.clear(address);
});

function signIn(): Promise<SmtpClient> {
	return signedIn(lab, ADMIN_ADDRESS, token);
}

describe("a message", () => {
	test("MAIL, RCPT and BDAT in one write: three replies, and every octet arrives", async () => {
		const content = Buffer.concat([
			Buffer.from("Subject: all octets\r\n\r\n"),
			Buffer.from(Array.from({ length: 256 }, (_, octet) => octet)),
			Buffer.from("\r\n.\r\n\n.\n\r.\r\0"),
		]);
		const client = await signIn();
		const head = `MAIL FROM:<${ADMIN_ADDRESS}> SIZE=${content.length} BODY=BINARYMIME\r\nRCPT TO:<${MARIE}>\r\nBDAT ${content.length} LAST\r\n`;
		client.write(Buffer.concat([Buffer.from(head), content]));
		expect(await client.reply()).toBe("250 2.1.0 Sender OK\r\n");
		expect(await client.reply()).toBe("250 2.1.5 Recipient OK\r\n");
		expect(await client.reply()).toMatch(/^250 2\.0\.0 OK <[^>]+> \[Hostname=[^\]]+\]\r\n$/);
		expect(await client.command("QUIT")).toBe("221 2.0.0 Service closing transmission channel\r\n");
		await client.closed();
		const [message] = lab.mailboxes.list(MARIE);
		expect(message?.raw.equals(content)).toBe(true);
		expect(message).toMatchObject({ sender: ADMIN_ADDRESS, login: ADMIN_ADDRESS, body: "BINARYMIME" });
	});

	test("in several chunks, one of them empty at the end", async () => {
		const client = await signIn();
		await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`);
		await client.command(`RCPT TO:<${MARIE}>`);
		client.write("BDAT 12\r\nSubject: a\r\n");
		expect(await client.reply()).toBe("250 2.6.0 CHUNK received OK, 12 octets\r\n");
		client.write("BDAT 5\r\n\r\nabc");
		expect(await client.reply()).toBe("250 2.6.0 CHUNK received OK, 5 octets\r\n");
		expect(await client.command("BDAT 0 LAST")).toMatch(/^250 2\.0\.0 OK /);
		expect(lab.mailboxes.list(MARIE)[0]?.raw.toString()).toBe("Subject: a\r\n\r\nabc");
		client.close();
	});

	test("with DATA: the stuffed dots go, the rest stays to the octet", async () => {
		const client = await signIn();
		await client.command(`MAIL FROM:<${ADMIN_ADDRESS}> BODY=8BITMIME`);
		await client.command(`RCPT TO:<${MARIE}>`);
		expect(await client.command("DATA")).toBe("354 Start mail input; end with <CRLF>.<CRLF>\r\n");
		client.write("Subject: dots\r\n\r\n..\r\n...two\r\n.hidden\r\n \n.\n\xe9\r\n.\r\nNOOP\r\n");
		expect(await client.reply()).toMatch(/^250 2\.0\.0 OK /);
		expect(await client.reply()).toBe("250 2.0.0 OK\r\n");
		expect(lab.mailboxes.list(MARIE)[0]?.raw.toString()).toBe(
			"Subject: dots\r\n\r\n.\r\n..two\r\nhidden\r\n \n.\n\xe9\r\n",
		);
		client.close();
	});

	test("of 12 MiB arrives whole, and the server counts what crossed the wire", async () => {
		const content = randomBytes(12 << 20);
		const client = await signIn();
		await client.command(`MAIL FROM:<${ADMIN_ADDRESS}> BODY=BINARYMIME`);
		await client.command(`RCPT TO:<${MARIE}>`);
		client.write(`BDAT ${content.length} LAST\r\n`);
		client.write(content);
		expect(await client.reply()).toMatch(/^250 2\.0\.0 OK /);
		const hash = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
		expect(hash(lab.mailboxes.list(MARIE)[0]?.raw ?? Buffer.alloc(0))).toBe(hash(content));
		const received = lab.transcripts.last?.bytesReceived ?? 0;
		expect(received).toBeGreaterThan(content.length);
		expect(received).toBeLessThan(content.length * 1.01);
		client.close();
	});

	test("goes to every recipient, another domain's included", async () => {
		const client = await signIn();
		await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`);
		await client.command(`RCPT TO:<${MARIE.toUpperCase()}>`);
		await client.command(
			"RCPT TO:<someone@elsewhere.example> NOTIFY=FAILURE ORCPT=rfc822;someone@elsewhere.example",
		);
		client.write("BDAT 2 LAST\r\n\r\n");
		await client.reply();
		expect(lab.mailboxes.list(MARIE)).toHaveLength(1);
		expect(lab.mailboxes.list("someone@elsewhere.example")).toHaveLength(1);
		client.close();
	});

	test("to nobody: a mailbox that does not exist, an address that is none", async () => {
		const client = await signIn();
		await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`);
		expect(await client.command("RCPT TO:<nobody@timbre.example>")).toMatch(/^550 5\.1\.10 /);
		expect(await client.command("RCPT TO:<nobody>")).toMatch(/^501 5\.1\.3 /);
		expect(await client.command("DATA")).toMatch(/^503 /);
		client.write("BDAT 4 LAST\r\nNOOP");
		expect(await client.reply()).toMatch(/^503 /);
		expect(await client.command("NOOP")).toMatch(/^250 /);
		client.close();
	});

	test("from somebody else is refused after the content; from the shared mailbox it goes", async () => {
		const client = await signIn();
		await client.command(`MAIL FROM:<${MARIE}>`);
		await client.command(`RCPT TO:<${ADMIN_ADDRESS}>`);
		client.write("BDAT 2 LAST\r\n\r\n");
		expect(await client.reply()).toMatch(
			/^554 5\.2\.252 SendAsDenied; admin@timbre\.example not allowed to send as marie/,
		);
		expect(lab.mailboxes.list(ADMIN_ADDRESS)).toHaveLength(0);
		await client.command(`MAIL FROM:<${SHARED_MAILBOX}>`);
		await client.command(`RCPT TO:<${ADMIN_ADDRESS}>`);
		client.write("BDAT 2 LAST\r\n\r\n");
		expect(await client.reply()).toMatch(/^250 /);
		client.close();
	});

	test.each([
		["MAIL FROM:<>", /^501 5\.1\.3 /],
		["MAIL FROM:admin@timbre.example", /^501 5\.5\.4 /],
		["MAIL TO:<admin@timbre.example>", /^501 5\.5\.4 /],
		["MAIL FROM:<admin@timbre.example> BODY=9BIT", /^501 5\.5\.4 /],
		["MAIL FROM:<admin@timbre.example> SIZE=many", /^501 5\.5\.4 /],
		["MAIL FROM:<admin@timbre.example> COLOUR=red", /^501 5\.5\.4 /],
		["MAIL FROM:<admin@timbre.example> SIZE=157286401", /^552 5\.3\.4 /],
		["MAIL FROM:<admin@timbre.example> SIZE=157286400 SMTPUTF8 RET=HDRS ENVID=1", /^250 /],
		["RCPT TO:<marie@timbre.example>", /^503 /],
		["DATA", /^503 /],
		["WHAT", /^500 5\.3\.3 /],
		["VRFY marie", /^252 /],
	])("%s", async (line, reply) => {
		const client = await signIn();
		expect(await client.command(line)).toMatch(reply);
		client.close();
	});

	test("MAIL twice, DATA for BINARYMIME, RSET in between", async () => {
		const client = await signIn();
		await client.command(`MAIL FROM:<${ADMIN_ADDRESS}> BODY=BINARYMIME`);
		expect(await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`)).toMatch(/^503 /);
		await client.command(`RCPT TO:<${MARIE}>`);
		expect(await client.command("DATA")).toMatch(/^503 5\.5\.1 /);
		expect(await client.command("RSET")).toMatch(/^250 /);
		expect(await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`)).toMatch(/^250 /);
		client.close();
	});

	test("BDAT without a size ends the connection: nobody knows where the next command begins", async () => {
		const client = await signIn();
		expect(await client.command("BDAT LAST")).toMatch(/^501 /);
		await client.closed();
	});
});
