import type { NetworkInterface } from "../../modules/base/device";
import { Failure } from "../../modules/base/failure";
import { en } from "../../modules/language/en";
import { fr } from "../../modules/language/fr";
import type { AccountState } from "../../modules/oauth/account";
import { Settings } from "../../modules/settings/settings";
import { accountStatus, emailServerBlock, printerName, statusBlocks } from "../../modules/status/status";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";
import { IDENTITY } from "../host/identity";
import { nodeNetwork } from "../host/sockets";

const WIRED: NetworkInterface = {
	kind: "standard",
	medium: "wired",
	connected: true,
	address: "192.168.1.20",
	mask: "255.255.255.0",
	gateway: "192.168.1.1",
	dns: ["192.168.1.1", "9.9.9.9"],
};
const WIFI: NetworkInterface = { kind: "additional", medium: "wi-fi", connected: false };

function printer({
	state = { kind: "signed-out" } as AccountState,
	faxState = { kind: "signed-out" } as AccountState,
	interfaces = [WIRED, WIFI],
	now = undefined as number | undefined,
} = {}) {
	const vault = Vault.open(flashDevice(new MemoryFlash()));
	const settings = new Settings(vault);
	const identity = IDENTITY;
	const roots = ["DigiCert Global Root G2", "Microsoft RSA Root Certificate Authority 2017"];
	const device = { identity, network: nodeNetwork({ interfaces }), clock: { now: () => now }, roots };
	return { settings, vault, account: { state }, accounts: { fax: { state: faxState } }, device };
}

/** The status as somebody would read it aloud. */
function read(...[sources, texts]: Parameters<typeof statusBlocks>): string[] {
	return statusBlocks(sources, texts).flatMap(({ heading, rows }) => [
		`# ${heading}`,
		...rows.map(({ label, value }) => `${label}: ${value}`),
	]);
}

