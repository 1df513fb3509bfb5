import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Lab, SHARED_MAILBOX, startLab } from "../../tools/lab/lab";
import { ADMIN, EntraClient } from "./entra-client";
import { ManualClock, MINUTE } from "./manual-clock";
import { SmtpClient, signedIn, xoauth2 } from "./smtp-client";

const SERVER = "LAB1P123CA0001.outlook.office365.com";
const ADMIN_ADDRESS = "admin@timbre.example";
const MARIE = "marie@timbre.example";

let lab: Lab;
let token: string;
let popToken: string;
const clock = new ManualClock();

beforeAll(async () => {
	lab = await startLab({ clock });
	const entra = new EntraClient(lab);
	token = (await entra.signIn(ADMIN)).access_token;
	popToken = (await entra.signIn(ADMIN, "https://outlook.office.com/POP.AccessAsUser.All openid"))
		.access_token;
});
afterAll(() => lab.close());
beforeEach(() => {
	for (const address of [MARIE, ADMIN_ADDRESS, "someone@elsewhere.example"]) lab.mailboxes.clear(address);
});

function signIn(): Promise<SmtpClient> {
	return signedIn(lab, ADMIN_ADDRESS, token);
}

describe("the first words", () => {
	test("greeting, and EHLO before TLS, line for line", async () => {
		const client = new SmtpClient(lab);
		expect(await client.reply()).toMatch(/^220 \S+ Microsoft ESMTP MAIL Service ready at .* GMT\r\n$/);
		expect(await client.command("EHLO printer.example")).toBe(
			[
				`250-${SERVER} Hello [127.0.0.1]`,
				"250-SIZE 157286400",
				"250-PIPELINING",
				"250-DSN",
				"250-ENHANCEDSTATUSCODES",
				"250-STARTTLS",
				"250-8BITMIME",
				"250-BINARYMIME",
				"250-CHUNKING",
				"250 SMTPUTF8",
				"",
			].join("\r\n"),
		);
		expect(await client.command("STARTTLS")).toBe("220 2.0.0 SMTP server ready\r\n");
		client.close();
	});

	test("EHLO after TLS: AUTH in place of STARTTLS", async () => {
		const client = new SmtpClient(lab);
		await client.reply();
		await client.command("EHLO [192.0.2.7]");
		await client.command("STARTTLS");
		await client.secure();
		expect(await client.command("EHLO [192.0.2.7]")).toBe(
			[
				`250-${SERVER} Hello [127.0.0.1]`,
				"250-SIZE 157286400",
				"250-PIPELINING",
				"250-DSN",
				"250-ENHANCEDSTATUSCODES",
				"250-AUTH LOGIN XOAUTH2",
				"250-8BITMIME",
				"250-BINARYMIME",
				"250-CHUNKING",
				"250 SMTPUTF8",
				"",
			].join("\r\n"),
		);
		client.close();
	});

	test.each(["EHLO", "EHLO under_score", "EHLO -a", "EHLO a b", "EHLO a."])(
		"%s has a bad name",
		async (line) => {
			const client = new SmtpClient(lab);
			await client.reply();
			expect(await client.command(line)).toBe("501 5.5.4 Invalid domain name\r\n");
			client.close();
		},
	);

	test("commands sent in plain text behind STARTTLS are not obeyed after it", async () => {
		const client = new SmtpClient(lab);
		await client.reply();
		await client.command("EHLO printer.example");
		client.write("STARTTLS\r\nEHLO attacker.example\r\n");
		expect(await client.reply()).toMatch(/^220 /);
		await client.secure();
		expect(await client.command("NOOP")).toBe("250 2.0.0 OK\r\n");
		expect(client.unread).toBe("");
		expect(lab.transcripts.last?.text).not.toContain("attacker");
		client.close();
	});

	test("a second STARTTLS is refused", async () => {
		const client = await new SmtpClient(lab).open();
		expect(await client.command("STARTTLS")).toMatch(/^503 5\.5\.2 /);
		client.close();
	});
});

