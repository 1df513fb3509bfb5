import { FIELDS, parseSetting, type SettingKey, type Values } from "../../modules/settings/fields";
import { Settings } from "../../modules/settings/settings";
import { Vault } from "../../modules/storage/vault";
import { thrownBy } from "../host/failure-of";
import { flashDevice, MemoryFlash } from "../host/flash";

describe("What a setting accepts", () => {
	test("no choice of interval and warning comes near the 90 idle days after which Microsoft ends a sign-in", () => {
		expect(FIELDS["account.refresh-interval"].max + FIELDS["account.warning-delay"].max).toBeLessThan(90);
	});

	const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join("");
	test.each<[SettingKey, readonly string[], readonly string[]]>([
		["language", ["en", "fr"], ["", "de", "EN"]],
		["device.name", ["", "a", "Accueil-2", "x".repeat(53)], ["-a", "a-", "a b", "a.b", "é", "x".repeat(54)]],
		["mail.authentication", ["off", "smtp-auth", "pop-before-smtp", "oauth2"], ["", "oauth", "constructor"]],
		[
			"fax.server-domain",
			["", "fax.example", "fax"],
			["1.2.3.4", "a@b.example", "fax.", "-a.example", "fax example"],
		],
		["mail.service", ["exchange-online", "outlook", "us-government", "china", "other"], ["gmail"]],
		[
			"mail.oauth-authority",
			["", "https://login.microsoftonline.de", "https://a.example:8443/adfs", `https://${"x".repeat(247)}`],
			[
				"http://login.example",
				"login.example",
				"https://",
				"https://a.example?x=1",
				"https://a.example#x",
				"https://user:pass@a.example",
				"https://a.example:70000",
				"https://a b",
				"javascript:alert(1)",
				"https://é.example",
				`https://${"x".repeat(248)}`,
			],
		],
		[
			"mail.oauth-tenant",
			["", "organizations", "contoso.com", "7d3f1c52-52a4-4c7e-9a3e-0c1be7a9d001"],
			["a/b", "a b", "../x"],
		],
		[
			"mail.oauth-device-endpoint",
			["", "https://id.example/device?realm=a"],
			[
				"http://id.example/device",
				"https://id.example/device#x",
				"https://id.example/de vice",
				"ftp://id.example",
			],
		],
		[
			"mail.oauth-token-endpoint",
			["", "https://id.example/token"],
			["http://id.example/token", "file:///etc"],
		],
		[
			"mail.oauth-scope",
			["", "a", "https://outlook.office.com/SMTP.Send offline_access openid profile"],
			[" a", "a ", "a  b", 'a"b', "a\\b", "a\tb", "é", "x".repeat(256)],
		],
		["mail.oauth-client-id", ["", "5ca1ab1e-71b2-4e00-8a11-0ddba11f00d5", "~a/b.apps"], ["a b", "é", "\n"]],
		["mail.account", ["", printable, "x".repeat(255)], ["é", "\t", "\x7f", "x".repeat(256)]],
		["mail.password", ["", "p a~ss", "x".repeat(20)], ["é", "\n", "x".repeat(21)]],
		[
			"mail.sender",
			["", "scan@contoso.com", "x".repeat(255)],
			[..."():<>[];é\n", ".a@b.com", "a;b@c.com", "x".repeat(256)],
		],
		[
			"mail.smtp-server",
			["", "smtp.office365.com", "192.168.0.1", "a", `${"x".repeat(63)}.${"y".repeat(63)}`],
			[
				"a..b",
				".a",
				"a.",
				"-a.b",
				"a_b",
				"a b",
				"256.1.1.1",
				"1.2.3",
				"1.2.3.04",
				"é.com",
				`${"x".repeat(64)}.com`,
			],
		],
		[
			"mail.smtp-port",
			["1", "25", "587", "65535"],
			["0", "65536", "-1", "1.5", "", "1e3", "0x10", " 25", "99999999999"],
		],
		["mail.security", ["none", "tls", "starttls"], ["ssl"]],
		["mail.validate-certificate", ["true", "false"], ["", "1", "TRUE", "on"]],
		["mail.pop3-server", ["", "pop.example.com"], ["a/b"]],
		["mail.pop3-port", ["110", "995"], ["0"]],
		[
			"administrator.email",
			["", "it@contoso.com", "first.last+printers@sub.contoso.com", `${"x".repeat(64)}@a.b`],
			[
				"it",
				"@a.b",
				"it@",
				"a@b@c",
				"a@b.c, d@e.f",
				"a b@c.d",
				"é@a.b",
				"a@b..c",
				".a@b.c",
				"a@b.c\n",
				`${"x".repeat(65)}@a.b`,
			],
		],
		["account.self-refresh", ["true", "false"], ["", "yes"]],
		["account.refresh-interval", ["1", "7", "60"], ["0", "61", "-1", "1.5", ""]],
		["account.warning-delay", ["1", "3", "29"], ["0", "30"]],
	])("%s", (key, accepted, refused) => {
		for (const text of accepted) expect(String(parseSetting(key, text))).toBe(text);
		for (const text of refused) {
			const failure = thrownBy(() => parseSetting(key, text));
			expect([text, failure.code, failure.field]).toEqual([text, "settings.invalid", key]);
		}
	});

	test("a server name has at most 255 characters", () => {
		const name = Array.from({ length: 26 }, () => "abcdefghi").join(".");
		expect(parseSetting("mail.smtp-server", name.slice(0, 255))).toHaveLength(255);
		expect(thrownBy(() => parseSetting("mail.smtp-server", name.slice(0, 256))).field).toBe(
			"mail.smtp-server",
		);
	});

	test("a refused password does not show up in the failure", () => {
		const failure = thrownBy(() => parseSetting("mail.password", "hunter2-hunter2-hunter2"));
		expect(`${failure.message} ${failure.detail}`).not.toContain("hunter2");
	});
});

