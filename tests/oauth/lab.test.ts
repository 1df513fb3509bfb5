import { Account, type AccountState } from "../../modules/oauth/account";
import { entraEndpoints, SERVICES } from "../../modules/oauth/microsoft";
import { httpsPost } from "../../modules/oauth/post";
import { Vault } from "../../modules/storage/vault";
import { CLIENT_ID, type FaultName, type FaultValue, type Lab, startLab } from "../../tools/lab/lab";
import { flashDevice, MemoryFlash } from "../host/flash";
import { nodeNetwork } from "../host/sockets";

const HOST = "login.microsoftonline.com";
const ADMINISTRATOR = { account: "admin@timbre.example", password: "Admin-2025", admin: true };
const clock = { now: () => Date.now() };

let lab: Lab;
beforeAll(async () => {
	lab = await startLab();
});
afterAll(() => lab.close());

function start(flash: MemoryFlash): Account {
	const network = nodeNetwork({ hosts: { [HOST]: "127.0.0.1" }, ca: lab.root });
	const post = httpsPost({ network, clock });
	return new Account({
		post,
		vault: Vault.open(flashDevice(flash)),
		clock,
		name: "mail",
		clientId: CLIENT_ID,
	});
}

async function reaches(account: Account, kind: AccountState["kind"]): Promise<AccountState> {
	if (account.state.kind === kind) return account.state;
	return new Promise((resolve) => {
		const stop = account.observe((state) => {
			if (state.kind !== kind) return;
			stop();
			resolve(state);
		});
	});
}

async function showCode(account: Account): Promise<string> {
	const port = lab.routes.find(({ host }) => host === HOST)?.localPort;
	const endpoints = entraEndpoints(`https://${HOST}:${port}`, "organizations");
	const service = { ...SERVICES["exchange-online"], ...endpoints };
	await account.signIn(service, { language: "fr" });
	if (account.state.kind !== "code-shown") throw new Error(account.state.kind);
	return account.state.userCode;
}

describe("Against a local Microsoft 365, over real TLS", () => {
	const flash = new MemoryFlash();

	test("an administrator signs in, saves, and the printer refreshes after a restart", async () => {
		const account = start(flash);
		await lab.approve(await showCode(account), ADMINISTRATOR);
		expect(await reaches(account, "signed-in")).toMatchObject({ login: ADMINISTRATOR.account, saved: false });
		account.save();
		const first = await account.accessToken();
		const restarted = start(flash);
		expect(restarted.login).toBe(ADMINISTRATOR.account);
		const second = await restarted.accessToken();
		expect(second).not.toBe(first);
		restarted.invalidateAccessToken();
		expect(await restarted.accessToken()).not.toBe(second);
	});

	test.each<[FaultName, FaultValue, string]>([
		["drop-answer", true, "network.closed"],
		["server-error", 503, "oauth.unavailable"],
		["throttled", 5, "oauth.throttled"],
		["certificate", "wrong-host", "tls.wrong-host"],
		["conditional-access", true, "oauth.conditional-access"],
		["device-code-blocked", true, "oauth.device-code-blocked"],
		["entra-error", 7000112, "oauth.application-disabled"],
		["entra-error", 50057, "oauth.user-disabled"],
	])("%s %s while refreshing is %s, and the account goes on afterwards", async (fault, value, code) => {
		const account = start(flash);
		lab.faults.set(fault, value);
		await expect(account.accessToken()).rejects.toMatchObject({ code });
		lab.faults.clearAll();
		expect(account.state.kind).toBe("signed-in");
		expect(await account.accessToken()).toBeTruthy();
	});

	test("unused for 90 days, it must sign in again", async () => {
		const account = start(flash);
		lab.faults.set("refresh-token-expired", true);
		await expect(account.accessToken()).rejects.toMatchObject({ code: "oauth.sign-in-expired" });
		lab.faults.clearAll();
		expect(start(flash).state).toMatchObject({ kind: "expired", login: ADMINISTRATOR.account });
	});

	test("the person declines", async () => {
		const account = start(new MemoryFlash());
		lab.faults.set("declined", true);
		await showCode(account);
		expect(await reaches(account, "signed-out")).toMatchObject({ failure: { code: "oauth.declined" } });
		lab.faults.clearAll();
	});
});