describe("signing in", () => {
	test("XOAUTH2 with the initial response on the AUTH line", async () => {
		const client = await new SmtpClient(lab).open();
		const reply = await client.command(`AUTH XOAUTH2 ${xoauth2(ADMIN_ADDRESS, token)}`);
		expect(reply).toBe("235 2.7.0 Authentication successful\r\n");
		client.close();
	});

	test("XOAUTH2 in two steps", async () => {
		const client = await new SmtpClient(lab).open();
		expect(await client.command("AUTH XOAUTH2")).toBe("334 \r\n");
		expect(await client.command(xoauth2(ADMIN_ADDRESS, token))).toMatch(/^235 /);
		client.close();
	});

	test("a login in capitals is the same login", async () => {
		const client = await new SmtpClient(lab).open();
		expect(await client.command(`AUTH XOAUTH2 ${xoauth2("Admin@Timbre.Example", token)}`)).toMatch(/^235 /);
		client.close();
	});

	test.each([
		["another login", () => xoauth2(MARIE, token)],
		["an unknown token", () => xoauth2(ADMIN_ADDRESS, "eyJ0eXAi.invented")],
		[
			"a token with one letter changed",
			() => xoauth2(ADMIN_ADDRESS, `${token.slice(0, -9)}x${token.slice(-8)}`),
		],
		["a token for POP", () => xoauth2(ADMIN_ADDRESS, popToken)],
		[
			"the wrong shape",
			() => Buffer.from(`user=${ADMIN_ADDRESS}\x01auth=Bearer ${token}\x01`).toString("base64"),
		],
	])("is refused with %s: 334 with JSON, then 535 after the empty line", async (_what, response) => {
		const client = await new SmtpClient(lab).open();
		const challenge = await client.command(`AUTH XOAUTH2 ${response()}`);
		const json = /^334 (\S+)\r\n$/.exec(challenge)?.[1] ?? "";
		expect(JSON.parse(Buffer.from(json, "base64").toString())).toMatchObject({
			status: "401",
			schemes: "bearer",
		});
		expect(await client.command("")).toBe(`535 5.7.3 Authentication unsuccessful [${SERVER}]\r\n`);
		expect(await client.command("NOOP")).toMatch(/^250 /);
		client.close();
	});

	test.each([
		["AUTH XOAUTH2 not*base64", /^501 5\.5\.2 /],
		["AUTH CRAM-MD5", /^504 5\.7\.4 /],
		["AUTH", /^504 5\.7\.4 /],
	])("%s", async (line, reply) => {
		const client = await new SmtpClient(lab).open();
		expect(await client.command(line)).toMatch(reply);
		client.close();
	});

	test("a client may cancel the second step", async () => {
		const client = await new SmtpClient(lab).open();
		await client.command("AUTH XOAUTH2");
		expect(await client.command("*")).toMatch(/^501 5\.7\.0 /);
		client.close();
	});

	test("passwords are refused: LOGIN and PLAIN, in both forms", async () => {
		const basic = /^535 5\.7\.139 .*basic authentication is disabled/;
		const client = await new SmtpClient(lab).open();
		expect(await client.command("AUTH LOGIN")).toBe("334 VXNlcm5hbWU6\r\n");
		expect(await client.command("YQ==")).toBe("334 UGFzc3dvcmQ6\r\n");
		expect(await client.command("Yg==")).toMatch(basic);
		expect(await client.command("AUTH PLAIN AGEAYg==")).toMatch(basic);
		expect(await client.command("AUTH PLAIN")).toBe("334 \r\n");
		expect(await client.command("AGEAYg==")).toMatch(basic);
		client.close();
	});

	test("not before TLS, not without EHLO, and not twice", async () => {
		const plain = new SmtpClient(lab);
		await plain.reply();
		await plain.command("EHLO printer.example");
		expect(await plain.command(`AUTH XOAUTH2 ${xoauth2(ADMIN_ADDRESS, token)}`)).toMatch(/^504 5\.7\.4 /);
		await plain.command("STARTTLS");
		await plain.secure();
		expect(await plain.command(`AUTH XOAUTH2 ${xoauth2(ADMIN_ADDRESS, token)}`)).toMatch(/^503 /);
		plain.close();
		const client = await signIn();
		expect(await client.command(`AUTH XOAUTH2 ${xoauth2(ADMIN_ADDRESS, token)}`)).toMatch(/^503 /);
		client.close();
	});

	test("mail without signing in is refused", async () => {
		const client = await new SmtpClient(lab).open();
		expect(await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`)).toMatch(/^530 5\.7\.57 /);
		client.close();
	});

	test("the token never gets into a transcript", async () => {
		const client = await signIn();
		client.close();
		const text = JSON.stringify(lab.transcripts.list());
		expect(text).not.toContain(token.slice(0, 40));
		expect(text).not.toContain(xoauth2(ADMIN_ADDRESS, token).slice(0, 60));
		expect(lab.transcripts.last?.text).toMatch(/C: AUTH XOAUTH2 <\d+ octets>/);
	});
});

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

describe("limits", () => {
	test("the fourth connection of a mailbox: 432 4.3.2; free again when one is closed", async () => {
		const three = [await signIn(), await signIn(), await signIn()];
		const fourth = await new SmtpClient(lab).open();
		const auth = `AUTH XOAUTH2 ${xoauth2(ADMIN_ADDRESS, token)}`;
		expect(await fourth.command(auth)).toMatch(/^432 4\.3\.2 Concurrent connections limit exceeded/);
		await three[0]?.command("QUIT");
		await three[0]?.closed();
		expect(await fourth.command(auth)).toMatch(/^235 /);
		for (const client of [...three, fourth]) client.close();
	});

	test("the 31st message in a minute: 421 4.4.2; a minute later they go again", async () => {
		const client = await signIn();
		const send = async () => {
			client.write(`MAIL FROM:<${ADMIN_ADDRESS}>\r\nRCPT TO:<${MARIE}>\r\nBDAT 2 LAST\r\n\r\n`);
			await client.reply();
			await client.reply();
			return client.reply();
		};
		clock.advance(MINUTE);
		for (let count = 0; count < 30; count++) expect(await send()).toMatch(/^250 /);
		expect(await send()).toMatch(/^421 4\.4\.2 /);
		clock.advance(MINUTE);
		expect(await send()).toMatch(/^250 /);
		client.close();
	});

	test("500 recipients, and not one more", async () => {
		const client = await signIn();
		await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`);
		const lines = Array.from({ length: 501 }, (_, number) => `RCPT TO:<r${number}@elsewhere.example>\r\n`);
		client.write(lines.join(""));
		for (let count = 0; count < 500; count++) expect(await client.reply()).toMatch(/^250 /);
		expect(await client.reply()).toMatch(/^452 4\.5\.3 /);
		client.close();
	});

	test.each([
		["a command line over 2048 octets", `NOOP ${"x".repeat(2048)}\r\n`],
		["an AUTH line over 16384 octets", `AUTH XOAUTH2 ${"A".repeat(16384)}\r\n`],
		["a line that never ends", "x".repeat(20000)],
	])("%s: 500, and the connection closes", async (_what, line) => {
		const client = await new SmtpClient(lab).open();
		client.write(line);
		expect(await client.reply()).toBe("500 5.5.2 Line too long\r\n");
		await client.closed();
	});

	test("a token of 12288 octets is read in the two-step form", async () => {
		const client = await new SmtpClient(lab).open();
		await client.command("AUTH XOAUTH2");
		expect(await client.command(xoauth2(ADMIN_ADDRESS, "t".repeat(9100)))).toMatch(/^334 /);
		client.close();
	});
});