describe("The printer's settings", () => {
	let flash: MemoryFlash;
	const open = (): Settings => new Settings(Vault.open(flashDevice(flash)));
	beforeEach(() => {
		flash = new MemoryFlash();
	});

	test("a new printer has the defaults", () => {
		const settings = open();
		for (const key of Object.keys(FIELDS) as SettingKey[])
			expect(settings.get(key)).toBe(FIELDS[key].default);
	});

	test("POP3 has the port of its kind of connection until one is set", () => {
		const settings = open();
		const port = () => settings.get("mail.pop3-port");
		expect(port()).toBe(110);
		settings.set({ "mail.security": "starttls" });
		expect(port()).toBe(110);
		settings.set({ "mail.security": "tls", "mail.pop3-port": 110 });
		expect(port()).toBe(995);
		settings.set({ "mail.pop3-port": 1995 });
		settings.set({ "mail.security": "none" });
		expect(port()).toBe(1995);
	});

	test("what was set holds after a restart, passwords too", () => {
		open().set({ "mail.authentication": "smtp-auth", "mail.password": "s3cret", "mail.smtp-port": 2525 });
		const settings = open();
		expect(settings.get("mail.authentication")).toBe("smtp-auth");
		expect(settings.get("mail.password")).toBe("s3cret");
		expect(settings.get("mail.smtp-port")).toBe(2525);
	});

	test("one wrong value and nothing is stored", () => {
		const settings = open();
		settings.set({ "mail.account": "before" });
		const { operations } = flash;
		const failure = thrownBy(() => settings.set({ "mail.account": "after", "mail.smtp-port": 0 }));
		expect(failure).toMatchObject({ code: "settings.invalid", field: "mail.smtp-port", action: "fix-input" });
		expect(settings.get("mail.account")).toBe("before");
		expect(flash.operations).toBe(operations);
	});

	test("a key that is no setting is refused", () => {
		const changes = { "mail.colour": "blue" } as Partial<Values>;
		expect(thrownBy(() => open().set(changes)).field).toBe("mail.colour");
	});

	test("each change of settings is one flash write; a form sent without changes is none", () => {
		const settings = open();
		settings.set({ "mail.account": "scan" });
		let { operations } = flash;
		settings.set({ "mail.account": "scan", "mail.sender": "scan@contoso.com", "mail.pop3-port": 995 });
		expect(flash.operations - operations).toBe(1);
		operations = flash.operations;
		settings.set({ "mail.account": "scan", "mail.smtp-port": 25, "mail.security": "none" });
		expect(flash.operations).toBe(operations);
	});

	test("who observes is told after the change holds, and only what changed", () => {
		const settings = open();
		const seen: unknown[] = [];
		const stop = settings.observe((keys) => seen.push(keys, settings.get("language")));
		settings.set({ language: "fr", "mail.account": "" });
		stop();
		settings.set({ language: "en" });
		expect(seen).toEqual([["language"], "fr"]);
	});

	test("no password lies in the flash, nor in the settings object", () => {
		const settings = open();
		settings.set({ "mail.password": "s3cret-s3cret", "mail.account": "visible-account" });
		const residue = Buffer.from(flash.residue()).toString("latin1");
		expect(residue).not.toContain("s3cret");
		expect(residue).not.toContain("visible");
	});

	test("damaged settings mean defaults, and the vault says so", () => {
		const vault = Vault.open(flashDevice(flash));
		vault.commit([["settings/values", Buffer.from('{"schema":1,"data":[')]]);
		expect(new Settings(vault).get("language")).toBe("en");
		expect(vault.problems).toMatchObject([{ name: "settings/values", failure: { code: "storage.corrupt" } }]);
	});

	test("a stored value out of range falls back alone", () => {
		const vault = Vault.open(flashDevice(flash));
		const data = { language: "fr", "mail.smtp-port": 0, unknown: 1 };
		vault.commit([["settings/values", Buffer.from(JSON.stringify({ schema: 1, data }))]]);
		const settings = new Settings(vault);
		expect([settings.get("language"), settings.get("mail.smtp-port")]).toEqual(["fr", 25]);
	});
});

