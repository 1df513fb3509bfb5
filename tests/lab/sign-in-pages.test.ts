import { request } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Lab, startLab } from "../../tools/lab/lab";
import { ADMIN, EntraClient } from "./entra-client";

let lab: Lab;
let entra: EntraClient;

beforeAll(async () => {
	lab = await startLab();
	entra = new EntraClient(lab);
});
afterAll(() => lab.close());
beforeEach(() => lab.consents.revoke());
afterEach(() => lab.faults.clearAll());

const MARIE = { account: "marie@timbre.example" };

async function begin() {
	const { json } = await entra.deviceCode();
	return { userCode: json.user_code, deviceCode: json.device_code };
}

async function submit(url: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
	const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), headers });
	return { url: answer.url, status: answer.status, text: await answer.text() };
}

/** As far as the page that asks for consent, or the one that refuses. */
async function untilPassword(userCode: string, account: string, password: string, language = "en") {
	const headers = { "accept-language": language };
	let page = await submit(`${lab.url}/device`, { code: userCode }, headers);
	page = await submit(page.url, { account }, headers);
	return submit(page.url, { password }, headers);
}

describe("consent", () => {
	test("a user cannot sign in before the administrator has consented, and the device keeps waiting", async () => {
		const { userCode, deviceCode } = await begin();
		const page = await lab.approve(userCode, MARIE);
		expect(page.text).toContain("Need admin approval");
		expect(page.text).toContain("AADSTS90094");
		expect((await entra.poll(deviceCode)).json.error).toBe("authorization_pending");
	});

	test("an administrator who does not tick the box consents for nobody else", async () => {
		await entra.signIn({ account: "admin@timbre.example" });
		const { userCode } = await begin();
		expect((await lab.approve(userCode, MARIE)).text).toContain("Need admin approval");
	});

	test("after consent for the organization users are asked for nothing", async () => {
		await entra.signIn(ADMIN);
		const { userCode, deviceCode } = await begin();
		const page = await untilPassword(userCode, "marie@timbre.example", "Marie-2025");
		expect(page.text).toContain("You have signed in");
		expect((await entra.poll(deviceCode)).status).toBe(200);
	});

	test("is remembered: the administrator too is asked once", async () => {
		await entra.signIn(ADMIN);
		const { userCode } = await begin();
		const page = await untilPassword(userCode, "admin@timbre.example", "Admin-2025");
		expect(page.text).toContain("You have signed in");
	});

	test("consent for the organization does not reach personal accounts", async () => {
		await entra.signIn(ADMIN);
		const { json } = await new EntraClient(lab, "consumers").deviceCode();
		const page = await untilPassword(json.user_code, "home@outlook.example", "Home-2025");
		expect(page.text).toContain("Permissions requested");
		expect(page.text).not.toContain("Consent on behalf of your organization");
	});

	test("the page lists the permissions asked for, and offers the box to administrators", async () => {
		const { userCode } = await begin();
		const page = await untilPassword(userCode, "admin@timbre.example", "Admin-2025");
		for (const text of [
			"Permissions requested",
			"Send emails from your mailbox using SMTP AUTH",
			"Maintain access to data you have given it access to",
			"Consent on behalf of your organization",
			"Accept",
			"Cancel",
		]) {
			expect(page.text).toContain(text);
		}
	});

	test("speaks French to a French browser", async () => {
		const { userCode } = await begin();
		const page = await untilPassword(
			userCode,
			"admin@timbre.example",
			"Admin-2025",
			"fr-FR,fr;q=0.9,en;q=0.5",
		);
		expect(page.text).toContain('<html lang="fr">');
		for (const text of ["Autorisations demandées", "Accepter au nom de l&#39;organisation", "Annuler"]) {
			expect(page.text).toContain(text);
		}
	});
});

