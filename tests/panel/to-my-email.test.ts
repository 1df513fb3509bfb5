import { Failure } from "../../modules/base/failure";
import { DEVICE_CODE, json } from "../oauth/server";
import { PLACES } from "./support/person";
import { TestPanel } from "./support/test-panel";

const ANNA = "anna@contoso.com";
const BERT = "bert@contoso.com";

let panel: TestPanel;

beforeEach(async () => {
	panel = new TestPanel();
	await panel.drawn();
});

/** Does anybody hold the account of a user? What was lent once more would then be the same object. */
function isLent(id: number): boolean {
	const first = panel.users.open(id);
	first.close();
	const second = panel.users.open(id);
	second.close();
	return first.account === second.account;
}

async function enrolBoth(): Promise<readonly [anna: number, bert: number]> {
	return [await panel.enrol("Anna", "1111", ANNA), await panel.enrol("Bert", "2222", BERT)];
}

describe("To My Email", () => {
	test("is on the home screen while there are users, and no longer", async () => {
		await panel.press("home", "down");
		expect(panel.text).not.toContain("To My Email");
		const id = await panel.users.add("Anna", "1111");
		await panel.drawn();
		expect(panel.text).toContain("To My Email");
		panel.users.remove(id);
		panel.texts.length = 0;
		await panel.press("down");
		expect(panel.text).not.toContain("To My Email");
	});

	test("says the guide's message while the administrator has not signed in", async () => {
		await enrolBoth();
		panel.account.become({ kind: "signed-out" });
		await panel.go("toMyEmail");
		expect(panel.text).toContain("you need to sign in to your email service");
		expect(panel.text).toContain("Please contact your administrator");
		expect(panel.text).not.toContain("Anna");
	});

	test("still works once the printer's own sign-in has expired: what was accepted holds", async () => {
		await enrolBoth();
		const failure = new Failure("oauth.sign-in-expired");
		panel.account.become({ kind: "expired", login: "scanner@contoso.com", failure });
		await panel.logInAs(0, "1111");
		expect(panel.text).toContain(ANNA);
	});

	test("scans to the user's own address, from that address and with that account, and logs out", async () => {
		const [, bert] = await enrolBoth();
		await panel.logInAs(1, "2222");
		expect(panel.text).toContain(BERT);
		panel.load();
		await panel.press("start");
		expect(panel.mailer.sent).toMatchObject([{ from: { address: BERT }, to: [{ address: BERT }] }]);
		expect(panel.mailer.account?.login).toBe(BERT);
		await panel.press("home");
		expect(isLent(bert)).toBe(true);
		await panel.mailer.finish();
		expect(isLent(bert)).toBe(false);
		expect(panel.history.entries()).toMatchObject([{ type: "to-my-email", from: BERT, result: "success" }]);
	});

	test("says so when there is nothing in the scanner, and gives back what it took", async () => {
		const [anna] = await enrolBoth();
		await panel.logInAs(0, "1111");
		await panel.press("start");
		expect(panel.text).toContain("no document");
		await panel.press("home");
		expect(isLent(anna)).toBe(false);
	});

	test.each([
		["oauth.not-signed-in", 360],
		["oauth.sign-in-expired", 361],
		["oauth.revoked", 370],
		["oauth.password-changed", 370],
	] as const)(
		"a job that ends by %s has the guide's code %d, and says what the user can do",
		async (code, number) => {
			await enrolBoth();
			await panel.logInAs(0, "1111");
			panel.load();
			await panel.press("start");
			panel.texts.length = 0;
			await panel.mailer.fail(new Failure(code));
			await panel.drawn();
			expect(panel.text).toContain(`Error code ${number}`);
			const read = [panel.text];
			for (let page = 0; page < 4; page++) {
				await panel.press("down");
				read.push(panel.text);
			}
			expect(read.join(" ")).toContain("Select To My Email again");
		},
	);
});

