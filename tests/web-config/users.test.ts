import { Browser, visibleText } from "./browser";
import { TestPrinter } from "./printer";

const NUMBER = "31415926";

let printer: TestPrinter;
let browser: Browser;

beforeEach(async () => {
	printer = new TestPrinter();
	browser = new Browser(printer);
	await browser.logIn();
});
afterEach(() => printer.web.close());

const add = (name: string, number = NUMBER) => browser.post("/users", { name, number });

/** The id of a user. */
const idOf = (name: string): string => `${printer.accounts.users.find(name)}`;

describe("The page Users", () => {
	test("adds users, who stand there in the order of their names, with the state of their accounts", async () => {
		for (const name of ["Zoé", " anna ", "<b>Bert & Söhne</b>"]) await add(name);
		const { text } = await browser.get("/users");
		expect(text).toContain("&lt;b&gt;Bert &amp; Söhne&lt;/b&gt;");
		const seen = visibleText(text);
		expect(seen).toContain("3 users");
		expect(seen).toContain("Not signed in yet");
		expect(seen.indexOf("anna")).toBeLessThan(seen.indexOf("Zoé"));
	});

	test("shows no ID number, neither in a page nor in what is typed again after a refusal", async () => {
		const pages = [await add("anna"), await add("ANNA"), await browser.get("/users")];
		pages.push(await browser.get(`/users/user?id=${idOf("anna")}`));
		expect(pages.map(({ status }) => status)).toEqual([200, 422, 200, 200]);
		for (const { text } of pages) expect(text).not.toContain(NUMBER);
	});

	test.each([
		["", NUMBER],
		["x".repeat(84), NUMBER],
		["a\u0000b", NUMBER],
		["anna", ""],
		["anna", "123"],
		["anna", "12345678901"],
		["anna", "abcd"],
	])("adds nobody as %j with %j, says so, and keeps the name that was typed", async (name, number) => {
		const { status, text } = await add(name, number);
		expect(status).toBe(422);
		expect(visibleText(text)).toContain("Nothing was saved");
		expect(printer.users.count).toBe(0);
		if (name === "anna") expect(text).toContain('value="anna"');
	});

	test("gives a user another ID number, and removes one", async () => {
		await add("anna");
		const id = idOf("anna");
		await browser.post("/users/user", { id, number: "2222", action: "change" });
		expect(await printer.users.logIn(Number(id), "2222")).toEqual({ kind: "accepted" });
		const refused = await browser.post("/users/user", { id, number: "22", action: "change" });
		expect(refused.status).toBe(422);
		const { text } = await browser.post("/users/user", { id, action: "remove" });
		expect(visibleText(text)).toContain("The user was removed.");
		expect(printer.users.count).toBe(0);
	});

	test.each(["", "0", "-1", "1.5", "NaN", "65536", "99999999999", "../1"])(
		"does nothing for the id %j, and shows the list",
		async (id) => {
			await add("anna");
			expect(visibleText((await browser.get(`/users/user?id=${id}`)).text)).toContain("1 user");
			await browser.post("/users/user", { id, action: "remove" });
			await browser.post("/users/user", { id, number: "2222", action: "change" });
			expect(printer.users.count).toBe(1);
			expect(await printer.users.logIn(Number(idOf("anna")), NUMBER)).toEqual({ kind: "accepted" });
		},
	);

	test("shows hundreds page by page, and the nearest page where there is none", async () => {
		for (let user = 0; user < 60; user++) printer.accounts.addUser(`user ${100 + user}`);
		const seen = new Set<string>();
		for (const page of [0, 1, 2]) {
			const { text } = await browser.get(`/users?page=${page}`);
			for (const [name] of text.matchAll(/user 1\d\d/g)) seen.add(name);
			expect(text.includes("Next users")).toBe(page < 2);
			expect(text.includes("Previous users")).toBe(page > 0);
		}
		expect(seen.size).toBe(60);
		for (const page of ["-1", "99", "x", "1e9", "Infinity"]) {
			expect((await browser.get(`/users?page=${page}`)).status).toBe(200);
		}
	});

	test("tells the administrator to sign in first, until that is done", async () => {
		expect(visibleText((await browser.get("/users")).text)).toContain("on behalf of the organization");
		printer.account.signedIn(true);
		expect(visibleText((await browser.get("/users")).text)).not.toContain("on behalf of the organization");
	});

	test("takes no form without the session's token, and shows nothing without a session", async () => {
		await add("anna");
		const id = idOf("anna");
		for (const path of ["/users", "/users/user"]) {
			const forged = await browser.post(path, {
				token: "0".repeat(32),
				id,
				name: "b",
				number: "1234",
				action: "remove",
			});
			expect(forged.status).toBe(403);
			const stranger = await new Browser(printer).get(path);
			expect(stranger.status).toBe(303);
			expect(stranger.text).not.toContain("anna");
		}
		expect(printer.users.count).toBe(1);
	});
});
