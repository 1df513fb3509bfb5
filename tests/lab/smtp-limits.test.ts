import { connect, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { listen } from "../../hosts/virtual/board/loopback";
import { type Lab, startLab } from "../../tools/lab/lab";
import { ADMIN, EntraClient } from "./entra-client";
import { ManualClock, MINUTE } from "./manual-clock";
import { SmtpClient, signedIn, xoauth2 } from "./smtp-client";

const SERVER = "LAB1P123CA0001.outlook.office365.com";
const ADMIN_ADDRESS = "admin@timbre.example";
const MARIE = "marie@timbre.example";

let lab: Lab;
let token: string;
const clock = new ManualClock();

beforeAll(async () => {
	lab = await startLab({ clock });
	token = (await new EntraClient(lab).signIn(ADMIN)).access_token;
});
afterAll(() => lab.close());

function signIn(): Promise<SmtpClient> {
	return signedIn(lab, ADMIN_ADDRESS, token);
}

/** The lab behind a proxy that counts the octets to it and from it. */
async function countingProxy(behind: Lab) {
	const counted = { up: 0, down: 0 };
	const target = behind.routes.find(({ host }) => host === "smtp.office365.com");
	const server = createServer((client) => {
		const upstream = connect(target?.localPort ?? 0, "127.0.0.1");
		client.on("data", (chunk) => {
			counted.up += chunk.length;
		});
		upstream.on("data", (chunk) => {
			counted.down += chunk.length;
		});
		client.pipe(upstream).pipe(client);
		for (const socket of [client, upstream]) socket.on("error", () => socket.destroy());
	});
	const { port, close } = await listen(server, 0, "the proxy");
	const routes = behind.routes.map((route) => ({ ...route, localPort: port }));
	return { proxied: { ...behind, routes }, counted, close };
}

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

	test("sendingLimits: false lifts those of a mailbox", async () => {
		const free = await startLab({ clock, sendingLimits: false });
		const own = (await new EntraClient(free).signIn(ADMIN)).access_token;
		const clients: SmtpClient[] = [];
		for (let count = 0; count < 4; count++) clients.push(await signedIn(free, ADMIN_ADDRESS, own));
		for (let count = 0; count < 31; count++) {
			clients[0]?.write(`MAIL FROM:<${ADMIN_ADDRESS}>\r\nRCPT TO:<${MARIE}>\r\nBDAT 2 LAST\r\n\r\n`);
			for (let reply = 0; reply < 3; reply++) expect(await clients[0]?.reply()).toMatch(/^250 /);
		}
		for (const client of clients) client.close();
		await free.close();
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

	test("counts the octets that cross the wire both ways, TLS included", async () => {
		const { proxied, counted, close } = await countingProxy(lab);
		const client = await signedIn(proxied, ADMIN_ADDRESS, token);
		await client.command("QUIT");
		await client.closed();
		const { bytesReceived = 0, bytesSent = 0 } = lab.transcripts.last ?? {};
		// All but the alerts that close the TLS connection after the conversation.
		expect(counted.up - bytesReceived).toBeGreaterThanOrEqual(0);
		expect(counted.up - bytesReceived).toBeLessThan(64);
		expect(counted.down - bytesSent).toBeGreaterThanOrEqual(0);
		expect(counted.down - bytesSent).toBeLessThan(64);
		expect(bytesReceived).toBeGreaterThan(2000);
		expect(bytesSent).toBeGreaterThan(2000);
		await close();
	});

	test("is forgotten when the API is told so", async () => {
		const client = new SmtpClient(lab);
		await client.reply();
		client.close();
		const url = `${lab.url}/api/transcripts`;
		expect(await (await fetch(url)).json()).not.toEqual([]);
		expect((await fetch(url, { method: "DELETE" })).status).toBe(204);
		expect(await (await fetch(url)).json()).toEqual([]);
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