describe("the transcript", () => {
	test("counts the waits of a client that pipelines: 7 with TLS 1.3", async () => {
		lab.faults.set("slow", 20);
		const client = await signIn();
		client.write(`MAIL FROM:<${ADMIN_ADDRESS}>\r\nRCPT TO:<${MARIE}>\r\nBDAT 2 LAST\r\n\r\n`);
		for (let count = 0; count < 3; count++) await client.reply();
		await client.command("QUIT");
		await client.closed();
		lab.faults.clearAll();
		expect(lab.transcripts.last).toMatchObject({
			waits: 7,
			tlsVersion: "TLSv1.3",
			login: ADMIN_ADDRESS,
			closed: true,
		});
	});

	test("counts one more with TLS 1.2, and two more without pipelining", async () => {
		lab.faults.set("slow", 20);
		lab.faults.set("tls-version", "TLSv1.2");
		const client = await signIn();
		await client.command(`MAIL FROM:<${ADMIN_ADDRESS}>`);
		await client.command(`RCPT TO:<${MARIE}>`);
		client.write("BDAT 2 LAST\r\n\r\n");
		await client.reply();
		await client.command("QUIT");
		await client.closed();
		lab.faults.clearAll();
		expect(lab.transcripts.last?.waits).toBe(10);
	});

	test("holds both sides, with octets and times", async () => {
		const client = new SmtpClient(lab);
		await client.reply();
		await client.command("EHLO a");
		client.close();
		const lines = lab.transcripts.last?.lines ?? [];
		expect(lines[1]).toEqual({ from: "client", at: clock.now(), text: "EHLO a", bytes: 8 });
		expect(lines[2]?.text).toBe(`250-${SERVER} Hello [127.0.0.1]`);
	});
});
