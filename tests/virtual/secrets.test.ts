import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Office } from "./support/office";

const PASSWORD = "Zx9-S3cret-Pw";
const NEW_ADMINISTRATOR_PASSWORD = "Adm1n-S3cret-Pw";
const ID_NUMBER = "31415926";

let office: Office;
const said: string[] = [];

beforeAll(async () => {
	office = await Office.open({ log: (line) => said.push(line) });
}, 120_000);
afterAll(async () => {
	await office?.close();
});

/** The tokens that the lab has given out, as the part of each that nobody could guess. */
function tokens(): string[] {
	const memory = readFileSync(join(office.state, "lab", "memory.json"), "utf8");
	return [...memory.matchAll(/"(?:AccessToken|RefreshToken):([^"]{40,})"/g)].map(([, id = ""]) => id);
}

/** Everything in the printer's flash and its other files, but for the label. */
function stored(): { name: string; bytes: Buffer }[] {
	const folder = join(office.state, "printer");
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name !== "identity.json")
		.map(({ name }) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** A secret in the forms in which it could lie somewhere. */
function forms(secret: string): Buffer[] {
	return [Buffer.from(secret), Buffer.from(Buffer.from(secret).toString("base64").slice(0, -4))];
}

test("No token and no password lies in the flash in the clear, or is shown, told or logged", async () => {
	const browser = await office.administrator();
	await browser.open("/administrator/password");
	await browser.press("OK", {
		current: office.printer.board.identity.initialPassword,
		next: NEW_ADMINISTRATOR_PASSWORD,
		again: NEW_ADMINISTRATOR_PASSWORD,
	});
	await browser.open("/users");
	await browser.press("Add a user", { name: "Marie", number: ID_NUMBER });
	expect(browser.text).toContain("Marie was added.");
	await browser.open("/network/email-server");
	await browser.press("OK", {
		"mail.authentication": "smtp-auth",
		"mail.account": "scanner",
		"mail.password": PASSWORD,
		"mail.smtp-server": "smtp.office365.com",
		"mail.smtp-port": "587",
		"mail.security": "starttls",
	});
	await office.load(new Uint8Array(1000));
	expect(await office.scan(["marie@timbre.example"])).toMatchObject({ result: "failed" });
	await office.signIn(browser);
	await browser.press("OK");
	await office.load(new Uint8Array(1000));
	expect(await office.scan(["marie@timbre.example"])).toMatchObject({ result: "success" });

	const pages: string[] = [];
	for (const path of ["/", "/network/email-server", "/jobs", "/network/certificates", "/users"]) {
		await browser.open(path);
		pages.push(browser.document.toString());
	}
	for (const path of ["/jobs", "/engine", "/flash"]) {
		pages.push(JSON.stringify((await office.control("GET", path)).body));
	}
	const secrets = [...tokens(), PASSWORD, NEW_ADMINISTRATOR_PASSWORD, ID_NUMBER];
	expect(secrets.length).toBeGreaterThanOrEqual(4);
	for (const secret of secrets) {
		for (const form of forms(secret)) {
			for (const { name, bytes } of stored()) expect([name, bytes.includes(form)]).toEqual([name, false]);
			for (const text of [...pages, ...said]) expect(text.includes(form.toString())).toBe(false);
		}
	}
});

test("the search would find a token that lay in the flash", () => {
	const [token = ""] = tokens();
	const flash = Buffer.concat([Buffer.from("header"), Buffer.from(token), Buffer.from("tail")]);
	expect(forms(token).some((form) => flash.includes(form))).toBe(true);
});
