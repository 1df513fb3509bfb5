import { type FaultName, type FaultValue, type Lab, startLab } from "../../tools/lab/lab";
import { nodeNetwork } from "../host/sockets";
import { ADMIN, EntraClient } from "../lab/entra-client";
import { messageOf, sourceOf } from "./composition";
import { accountOf, mailerOn, PASSWORD } from "./exchange";
import { leaks, shownBy } from "./leaks";

const ADMIN_ADDRESS = "admin@timbre.example";

let lab: Lab;
let token: string;

beforeAll(async () => {
	lab = await startLab();
	token = (await new EntraClient(lab).signIn(ADMIN)).access_token;
});
afterAll(() => lab?.close());
afterEach(() => {
	lab.faults.clearAll();
	lab.transcripts.clear();
});

/** Sends through the lab's Exchange Online; answers what was thrown. */
async function send(login: string, settings: Parameters<typeof mailerOn>[1] = {}): Promise<unknown> {
	const route = lab.routes.find(({ host }) => host === "smtp.office365.com");
	const network = nodeNetwork({ hosts: { "smtp.office365.com": "127.0.0.1" }, ca: lab.root });
	const account = { ...accountOf(token), login };
	const mailer = mailerOn(network, { "mail.smtp-port": route?.localPort ?? 0, ...settings }, account);
	const attachments = [{ name: "a.pdf", type: "application/pdf", source: sourceOf(new Uint8Array(60_000)) }];
	return mailer.send(messageOf({ from: { address: ADMIN_ADDRESS }, attachments })).then(
		() => undefined,
		(error: unknown) => error,
	);
}

/** Everything that a transcript of the lab can tell. */
const transcripts = () =>
	lab.transcripts
		.list()
		.map((one) => `${one.text}\n${JSON.stringify(one)}`)
		.join("\n");
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("Neither the failure nor the lab's transcript shows a token, though the job fails by", () => {
	const secrets = () => [token, base64(`user=${ADMIN_ADDRESS}\x01auth=Bearer ${token}\x01\x01`)];

	test.each<[FaultName, FaultValue]>([
		["smtp-auth-disabled", "tenant"],
		["smtp-auth-disabled", ADMIN_ADDRESS],
		["security-defaults", true],
		["smtp-conditional-access", true],
		["token-rejected", true],
		["smtp-432", "connections"],
		["smtp-432", "threads"],
		["temporary", "AUTH"],
		["temporary", "MAIL"],
		["temporary", "RCPT"],
		["temporary", "DATA"],
		["smtp-reply", "AUTH 500 5.5.2 Syntax error"],
		["drop-mid-data", 20_000],
		["message-limit", 50_000],
		["starttls-injection", true],
		["no-starttls", true],
	])("%s %j", async (fault, value) => {
		lab.faults.set(fault, value);
		const error = await send(ADMIN_ADDRESS);
		expect(error).toHaveProperty("code");
		expect(transcripts()).toContain("EHLO copier");
		expect(leaks(`${shownBy(error)}\n${transcripts()}`, secrets())).toEqual([]);
	});

	test("somebody else's login", async () => {
		const error = await send("marie@timbre.example");
		const own = base64(`user=marie@timbre.example\x01auth=Bearer ${token}\x01\x01`);
		expect(error).toMatchObject({ code: "smtp.auth-failed" });
		expect(transcripts()).toMatch(/AUTH XOAUTH2 <\d+ octets>/);
		expect(leaks(`${shownBy(error)}\n${transcripts()}`, [token, own])).toEqual([]);
	});
});

test("Neither shows a password that a server for tokens only refuses", async () => {
	const settings = {
		"mail.authentication": "smtp-auth",
		"mail.account": ADMIN_ADDRESS,
		"mail.password": PASSWORD,
	};
	const error = await send(ADMIN_ADDRESS, settings as Parameters<typeof mailerOn>[1]);
	expect(error).toMatchObject({ code: "smtp.basic-auth-disabled" });
	const secrets = [PASSWORD, base64(PASSWORD), base64(`\0${ADMIN_ADDRESS}\0${PASSWORD}`)];
	expect(leaks(`${shownBy(error)}\n${transcripts()}`, secrets)).toEqual([]);
});
