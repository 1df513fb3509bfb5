import type { VirtualPrinter } from "../../hosts/virtual/virtual-printer";
import type { ServerName } from "../../modules/base/fax-server";
import { Browser } from "./browser";

/** Seconds between two polls of the token endpoint (the lab's and Entra's interval). */
const POLL_INTERVAL = 5;

/** Milliseconds after which a page that does not change is a failure. */
const PATIENCE = 20_000;

/** A browser at Web Config with the administrator logged in. */
export async function logIn(printer: VirtualPrinter, language = "en"): Promise<Browser> {
	const browser = new Browser(language);
	await browser.open(`${printer.webConfigURL}/login?language=${language}`);
	await browser.press("OK", { password: printer.board.identity.initialPassword });
	return browser;
}

/**
 * The whole sign-in to the mail service of the guide's configuration chapter, by the administrator's hands: the printer's
 * pages in one browser, Microsoft's in another. Ends before OK, which stores it.
 *
 * @param browser as {@link logIn} gives it
 * @param server whose account it is
 */
export async function signIn(
	printer: VirtualPrinter,
	browser: Browser,
	account: string,
	password: string,
	server: ServerName = "mail",
): Promise<void> {
	const home = server === "fax" ? "/fax/email-server" : "/network/email-server";
	await browser.open(home);
	const again = browser.text.includes("Sign In again") ? " again" : "";
	await browser.press(`Sign In${again}`, {
		[`${server}.authentication`]: "oauth2",
		[`${server}.service`]: "exchange-online",
	});
	await browser.press("Sign in with Microsoft");
	await reloadUntil(browser, () => browser.document.querySelector("#code") !== null);
	const code = browser.document.querySelector("#code")?.textContent ?? "";
	const address = browser.document.querySelector("a.link")?.getAttribute("href") ?? "";

	const phone = new Browser();
	await phone.open(address);
	await phone.press("Next", { code });
	await phone.press("Next", { account });
	await phone.press("Sign in", { password });
	// Consent is asked for once in an organization.
	if (phone.text.includes("Permissions requested")) await phone.press("Accept", { organization: true });
	await browser.open(`${home}/sign-in`);
	await printer.board.clock.advance(POLL_INTERVAL * 1000);
	await reloadUntil(browser, () => !browser.text.includes("Time left"));
	await browser.open(home);
}

/**
 * Loads a page again, as its refresh does, until it shows what is waited for.
 * @throws Error that shows the page which did not change
 */
export async function reloadUntil(browser: Browser, shows: () => boolean): Promise<void> {
	const end = Date.now() + PATIENCE;
	while (!shows()) {
		if (Date.now() > end) throw new Error(`never shown on ${browser.url}: ${browser.text}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
		await browser.open(browser.url);
	}
}
