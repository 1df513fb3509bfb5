import { TestPanel } from "./support/test-panel";

const SERVER_SETTINGS = [
	"settings",
	"generalSettings",
	"networkSettings",
	"advanced",
	"emailServer",
	"serverSettings",
] as const;

let panel: TestPanel;

beforeEach(async () => {
	panel = new TestPanel();
	await panel.go(...SERVER_SETTINGS);
	await panel.enterPassword();
});

/** Goes down the list so many rows and opens that one. */
async function open(row: number): Promise<void> {
	for (let step = 0; step < row; step++) await panel.press("down");
	await panel.press("ok");
}

/** Empties the field and types a text, then OK. */
async function enter(text: string): Promise<void> {
	await panel.type("\b".repeat(60));
	await panel.enterPassword(text);
}

describe("Server Settings at the panel", () => {
	test("a method is chosen from a list and holds at once", async () => {
		await open(0);
		await panel.press("up", "up", "ok");
		expect(panel.settings.get("mail.authentication")).toBe("smtp-auth");
		expect(panel.text).toContain("Authenticated Password");
		expect(panel.text).not.toContain("Sign In");
	});

	test("going over to another service brings its server", async () => {
		await open(1);
		await panel.press("down", "ok");
		expect(panel.settings.get("mail.service")).toBe("outlook");
		expect(panel.settings.get("mail.smtp-server")).toBe("smtp-mail.outlook.com");
	});

	test("a server and a port are typed", async () => {
		await open(5);
		await enter("mail.example.com");
		expect(panel.settings.get("mail.smtp-server")).toBe("mail.example.com");
		expect(panel.text).toContain("mail.example.com");
		await open(1);
		await enter("2525");
		expect(panel.settings.get("mail.smtp-port")).toBe(2525);
	});

	test.each(["0", "70000", ""])(
		"'%s' is refused as a port, with what a port may be, and nothing is stored",
		async (port) => {
			await open(6);
			await enter(port);
			expect(panel.text).toContain("SMTP Server Port Number");
			expect(panel.text).toContain("Use a whole number from 1 to 65535.");
			expect(panel.settings.get("mail.smtp-port")).toBe(587);
		},
	);

	test("a stored password is never shown, not even to who types another", async () => {
		panel.settings.set({ "mail.authentication": "smtp-auth", "mail.password": "tr0ub4dor" });
		await panel.go(...SERVER_SETTINGS);
		expect(panel.text).toContain("********");
		await open(2);
		expect(panel.text).toContain("Authenticated Password");
		await enter("n3w-one");
		expect(panel.settings.get("mail.password")).toBe("n3w-one");
		expect(panel.text).not.toMatch(/tr0ub4dor|n3w-one/);
	});

	test("signing out asks first, then forgets the sign-in", async () => {
		await open(3);
		expect(panel.text).toContain("The printer forgets the sign-in of scanner@contoso.com");
		expect(panel.account.state.kind).toBe("signed-in");
		await panel.press("ok");
		expect(panel.account.state.kind).toBe("signed-out");
		expect(panel.text).toContain("The printer is signed out of the email service.");
	});
});

describe("Signing in at the panel", () => {
	const shown = () => ({
		kind: "code-shown" as const,
		userCode: "GTHKVBXZQ",
		verificationUri: "https://microsoft.com/devicelogin",
		message: "",
		expiresAt: Date.now() + 900_000,
	});

	beforeEach(async () => {
		panel.account.become({ kind: "signed-out" });
		await open(2);
	});

	afterEach(() => panel.press("home"));

	test("asks the service that is set for a code, and shows it with its page and the time that is left", async () => {
		expect(panel.account.askedOf).toEqual(["exchange-online"]);
		expect(panel.text).toContain("Asking for a code…");
		panel.account.become(shown());
		await panel.drawn();
		expect(panel.text).toContain("GTHKVBXZQ");
		expect(panel.text.replace("/ ", "/")).toContain("https://microsoft.com/devicelogin");
		expect(panel.text).toContain("15 min 00 s");
	});

	test("counts the time down and draws nothing else for it", async () => {
		panel.account.become({ ...shown(), expiresAt: Date.now() + 60_000 });
		await panel.drawn();
		panel.texts.length = 0;
		const before = panel.panel.pixels;
		await panel.until(() => panel.text.includes("5"));
		expect(panel.text).toMatch(/^Time left: 5\d s$/);
		expect(panel.panel.pixels - before).toBeLessThan(200 * 20 * 2);
	});

	test("stores nothing before OK", async () => {
		panel.account.become({ kind: "signed-in", login: "scanner@contoso.com", saved: false });
		await panel.drawn();
		expect(panel.text).toContain("Signed in as scanner@contoso.com.");
		expect(panel.account.state).toMatchObject({ saved: false });
		await panel.press("ok");
		expect(panel.account.state).toMatchObject({ saved: true });
		expect(panel.text).toContain("The sign-in is stored in the printer.");
	});

	test.each([["back"], ["home"], ["ok"]] as const)("is let go of by %s while the code shows", async (key) => {
		panel.account.become(shown());
		await panel.drawn();
		await panel.press(key);
		expect(panel.account.discarded).toBe(1);
		expect(panel.account.state.kind).toBe("signed-out");
	});

	test("a sign-in that Web Config began is shown, and goes on when the panel is left", async () => {
		panel.account.become(shown());
		await panel.press("back");
		panel.account.become(shown());
		await panel.drawn();
		const { discarded } = panel.account;
		await panel.press("ok");
		expect(panel.text).toContain("GTHKVBXZQ");
		await panel.press("back");
		expect(panel.account.discarded).toBe(discarded);
		expect(panel.account.state.kind).toBe("code-shown");
	});
});
