import { type HTMLElement, parse } from "node-html-parser";

/** More redirects in a row than this are a loop. */
const REDIRECT_LIMIT = 10;

/** What a person types or chooses in a form: a field's name and its value; `false` unticks a box. */
export type Entries = Readonly<Record<string, string | boolean>>;

/**
 * A browser without script, as small as tests and bench need: it keeps cookies, follows redirects and links, and submits forms
 * as they stand on the page, hidden fields and pressed button included.
 */
export class Browser {
	/** Address of the page that is open. */
	url = "";
	status = 0;
	readonly language: string;
	readonly #cookies = new Map<string, Map<string, string>>();
	#document: HTMLElement = parse("");

	/** @param language what Accept-Language asks for */
	constructor(language = "en") {
		this.language = language;
	}

	/** The open page's text as a person reads it: white space folded. */
	get text(): string {
		return this.#document.textContent.replace(/\s+/g, " ").trim();
	}

	/** The open page. */
	get document(): HTMLElement {
		return this.#document;
	}

	/** Opens an address, or one relative to the open page. */
	async open(address: string): Promise<void> {
		await this.#load(new URL(address, this.url || undefined), { method: "GET" });
	}

	/** Follows the link with this text. */
	async follow(text: string): Promise<void> {
		const link = this.#document.querySelectorAll("a").find((a) => a.textContent.trim() === text);
		const href = link?.getAttribute("href");
		if (href === undefined) throw new Error(`no link "${text}" on ${this.url}: ${this.text}`);
		await this.open(href);
	}

	/** Fills in the form that has the button with this text, then presses it. */
	async press(text: string, entries: Entries = {}): Promise<void> {
		const button = this.#document.querySelectorAll("button").find((b) => b.textContent.trim() === text);
		const form = button?.closest("form");
		if (!button || !form) throw new Error(`no button "${text}" on ${this.url}: ${this.text}`);
		const fields = formFields(form, entries);
		const name = button.getAttribute("name");
		if (name) fields.append(name, button.getAttribute("value") ?? "");
		const action = new URL(button.getAttribute("formaction") ?? form.getAttribute("action") ?? "", this.url);
		if (form.getAttribute("method")?.toLowerCase() !== "post") {
			action.search = fields.toString();
			await this.#load(action, { method: "GET" });
			return;
		}
		await this.#load(action, {
			method: "POST",
			body: fields.toString(),
			headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(this.url).origin },
		});
	}

	async #load(url: URL, init: RequestInit, redirects = 0): Promise<void> {
		const headers = new Headers(init.headers);
		headers.set("accept-language", this.language);
		const cookies = this.#cookiesOf(url);
		if (cookies.size > 0)
			headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
		const response = await fetch(url, { ...init, headers, redirect: "manual" });
		for (const line of response.headers.getSetCookie()) {
			const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			cookies.set(name, value);
		}
		const location = response.headers.get("location");
		if (response.status >= 300 && response.status < 400 && location) {
			if (redirects === REDIRECT_LIMIT) throw new Error(`too many redirects at ${url}`);
			await response.arrayBuffer();
			await this.#load(new URL(location, url), { method: "GET" }, redirects + 1);
			return;
		}
		this.url = url.href;
		this.status = response.status;
		this.#document = parse(await response.text());
	}

	#cookiesOf({ host }: URL): Map<string, string> {
		let cookies = this.#cookies.get(host);
		if (!cookies) {
			cookies = new Map();
			this.#cookies.set(host, cookies);
		}
		return cookies;
	}
}

/** The fields a browser would send for a form: what stands in it, overlaid with what the person entered. */
function formFields(form: HTMLElement, entries: Entries): URLSearchParams {
	const fields = new URLSearchParams();
	const left = new Set(Object.keys(entries));
	for (const control of form.querySelectorAll("input, select, textarea")) {
		const name = control.getAttribute("name");
		if (!name || control.hasAttribute("disabled")) continue;
		left.delete(name);
		const value = controlValue(control, entries[name]);
		if (value !== undefined) fields.append(name, value);
	}
	if (left.size > 0) throw new Error(`the form has no field ${[...left].join(", ")}`);
	return fields;
}

function controlValue(control: HTMLElement, entry: string | boolean | undefined): string | undefined {
	const own = control.getAttribute("value") ?? "";
	switch (control.tagName === "INPUT" ? control.getAttribute("type") : control.tagName) {
		case "checkbox":
			return (entry ?? control.hasAttribute("checked")) ? own || "on" : undefined;
		case "radio":
			return (entry === undefined ? control.hasAttribute("checked") : entry === own) ? own : undefined;
		case "SELECT": {
			const options = control.querySelectorAll("option");
			const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
			return typeof entry === "string" ? entry : chosen?.getAttribute("value");
		}
		case "TEXTAREA":
			return typeof entry === "string" ? entry : control.textContent;
		default:
			return typeof entry === "string" ? entry : own;
	}
}