describe("A mail service with OAuth2 fills in its server", () => {
	const server = (settings: Settings): unknown[] => [
		settings.get("mail.smtp-server"),
		settings.get("mail.smtp-port"),
		settings.get("mail.security"),
	];
	const fresh = (): Settings => new Settings(Vault.open(flashDevice(new MemoryFlash())));

	test("Exchange Online and Outlook.com", () => {
		const settings = fresh();
		settings.set({ "mail.authentication": "oauth2" });
		expect(server(settings)).toEqual(["smtp.office365.com", 587, "starttls"]);
		settings.set({ "mail.service": "outlook" });
		expect(server(settings)).toEqual(["smtp-mail.outlook.com", 587, "starttls"]);
	});

	test("a form that sends the old server, port and security along with the new method gets the service's", () => {
		const settings = fresh();
		const old = {
			"mail.smtp-server": "mail.example.com",
			"mail.smtp-port": 465,
			"mail.security": "tls",
		} as const;
		settings.set({ ...old, "mail.authentication": "smtp-auth" });
		settings.set({ ...old, "mail.authentication": "oauth2", "mail.service": "exchange-online" });
		expect(server(settings)).toEqual(["smtp.office365.com", 587, "starttls"]);
	});

	test("a service of one's own keeps the server that the same change gives, though it was the service's before", () => {
		const settings = fresh();
		settings.set({ "mail.authentication": "oauth2" });
		settings.set({
			"mail.service": "other",
			"mail.smtp-server": "smtp.office365.com",
			"mail.smtp-port": 587,
		});
		expect(server(settings)).toEqual(["smtp.office365.com", 587, "starttls"]);
		settings.set({ "mail.service": "outlook", "mail.smtp-server": "smtp.office365.com" });
		expect(server(settings)[0]).toBe("smtp-mail.outlook.com");
	});

	test("a server given in the same change stays", () => {
		const settings = fresh();
		settings.set({ "mail.authentication": "oauth2", "mail.smtp-server": "relay.contoso.com" });
		expect(server(settings)).toEqual(["relay.contoso.com", 587, "starttls"]);
	});

	test("emptying the server gives the service's back", () => {
		const settings = fresh();
		settings.set({ "mail.authentication": "oauth2", "mail.smtp-server": "relay.contoso.com" });
		settings.set({ "mail.smtp-server": "" });
		expect(server(settings)[0]).toBe("smtp.office365.com");
	});

	test("without OAuth2 nothing is filled in", () => {
		const settings = fresh();
		settings.set({ "mail.authentication": "oauth2" });
		settings.set({ "mail.authentication": "smtp-auth" });
		expect(server(settings)).toEqual(["", 25, "none"]);
	});

	test("the fax server has the same settings, and what is set for one server is never the other's", () => {
		const mail = Object.entries(FIELDS).filter(([key]) => key.startsWith("mail."));
		expect(mail.length).toBeGreaterThan(10);
		for (const [key, field] of mail) expect(FIELDS).toHaveProperty([key.replace("mail", "fax")], field);
		const settings = fresh();
		settings.set({ "mail.authentication": "oauth2", "mail.smtp-server": "relay.contoso.com" });
		settings.set({ "fax.authentication": "oauth2", "fax.service": "outlook" });
		expect(server(settings)[0]).toBe("relay.contoso.com");
		expect(settings.get("fax.smtp-server")).toBe("smtp-mail.outlook.com");
		settings.set({ "mail.authentication": "smtp-auth", "mail.security": "tls", "mail.password": "secret" });
		expect([settings.get("fax.smtp-port"), settings.get("fax.security")]).toEqual([587, "starttls"]);
		expect([settings.get("mail.pop3-port"), settings.get("fax.pop3-port")]).toEqual([995, 110]);
		expect(settings.get("fax.password")).toBe("");
	});
});