describe("Who is not the user", () => {
	test("gets nowhere with another user's ID number", async () => {
		await enrolBoth();
		await panel.logInAs(1, "1111");
		expect(panel.text).toContain("The ID number is not right. 4 more wrong numbers lock");
		await panel.press("ok", "back", "ok", "start", "back");
		expect(panel.text).not.toContain(BERT);
		expect(panel.mailer.sent).toEqual([]);
	});

	test("is locked out after five, the right number included", async () => {
		await enrolBoth();
		await panel.logInAs(0, "9999");
		for (let guess = 1; guess < 5; guess++) {
			await panel.press("ok");
			await panel.enterIDNumber(`999${guess}`);
		}
		expect(panel.text).toContain("Too many wrong ID numbers.");
		await panel.press("ok");
		await panel.enterIDNumber("1111");
		expect(panel.text).toContain("Too many wrong ID numbers.");
	});

	test("never sees the number that is typed", async () => {
		await enrolBoth();
		await panel.go("toMyEmail");
		await panel.press("ok");
		await panel.type("1111");
		expect(panel.texts).toContain("****");
		expect(panel.text).not.toContain("1111");
	});

	test("finds nobody logged in once the user has left by Back or Home", async () => {
		const [anna] = await enrolBoth();
		for (const key of ["back", "home"] as const) {
			await panel.logInAs(0, "1111");
			expect(isLent(anna)).toBe(true);
			await panel.press(key);
			expect(isLent(anna)).toBe(false);
		}
		await panel.press("home");
		await panel.go("toMyEmail");
		await panel.press("ok", "start");
		expect(panel.text).not.toContain(ANNA);
	});

	test("finds nothing where the user left before the number was checked", async () => {
		const [anna] = await enrolBoth();
		await panel.go("toMyEmail");
		await panel.press("ok");
		await panel.type("1111");
		panel.panel.onTouch("began", 290, 20);
		panel.panel.onTouch("ended", 290, 20);
		panel.panel.onKey("home");
		await panel.until(() => panel.panel.focus !== undefined);
		expect(await panel.users.logIn(anna, "1111")).toEqual({ kind: "accepted" });
		await panel.drawn();
		expect(isLent(anna)).toBe(false);
		expect(panel.text).not.toContain(ANNA);
	});

	test("finds nothing of a user who was removed while logged in", async () => {
		const [anna] = await enrolBoth();
		await panel.logInAs(0, "1111");
		panel.users.remove(anna);
		panel.load();
		await panel.press("start");
		expect(panel.mailer.sent).toEqual([]);
	});
});

describe("A user without a sign-in", () => {
	test("comes to the sign-in at once, and by Back to where it can be begun again", async () => {
		await panel.enrol("Carl", "3333");
		await panel.logInAs(0, "3333");
		expect(panel.text).toContain("Not signed in");
		await panel.press("back");
		expect(panel.text).toContain("Microsoft account of your company");
		await panel.press("start");
		expect(panel.mailer.sent).toEqual([]);
	});
});

describe("A user who has signed in", () => {
	test("and leaves another sign-in by Back, still has the one before", async () => {
		await enrolBoth();
		panel.post = async () => json(200, DEVICE_CODE);
		await panel.logInAs(0, "1111");
		await panel.press("up", "up", "ok");
		await panel.until(() => panel.text.includes(DEVICE_CODE.user_code));
		await panel.press("back");
		expect(panel.text).toContain(ANNA);
		panel.load();
		await panel.press("start");
		expect(panel.mailer.sent).toMatchObject([{ to: [{ address: ANNA }] }]);
		await panel.mailer.finish();
		await panel.drawn();
	});
});

describe("Among hundreds of users", () => {
	test("everybody is found in the order of names, and by the arrow keys", async () => {
		const name = (user: number) => `${String((user * 7) % 60).padStart(2, "0")} user`;
		for (let user = 1; user < 60; user++) panel.accounts.addUser(name(user));
		await panel.users.add(name(0), "1234");
		await panel.drawn();
		await panel.go("toMyEmail");
		const seen = new Set(panel.texts.filter((text) => text.endsWith("user")));
		expect([...seen].slice(0, 3)).toEqual(["00 user", "01 user", "02 user"]);
		for (let row = 0; row < 60; row++) {
			await panel.press("down");
			for (const text of panel.texts) if (text.endsWith("user")) seen.add(text);
		}
		expect(seen.size).toBe(60);
		await panel.tapOn(PLACES.back);
	});
});