describe("What the printer tells about itself", () => {
	test("a new printer", () => {
		expect(read(printer(), en)).toEqual([
			"# General",
			"Model: Timbre MF-1",
			"Printer name: TIMBRE-1",
			"Serial number: X5AB000123",
			"MAC address: 02:00:5E:10:00:01",
			"Firmware: 1.0.0",
			"Date and time: Not set",
			"# Network",
			"Standard network: Wired LAN – Connected",
			"Additional network: Wi-Fi – Not connected",
			"# TCP/IP",
			"IP address: 192.168.1.20",
			"Subnet mask: 255.255.255.0",
			"Default gateway: 192.168.1.1",
			"DNS server 1: 192.168.1.1",
			"DNS server 2: 9.9.9.9",
			"# Email Server",
			"Authentication Method: Off",
			"Authenticated Account: Not set",
			"Authenticated Password: Not set",
			"Sender's Email Address: Not set",
			"SMTP Server Address: Not set",
			"SMTP Server Port Number: 25",
			"Secure Connection: None",
			"Certificate Validation: Enable",
			"POP3 Server Address: Not set",
			"POP3 Server Port Number: 110",
			"# Certificates",
			"CA Certificate 1: DigiCert Global Root G2",
			"CA Certificate 2: Microsoft RSA Root Certificate Authority 2017",
		]);
	});

	test("the fax server, once there is one, and its own account", () => {
		const faxState = { kind: "signed-in", login: "fax@contoso.com", saved: true } as const;
		const sources = printer({ faxState });
		const block = () => statusBlocks(sources, en).find(({ heading }) => heading === "Fax Server")?.rows;
		sources.settings.set({ "fax.authentication": "oauth2" });
		expect(block()).toBeUndefined();
		sources.settings.set({ "fax.server-domain": "fax.example" });
		expect(block()).toEqual([
			{ label: "Fax Service Domain", value: "fax.example" },
			{ label: "SMTP Server Address", value: "smtp.office365.com" },
			{ label: "Authentication Method", value: "OAuth2" },
			{ label: "Current Status", value: "Signed in" },
			{ label: "Account", value: "fax@contoso.com" },
		]);
	});

	test("a printer that is signed in, in the guide's words", () => {
		const state = { kind: "signed-in", login: "scan@contoso.com", saved: true } as const;
		const signedIn = printer({ state, now: Date.UTC(2026, 2, 5) });
		signedIn.settings.set({ "mail.authentication": "oauth2", "mail.sender": "copieur@contoso.com" });
		const lines = read(signedIn, fr);
		expect(lines.slice(lines.indexOf("# Serveur d'email"))).toEqual([
			"# Serveur d'email",
			"Méthode d'authentification: OAuth2",
			"Service de courriel: Microsoft Exchange Online",
			"État actuel: Connecté(e)",
			"Compte authentifié: s•••@contoso.com",
			"Adr. messagerie expéditeur: copieur@contoso.com",
			"Adresse du serveur SMTP: smtp.office365.com",
			"Numéro port serveur SMTP: 587",
			"Connexion sécurisée: STARTTLS",
			"Validation certificat: Activer",
			"Adresse du serveur POP3: Non défini",
			"Numéro port serveur POP3: 110",
			"# Compte Microsoft",
			"État actuel: Connecté(e)",
			"Compte: s•••@contoso.com",
			"# Certificats",
			"Certificat CA 1: DigiCert Global Root G2",
			"Certificat CA 2: Microsoft RSA Root Certificate Authority 2017",
		]);
	});

	test.each(["x", "a-password-of-20-char"])(
		"a stored password shows neither itself nor its length",
		(password) => {
			const sources = printer();
			sources.settings.set({ "mail.authentication": "smtp-auth", "mail.password": password.slice(0, 20) });
			const row = emailServerBlock(sources, en).rows.find(({ label }) => label === "Authenticated Password");
			expect(row?.value).toBe("********");
			expect(read(sources, en).join()).not.toContain("a-password");
		},
	);

	test("the label's password is in no line", () => {
		expect(read(printer(), en).join()).not.toContain("label-1234");
	});

	test("the name and the time that were set", () => {
		const sources = printer({ now: new Date(2026, 2, 5, 9, 30).getTime() });
		sources.settings.set({ "device.name": "Accueil" });
		expect(printerName(sources)).toBe("Accueil");
		expect(read(sources, fr)).toContain("Nom de l'imprimante: Accueil");
		expect(read(sources, fr)).toContain("Date et heure: 05/03/2026 09:30");
	});

	test("two connected networks have a block each, that names them", () => {
		const lines = read(
			printer({ interfaces: [WIRED, { ...WIFI, connected: true, address: "10.0.0.2" }] }),
			fr,
		);
		expect(lines).toEqual(
			expect.arrayContaining(["# TCP/IP – LAN câblé", "# TCP/IP – Wi-Fi", "Adresse IP: 10.0.0.2"]),
		);
	});

	test("what a cable and a Wi-Fi tell of themselves, and how the addresses came", () => {
		const wired: NetworkInterface = { ...WIRED, linkSpeed: 100, configuration: "manual", ipv6: ["fe80::1"] };
		const wifi: NetworkInterface = {
			...{ ...WIFI, connected: true, address: "10.0.0.2", configuration: "automatic" },
			...{ ssid: "Bureau", security: "WPA2-PSK", channel: 6, signal: -52 },
		};
		const lines = read(printer({ interfaces: [wired, wifi] }), fr);
		const start = lines.indexOf("# Réseau");
		expect(lines.slice(start, lines.indexOf("# Serveur d'email"))).toEqual([
			"# Réseau",
			"Réseau standard: LAN câblé – Connecté",
			"Débit de la liaison: 100\u00a0Mbit/s",
			"Réseau supplémentaire: Wi-Fi – Connecté",
			"Nom du réseau (SSID): Bureau",
			"Sécurité Wi-Fi: WPA2-PSK",
			"Canal: 6",
			"Niveau du signal: -52\u00a0dBm",
			"# TCP/IP – LAN câblé",
			"Obtention de l'adresse IP: Manuelle",
			"Adresse IP: 192.168.1.20",
			"Masque de sous-réseau: 255.255.255.0",
			"Passerelle par défaut: 192.168.1.1",
			"Serveur DNS 1: 192.168.1.1",
			"Serveur DNS 2: 9.9.9.9",
			"Adresse IPv6: fe80::1",
			"# TCP/IP – Wi-Fi",
			"Obtention de l'adresse IP: Automatique",
			"Adresse IP: 10.0.0.2",
			"Masque de sous-réseau: Non défini",
			"Passerelle par défaut: Non défini",
		]);
		expect(read(printer({ interfaces: [{ ...wifi, connected: false }] }), fr).join()).not.toContain("Bureau");
	});

	test("no network leaves no addresses", () => {
		expect(read(printer({ interfaces: [] }), en)).not.toContain("# TCP/IP");
	});
});

test.each([
	["oauth2", "scan@contoso.com", "s•••@contoso.com"],
	["smtp-auth", "office@contoso.example", "o•••@contoso.example"],
	["smtp-auth", "x", "x•••"],
] as const)(
	"Whoever stands at the printer does not learn an account's name: %s %s",
	(method, name, shown) => {
		const sources = printer({ state: { kind: "signed-in", login: name, saved: true } });
		sources.settings.set({ "mail.authentication": method });
		if (method === "smtp-auth") sources.settings.set({ "mail.account": name });
		const values = statusBlocks(sources, en).flatMap(({ rows }) => rows.map(({ value }) => value));
		expect(values).toContain(shown);
		expect(values).not.toContain(name);
	},
);

