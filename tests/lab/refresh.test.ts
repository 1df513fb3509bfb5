import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Lab, startLab } from "../../tools/lab/lab";
import { ADMIN, claims, EntraClient, SMTP_SCOPE } from "./entra-client";
import { DAY, ManualClock } from "./manual-clock";
import { SmtpClient, xoauth2 } from "./smtp-client";

let lab: Lab;
let entra: EntraClient;
const clock = new ManualClock();

beforeAll(async () => {
	lab = await startLab({ clock });
	entra = new EntraClient(lab);
});
afterAll(() => lab.close());
beforeEach(() => lab.consents.revoke());

async function authenticate(accessToken: string): Promise<string> {
	const client = await new SmtpClient(lab).open();
	const reply = await client.command(`AUTH XOAUTH2 ${xoauth2("admin@timbre.example", accessToken)}`);
	client.close();
	return reply;
}

describe("refresh", () => {
	test("gives a new refresh token, and the old one stays valid", async () => {
		const first = await entra.signIn(ADMIN);
		const second = await entra.refresh(first.refresh_token);
		expect(second.status).toBe(200);
		expect(second.json.refresh_token).not.toBe(first.refresh_token);
		expect(second.json.access_token).not.toBe(first.access_token);
		const third = await entra.refresh(first.refresh_token);
		expect(third.status).toBe(200);
		expect((await entra.refresh(second.json.refresh_token)).status).toBe(200);
	});

	test("works 90 days without use, and no longer", async () => {
		const { refresh_token } = await entra.signIn(ADMIN);
		clock.advance(90 * DAY - 10);
		const fresh = await entra.refresh(refresh_token);
		expect(fresh.status).toBe(200);
		clock.advance(10);
		const answer = await entra.refresh(refresh_token);
		expect(answer.status).toBe(400);
		expect(answer.json).toMatchObject({
			error: "invalid_grant",
			error_codes: [700082],
			suberror: "bad_token",
		});
		expect((await entra.refresh(fresh.json.refresh_token)).status).toBe(200);
	});

	test("after years ahead, id_token and access token follow the lab's clock", async () => {
		clock.advance(1000 * DAY);
		const tokens = await entra.signIn(ADMIN);
		const now = Math.floor(clock.now() / 1000);
		expect(claims(tokens.id_token)["iat"]).toBe(now);
		expect(Math.abs((claims(tokens.id_token)["exp"] as number) - now - 3600)).toBeLessThanOrEqual(1);
		expect(await authenticate(tokens.access_token)).toMatch(/^235 /);
	});

	test("an access token is good until expires_in, at the mail server too", async () => {
		const tokens = await entra.signIn(ADMIN);
		clock.advance(tokens.expires_in - 10);
		expect(await authenticate(tokens.access_token)).toMatch(/^235 /);
		clock.advance(10);
		expect(await authenticate(tokens.access_token)).toMatch(/^334 /);
	});

	test.each(["$", "!", "*", "_"])("refuses a token that lost its %s on the way", async (mark) => {
		const { refresh_token } = await entra.signIn(ADMIN);
		const answer = await entra.refresh(refresh_token.replace(mark, "+"));
		expect(answer.json).toMatchObject({ error: "invalid_grant", error_codes: [70000] });
	});

	test("refuses an access token, and a token of the other directory", async () => {
		const tokens = await entra.signIn(ADMIN);
		expect((await entra.refresh(tokens.access_token)).json.error_codes).toEqual([70000]);
		const consumers = new EntraClient(lab, "consumers");
		expect((await consumers.refresh(tokens.refresh_token)).json.error_codes).toEqual([70000]);
	});

	test("asks for consent again when it was withdrawn: 65001, consent_required", async () => {
		const { refresh_token } = await entra.signIn(ADMIN);
		lab.consents.revoke();
		const expected = { error: "invalid_grant", error_codes: [65001], suberror: "consent_required" };
		expect((await entra.refresh(refresh_token)).json).toMatchObject(expected);
	});

	test("for a permission that was not granted: 65001", async () => {
		const { refresh_token } = await entra.signIn(ADMIN);
		const scope = `https://outlook.office.com/POP.AccessAsUser.All ${SMTP_SCOPE}`;
		expect((await entra.refresh(refresh_token, scope)).json.error_codes).toEqual([65001]);
	});
});
