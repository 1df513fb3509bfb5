import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Lab, startLab } from "../../tools/lab/lab";
import { ADMIN, EntraClient } from "./entra-client";
import { SmtpClient, signedIn, xoauth2 } from "./smtp-client";

const SERVER = "LAB1P123CA0001.outlook.office365.com";
const ADMIN_ADDRESS = "admin@timbre.example";
const MARIE = "marie@timbre.example";

let lab: Lab;
let token: string;
let popToken: string;

beforeAll(async () => {
	lab = await startLab();
	const entra = new EntraClient(lab);
	token = (await entra.signIn(ADMIN)).access_token;
	popToken = (await entra.signIn(ADMIN, "https://outlook.office.com/POP.AccessAsUser.All openid"))
		.access_token;
});
afterAll(() => lab.close());

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
			() =>
				xoauth2(ADMIN_ADDRESS, `${token.slice(0, -9)}${token.at(-9) === "x" ? "y" : "x"}${token.slice(-8)}`),
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
		const astray = await new SmtpClient(lab).open();
		await astray.command(xoauth2(ADMIN_ADDRESS, token).slice(0, 1500));
		astray.write(`AUTH XOAUTH2\r\n${xoauth2(ADMIN_ADDRESS, token)}\r\n`);
		await astray.reply();
		await astray.reply();
		astray.close();
		const text = JSON.stringify(lab.transcripts.list());
		expect(text).not.toContain(token.slice(0, 40));
		expect(text).not.toContain(xoauth2(ADMIN_ADDRESS, token).slice(0, 60));
		expect(text).toMatch(/AUTH XOAUTH2 <\d+ octets>/);
	});
});
