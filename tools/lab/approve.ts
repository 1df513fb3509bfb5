import { findAccount } from "./accounts";

/** Who approves, and how. */
export interface Approval {
	readonly account: string;
	/** The account's own where it is left out. */
	readonly password?: string;
	/** Tick "Consent on behalf of your organization". */
	readonly admin?: boolean;
	/** Press Cancel in place of Accept. */
	readonly cancel?: boolean;
	/** `Accept-Language` of the browser. */
	readonly language?: string;
}

/** A page as the person sees it. */
export interface SeenPage {
	readonly url: string;
	readonly text: string;
}

/**
 * Does in the sign-in pages, by HTTP, what a person does with a browser: enters the code, signs in, decides.
 * @param url base of the lab's pages
 * @returns the page that was shown last; whoever calls looks there for what went wrong
 */
export async function approve(url: string, userCode: string, approval: Approval): Promise<SeenPage> {
	const headers = { "accept-language": approval.language ?? "en" };
	const submit = async (action: string, fields: Record<string, string>): Promise<SeenPage> => {
		const answer = await fetch(action, { method: "POST", headers, body: new URLSearchParams(fields) });
		return { url: answer.url, text: await answer.text() };
	};

	const password = approval.password ?? findAccount(approval.account)?.password ?? "";
	let page = await submit(`${url}/device`, { code: userCode });
	if (!page.url.endsWith("/account")) return page;
	page = await submit(page.url, { account: approval.account });
	if (!page.url.endsWith("/password")) return page;
	page = await submit(page.url, { password });
	if (!page.url.endsWith("/consent")) return page;
	return submit(page.url, {
		...(approval.admin ? { organization: "on" } : {}),
		decision: approval.cancel ? "cancel" : "accept",
	});
}