describe("Current Status", () => {
	const failure = new Failure("oauth.sign-in-expired", { detail: "AADSTS700082" });
	const shown = { userCode: "A1", verificationUri: "https://x.example", message: "", expiresAt: 0 };

	test.each<[AccountState, string]>([
		[{ kind: "signed-out" }, "Not signed in"],
		[{ kind: "starting" }, "Sign-in in progress"],
		[{ kind: "code-shown", ...shown }, "Sign-in in progress"],
		[{ kind: "signed-in", login: "a@b.c", saved: false }, "Signed in (not saved)"],
		[{ kind: "signed-in", login: "a@b.c", saved: true }, "Signed in"],
		[{ kind: "expired", login: "a@b.c", failure }, "Sign-in expired"],
	])("%j reads %s", (state, text) => {
		expect(accountStatus(state, en)).toBe(text);
	});

	test("an account that expired tells why and what helps", () => {
		const sources = printer({ state: { kind: "expired", login: "scan@contoso.com", failure } });
		sources.settings.set({ "mail.authentication": "oauth2" });
		const lines = read(sources, en);
		expect(lines).toContain("Account: s•••@contoso.com");
		expect(lines).toContain(`Problem: ${en.failures["oauth.sign-in-expired"].happened}`);
		expect(lines).toContain(`Solution: ${en.failures["oauth.sign-in-expired"].remedy}`);
	});

	test("refreshes that have failed for three days are a warning, before that they are not", () => {
		const since = new Date(2026, 2, 5, 9, 30).getTime();
		const failing = { since, failure: new Failure("oauth.conditional-access") };
		const state = { kind: "signed-in", login: "scan@contoso.com", saved: true, failing } as const;
		const linesAfter = (days: number) => {
			const sources = printer({ state, now: since + days * 24 * 3600_000 });
			sources.settings.set({ "mail.authentication": "oauth2" });
			return read(sources, en);
		};
		expect(linesAfter(2.9).join()).not.toContain("Warning");
		const lines = linesAfter(3);
		const warning =
			"Warning: The sign-in could not be renewed since 5 Mar 2026 and will expire if this goes on.";
		expect(lines.filter((line) => line === warning)).toHaveLength(2);
		expect(lines).toContain(`Problem: ${en.failures["oauth.conditional-access"].happened}`);
		expect(lines).toContain(`Solution: ${en.failures["oauth.conditional-access"].remedy}`);
		expect(lines).toContain("Current Status: Signed in");
	});

	test.each<[string, number | undefined, "tls.clock-not-set" | "tls.clock-wrong"]>([
		["not set", undefined, "tls.clock-not-set"],
		["from before the firmware was made", Date.UTC(2019, 0, 1), "tls.clock-wrong"],
		["far in the future", Date.UTC(2099, 0, 1), "tls.clock-wrong"],
	])("a clock that is %s is a warning where OAuth2 is used, and none elsewhere", (_name, now, code) => {
		const sources = printer({ state: { kind: "signed-in", login: "scan@contoso.com", saved: true }, now });
		expect(read(sources, en).join()).not.toContain("Warning");
		sources.settings.set({ "mail.authentication": "oauth2" });
		expect(read(sources, en)).toContain(`Warning: ${en.failures[code].happened}`);
		expect(read(sources, en)).toContain(`Solution: ${en.failures[code].remedy}`);
	});

	test("a sign-in under way shows the code and its page", () => {
		const sources = printer({ state: { kind: "code-shown", ...shown } });
		sources.settings.set({ "mail.authentication": "oauth2" });
		expect(read(sources, en)).toEqual(
			expect.arrayContaining(["Sign-in page: https://x.example", "Code: A1"]),
		);
	});
});

describe("What cannot be read in the memory", () => {
	test("is not mentioned while all is well", () => {
		expect(read(printer(), en)).not.toContain("# Memory");
	});

	test.each([
		["settings/values", en.status.memory.settings],
		["settings/admin", en.status.memory.administrator],
		["account/mail/account", en.status.memory.signIns],
		["users/one", en.status.memory.records],
	])("%s is told in a person's words", (name, { label, value }) => {
		const sources = printer();
		sources.vault.commit([[name, new TextEncoder().encode("{}")]]);
		sources.vault.setAside(name, "s3cret");
		const lines = read(sources, en);
		expect(lines.slice(-2)).toEqual(["# Memory", `${label}: ${value}`]);
		expect(lines.join()).not.toContain("s3cret");
	});

	test("is told once for twenty users, and once for what is lost with the keys", () => {
		const sources = printer();
		for (let user = 0; user < 20; user++) sources.vault.setAside(`account/user/${user}/account`, "x");
		const keys = ["root key", "key ring", "journal"].map((name) => ({
			name,
			failure: new Failure("storage.corrupt"),
		}));
		const vault = { problems: [...sources.vault.problems, ...keys, { ...keys[0], name: "wifi.ssid" }] };
		const lines = read({ ...sources, vault } as Parameters<typeof read>[0], fr);
		const { signIns, keys: lost, unknown } = fr.status.memory;
		expect(lines.slice(lines.indexOf("# Mémoire"))).toEqual([
			"# Mémoire",
			...[signIns, lost, unknown].map(({ label, value }) => `${label}: ${value}`),
		]);
	});
});
