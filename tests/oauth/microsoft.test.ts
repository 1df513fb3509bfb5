import { Failure } from "../../modules/base/failure";
import {
	allowsSending,
	deviceCodeURL,
	SERVICES,
	type Service,
	serviceOf,
} from "../../modules/oauth/microsoft";
import type { Values } from "../../modules/settings/fields";
import { Settings } from "../../modules/settings/settings";
import { Vault } from "../../modules/storage/vault";
import { flashDevice, MemoryFlash } from "../host/flash";

function settingsOf(values: Partial<Values>): Settings {
	const settings = new Settings(Vault.open(flashDevice(new MemoryFlash())));
	settings.set({ "mail.authentication": "oauth2", ...values });
	return settings;
}

/** The setting that is missing. */
function missingOf(values: Partial<Values>): string | undefined {
	try {
		serviceOf(settingsOf(values), "mail");
	} catch (error) {
		if (error instanceof Failure && error.code === "settings.invalid") return error.field;
		throw error;
	}
	return undefined;
}

describe("The services of Microsoft", () => {
	test.each<[Values["mail.service"], string, string, string]>([
		[
			"exchange-online",
			"https://login.microsoftonline.com/organizations",
			"https://outlook.office.com/SMTP.Send",
			"smtp.office365.com",
		],
		[
			"outlook",
			"https://login.microsoftonline.com/consumers",
			"https://outlook.office.com/SMTP.Send",
			"smtp-mail.outlook.com",
		],
		[
			"us-government",
			"https://login.microsoftonline.us/organizations",
			"https://outlook.office365.us/SMTP.Send",
			"smtp.office365.us",
		],
		[
			"china",
			"https://login.partner.microsoftonline.cn/organizations",
			"https://partner.outlook.cn/SMTP.Send",
			"smtp.partner.outlook.cn",
		],
	])("%s signs in at %s and sends by port 587 with STARTTLS", (name, base, scope, server) => {
		const settings = settingsOf({ "mail.service": name });
		const service = serviceOf(settings, "mail");
		expect(service).toEqual({
			name,
			deviceAuthorizationEndpoint: `${base}/oauth2/v2.0/devicecode`,
			tokenEndpoint: `${base}/oauth2/v2.0/token`,
			scope: `${scope} offline_access openid profile`,
		});
		expect(deviceCodeURL(service, "fr")).toBe(`${base}/oauth2/v2.0/devicecode?mkt=fr-FR`);
		expect([
			settings.get("mail.smtp-server"),
			settings.get("mail.smtp-port"),
			settings.get("mail.security"),
		]).toEqual([server, 587, "starttls"]);
	});

	test("what was typed for a service of one's own changes nothing about them", () => {
		const settings = settingsOf({
			"mail.service": "outlook",
			"mail.oauth-authority": "https://evil.example",
			"mail.oauth-token-endpoint": "https://evil.example/token",
			"mail.oauth-device-endpoint": "https://evil.example/device",
			"mail.oauth-scope": "everything",
		});
		expect(serviceOf(settings, "mail")).toBe(SERVICES.outlook);
	});
});

describe("A service of one's own", () => {
	const own = { "mail.service": "other" } as const;

	test.each([
		["https://login.contoso.example", "https://login.contoso.example/organizations"],
		["https://login.contoso.example/", "https://login.contoso.example/organizations"],
		["https://login.contoso.example:8443/adfs", "https://login.contoso.example:8443/adfs/organizations"],
	])("at the authority %s", (authority, base) => {
		const service = serviceOf(settingsOf({ ...own, "mail.oauth-authority": authority }), "mail");
		expect(service).toEqual({
			name: "other",
			deviceAuthorizationEndpoint: `${base}/oauth2/v2.0/devicecode`,
			tokenEndpoint: `${base}/oauth2/v2.0/token`,
			scope: "https://outlook.office.com/SMTP.Send offline_access openid profile",
		});
	});

	test("has a tenant and a scope of its own", () => {
		const service = serviceOf(
			settingsOf({
				...own,
				"mail.oauth-authority": "https://login.microsoftonline.de",
				"mail.oauth-tenant": "contoso.onmicrosoft.de",
				"mail.oauth-scope": "https://outlook.office.de/SMTP.Send offline_access openid profile",
			}),
			"mail",
		);
		expect(service.tokenEndpoint).toBe(
			"https://login.microsoftonline.de/contoso.onmicrosoft.de/oauth2/v2.0/token",
		);
		expect(service.scope).toMatch(/^https:\/\/outlook\.office\.de/);
	});

	test("with both endpoints needs no authority, and is asked nothing that only Microsoft knows", () => {
		const service = serviceOf(
			settingsOf({
				...own,
				"mail.oauth-authority": "https://unused.example",
				"mail.oauth-device-endpoint": "https://id.example/device?realm=a",
				"mail.oauth-token-endpoint": "https://id.example/token",
			}),
			"mail",
		);
		expect(deviceCodeURL(service, "fr")).toBe("https://id.example/device?realm=a");
		expect(service.tokenEndpoint).toBe("https://id.example/token");
	});

	test.each<[Partial<Values>, string]>([
		[{}, "mail.oauth-authority"],
		[{ "mail.oauth-tenant": "contoso.com" }, "mail.oauth-authority"],
		[{ "mail.oauth-device-endpoint": "https://id.example/device" }, "mail.oauth-token-endpoint"],
		[
			{
				"mail.oauth-token-endpoint": "https://id.example/token",
				"mail.oauth-authority": "https://id.example",
			},
			"mail.oauth-device-endpoint",
		],
	])("with %j lacks %s", (values, field) => {
		expect(missingOf({ ...own, ...values })).toBe(field);
	});

	test("has no server until one is typed", () => {
		const settings = settingsOf(own);
		expect([settings.get("mail.smtp-server"), settings.get("mail.smtp-port")]).toEqual(["", 587]);
		settings.set({ "mail.smtp-server": "smtp.contoso.example" });
		expect(settings.get("mail.smtp-server")).toBe("smtp.contoso.example");
	});
});

describe("A granted scope", () => {
	const asking = (scope: string): Service => ({ ...SERVICES["exchange-online"], scope });

	test.each([
		["openid profile https://outlook.office365.com/SMTP.Send", true],
		["smtp.send", true],
		["openid profile User.Read", false],
		["https://outlook.office.com/SMTP.SendAsApp", false],
		["https://evil.example/?SMTP.Send", false],
	])("of Exchange Online: %s allows sending: %p", (granted, allowed) => {
		expect(allowsSending(SERVICES["exchange-online"], granted)).toBe(allowed);
	});

	test("of one's own need not be called SMTP.Send", () => {
		expect(allowsSending(asking("https://mail.example/ openid"), "openid mail.send")).toBe(true);
	});

	test("of one's own that asks for SMTP.Send must have it", () => {
		expect(allowsSending(asking("https://mail.example/SMTP.Send openid"), "openid")).toBe(false);
	});
});