describe("the way in is guarded", () => {
	test("a wrong code, account or password goes no further, and says so", async () => {
		const { userCode, deviceCode } = await begin();
		expect((await lab.approve("WRONGCODE", ADMIN)).text).toContain("That code didn&#39;t work");
		const stranger = await lab.approve(userCode, { account: "who@timbre.example" });
		expect(stranger.text).toContain("We couldn&#39;t find an account");
		const wrong = await lab.approve(userCode, { ...ADMIN, password: "guess" });
		expect(wrong.text).toContain("Your account or password is incorrect");
		expect((await entra.poll(deviceCode)).json.error).toBe("authorization_pending");
	});

	test("a personal account does not exist for the organization's codes", async () => {
		const { userCode } = await begin();
		const page = await lab.approve(userCode, { account: "home@outlook.example" });
		expect(page.text).toContain("We couldn&#39;t find an account");
	});

	test("nobody accepts without the password: posting the consent form by hand", async () => {
		const { userCode, deviceCode } = await begin();
		const first = await submit(`${lab.url}/device`, { code: userCode });
		const consent = first.url.replace(/account$/, "consent");
		await submit(consent, { decision: "accept", organization: "on" });
		await submit(first.url, { account: "admin@timbre.example" });
		await submit(consent, { decision: "accept", organization: "on" });
		expect((await entra.poll(deviceCode)).json.error).toBe("authorization_pending");
		expect(lab.consents.organization).toBe(false);
	});

	test("a user who ticks the administrator's box by hand gets nothing", async () => {
		const { userCode, deviceCode } = await begin();
		const page = await untilPassword(userCode, "marie@timbre.example", "Marie-2025");
		await submit(page.url.replace(/password$/, "consent"), { decision: "accept", organization: "on" });
		expect(lab.consents.organization).toBe(false);
		expect((await entra.poll(deviceCode)).json.error).toBe("authorization_pending");
	});

	test("a personal account that ticks the administrator's box by hand consents for itself only", async () => {
		const { json } = await new EntraClient(lab, "consumers").deviceCode();
		const page = await untilPassword(json.user_code, "home@outlook.example", "Home-2025");
		const done = await submit(page.url, { decision: "accept", organization: "on" });
		expect(done.text).toContain("You have signed in");
		expect(lab.consents.organization).toBe(false);
	});

	test("changing the account after the password asks for a password again", async () => {
		const { userCode } = await begin();
		await entra.signIn(ADMIN);
		const page = await untilPassword(userCode, "admin@timbre.example", "wrong");
		await submit(page.url.replace(/password$/, "account"), { account: "paul@timbre.example" });
		const consent = await submit(page.url.replace(/password$/, "consent"), { decision: "accept" });
		expect(consent.text).toContain("no longer under way");
	});

	test.each([
		["conditional-access", "AADSTS53003"],
		["device-code-blocked", "AADSTS530036"],
	] as const)("%s shows at sign-in that access is blocked", async (fault, code) => {
		lab.faults.set(fault, "admin@timbre.example");
		const { userCode } = await begin();
		const page = await lab.approve(userCode, ADMIN);
		expect(page.text).toContain("You cannot access this right now");
		expect(page.text).toContain(code);
	});

	test("an old visit says that it is over", async () => {
		const answer = await fetch(`${lab.url}/device/no-such-visit/account`);
		expect(await answer.text()).toContain("no longer under way");
	});

	test("what was typed comes back escaped", async () => {
		const page = await submit(`${lab.url}/device`, { code: '"><script>alert(1)</script>' });
		expect(page.text).not.toContain("<script");
		expect(page.text).toContain("&quot;&gt;&lt;script&gt;");
	});
});

describe("other sites cannot use the lab through this computer's browser", () => {
	test.each(["http://evil.example", "null"])(
		"a form posted from %s is refused, from the lab taken",
		async (origin) => {
			const fields = { action: "clear-all" };
			expect((await submit(`${lab.url}/faults`, fields, { origin })).status).toBe(403);
			expect((await submit(`${lab.url}/faults`, fields, { origin: lab.url })).status).toBe(200);
		},
	);

	test("the pages let a browser name them as the origin of their forms", async () => {
		const { headers } = await fetch(`${lab.url}/device`);
		expect(headers.get("referrer-policy")).toBe("same-origin");
	});

	test("another name for this address is refused (DNS rebinding)", async () => {
		const status = await new Promise((resolve, reject) => {
			const { port } = new URL(lab.url);
			const outgoing = request({
				host: "127.0.0.1",
				port,
				path: "/",
				headers: { host: `evil.example:${port}` },
			});
			outgoing.on("response", (incoming) => resolve(incoming.resume().statusCode));
			outgoing.on("error", reject);
			outgoing.end();
		});
		expect(status).toBe(403);
	});

	test("every page forbids scripts, frames and anything from elsewhere", async () => {
		for (const path of ["/", "/device", "/link", "/mailbox", "/faults", "/transcripts"]) {
			const answer = await fetch(lab.url + path);
			expect(answer.status).toBe(200);
			const policy = answer.headers.get("content-security-policy");
			expect(policy).toContain("default-src 'none'");
			expect(policy).toContain("frame-ancestors 'none'");
			expect(await answer.text()).not.toMatch(/<script|https?:\/\/(?!localhost)/);
		}
	});
});
