import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { POP3Client, type POP3Options } from "../../modules/mail/pop3-client";
import { XOAUTH2 } from "../../modules/mail/sasl/xoauth2";
import { type Lab, startLab } from "../../tools/lab/lab";
import { failureOf } from "../host/failure-of";
import { nodeNetwork } from "../host/sockets";
import { messageOf } from "../mail/composition";
import { mailerOn } from "../mail/exchange";
import { ADMIN, EntraClient } from "./entra-client";
import { ManualClock, MINUTE } from "./manual-clock";

const MARIE = "marie@timbre.example";
const PASSWORD = "Marie-2025";
const HOST = "outlook.office365.com";

let lab: Lab;
const clock = new ManualClock();

beforeAll(async () => {
	lab = await startLab({ clock });
});
afterAll(() => lab.close());
beforeEach(() => lab.faults.clearAll());

function portOf(host: string): number {
	const route = lab.routes.find((one) => one.host === host);
	if (route === undefined) throw new Error(`no route to ${host}`);
	return route.localPort;
}

function network() {
	return nodeNetwork({ hosts: { [HOST]: "127.0.0.1", "smtp.office365.com": "127.0.0.1" }, ca: lab.root });
}

function connect(security: POP3Options["security"]): Promise<POP3Client> {
	const secure = {};
	return POP3Client.connect({
		network: network(),
		host: HOST,
		port: portOf(HOST),
		security,
		secure,
		clockSet: true,
	});
}

/** A printer that is set up for POP before SMTP with the lab. */
function mailer(password = PASSWORD) {
	return mailerOn(network(), {
		"mail.authentication": "pop-before-smtp",
		"mail.security": "starttls",
		"mail.account": MARIE,
		"mail.password": password,
		"mail.pop3-server": HOST,
		"mail.pop3-port": portOf(HOST),
		"mail.smtp-server": "smtp.office365.com",
		"mail.smtp-port": portOf("smtp.office365.com"),
	});
}
const message = () => messageOf({ from: { address: MARIE }, to: [{ address: MARIE }] });

describe("The lab's POP3 server lets in", () => {
	test.each(["none", "starttls"] as const)("a password (%s), and no other", async (security) => {
		const client = await connect(security);
		await client.signIn(MARIE, PASSWORD);
		await client.quit();
		expect(await failureOf((await connect(security)).signIn(MARIE, "wrong"))).toMatchObject({
			code: "pop3.auth-failed",
		});
	});

	test("a token for POP, and none for SMTP", async () => {
		const entra = new EntraClient(lab);
		const pop = await entra.signIn(ADMIN, "https://outlook.office.com/POP.AccessAsUser.All openid");
		const smtp = await entra.signIn(ADMIN);
		const client = await connect("starttls");
		await client.signInByToken([new XOAUTH2("admin@timbre.example", pop.access_token)]);
		await client.quit();
		const other = await connect("starttls");
		const refused = other.signInByToken([new XOAUTH2("admin@timbre.example", smtp.access_token)]);
		expect(await failureOf(refused)).toMatchObject({ code: "pop3.auth-failed" });
	});
});

describe("POP before SMTP with the lab", () => {
	test("a signed-in printer's message arrives though it said no AUTH", async () => {
		lab.faults.set("pop-before-smtp", true);
		expect(await mailer().send(message())).toEqual([]);
		expect(await lab.mailboxes.waitFor(MARIE)).toHaveLength(1);
		expect(lab.transcripts.last).toMatchObject({ tlsVersion: expect.any(String) });
		expect(lab.transcripts.last?.text).not.toContain("AUTH X");
	});

	test("ten minutes later the mail server has forgotten, and the printer signs in anew", async () => {
		lab.faults.set("pop-before-smtp", true);
		const off = mailerOn(network(), {
			"mail.authentication": "off",
			"mail.smtp-port": portOf("smtp.office365.com"),
			"mail.smtp-server": "smtp.office365.com",
			"mail.security": "starttls",
		});
		await mailer().send(message());
		expect(await off.send(message())).toEqual([]);
		clock.advance(11 * MINUTE);
		expect(await failureOf(off.send(message()))).toMatchObject({ code: "smtp.auth-required" });
		expect(await mailer().send(message())).toEqual([]);
	});

	test("a wrong password sends nothing; a server that wants AUTH all the same says so", async () => {
		lab.faults.set("pop-before-smtp", true);
		expect(await failureOf(mailer("wrong").send(message()))).toMatchObject({
			code: "pop3.auth-failed",
			field: "mail.pop3-server",
		});
		lab.faults.clearAll();
		expect(await failureOf(mailer().send(message()))).toMatchObject({ code: "smtp.auth-required" });
	});

	test("a certificate that the printer does not trust ends it before the password", async () => {
		lab.faults.set("certificate", "unknown-issuer", 1);
		expect(await failureOf(mailer().send(message()))).toMatchObject({
			code: "tls.unknown-issuer",
			field: "mail.pop3-server",
		});
	});
});
