import { HTTPHeaders } from "../../modules/network/http-headers";
import { HTTPRequest } from "../../modules/network/http-request";
import type { HTTPResponse } from "../../modules/network/http-server";
import { LABEL_PASSWORD, type TestPrinter } from "./printer";

/** What a browser shows of an answer. */
export interface Page {
	readonly status: number;
	readonly text: string;
	readonly location: string | undefined;
	header(name: string): string | undefined;
	readonly cookies: readonly string[];
}

/** What one request of a test does unlike a browser. */
export interface RequestOptions {
	readonly method?: string;
	readonly host?: string;
	readonly origin?: string;
	/** The form's proof; the last page's where absent. */
	readonly token?: string;
	/** The form as bytes on the wire. */
	readonly body?: string;
}

/** A browser on the administrator's desk: it keeps cookies and sends back the proof of the form it got last. */
export class Browser {
	readonly cookies = new Map<string, string>();
	token = "";
	readonly #printer: TestPrinter;

	constructor(printer: TestPrinter) {
		this.#printer = printer;
	}

	/** Opens an address. */
	get(path: string, options: RequestOptions = {}): Promise<Page> {
		return this.#request(options.method ?? "GET", path, "", options);
	}

	/** Sends a form with the proof from the page before. */
	post(path: string, fields: Readonly<Record<string, string>>, options: RequestOptions = {}): Promise<Page> {
		const form =
			options.body ?? new URLSearchParams({ token: options.token ?? this.token, ...fields }).toString();
		return this.#request("POST", path, form, options);
	}

	/** Logs in as the administrator. */
	async logIn(password = LABEL_PASSWORD): Promise<Page> {
		await this.get("/login");
		const page = await this.post("/login", { password });
		if (page.status === 303) await this.get("/network/email-server");
		return page;
	}

	/** Opens the email server form, and answers the fields that it would send back unchanged. */
	async emailServerForm(page = "/network/email-server"): Promise<Record<string, string>> {
		return fieldsOf((await this.get(page)).text);
	}

	async #request(method: string, address: string, body: string, options: RequestOptions): Promise<Page> {
		const [path = "", query = ""] = address.split("?");
		const headers = new HTTPHeaders();
		headers.add("Host", options.host ?? "192.168.1.20");
		if (options.origin !== undefined) headers.add("Origin", options.origin);
		if (method === "POST") headers.add("Content-Type", "application/x-www-form-urlencoded");
		headers.add("Cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
		const line = { method, path, query, isOld: false };
		const request = new HTTPRequest(line, headers, new TextEncoder().encode(body), "192.168.1.50");
		const response = await this.#printer.web.handle(request);
		return this.#read(response);
	}

	#read(response: HTTPResponse): Page {
		const headers = [...(response.headers ?? [])];
		const text =
			typeof response.body === "string" ? response.body : [...(response.body as Iterable<string>)].join("");
		const header = (name: string) => headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
		const cookies = headers.filter(([name]) => name === "Set-Cookie").map(([, value]) => value);
		for (const cookie of cookies) {
			const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
			if (value) this.cookies.set(name, value);
			else this.cookies.delete(name);
		}
		this.token = /name="token" value="([^"]*)"/.exec(text)?.[1] ?? this.token;
		return { status: response.status, text, location: header("Location"), header, cookies };
	}
}

/** The names and values that a page's email server form sends when nobody touches it. */
export function fieldsOf(page: string): Record<string, string> {
	const fields: Record<string, string> = {};
	for (const [tag] of page.matchAll(/<input [^>]*name="(?:mail|fax)\.[^>]*>/g)) {
		const [, name = ""] = / name="([^"]*)"/.exec(tag) ?? [];
		const [, value = ""] = / value="([^"]*)"/.exec(tag) ?? [];
		const optional = /type="(radio|checkbox)"/.test(tag);
		if (!optional || / checked/.test(tag)) fields[name] = unescaped(value);
	}
	for (const [, name = "", options = ""] of page.matchAll(
		/<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
	)) {
		fields[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? "";
	}
	return fields;
}

/** What a person reads on a page: no tags, no attributes. */
export function visibleText(page: string): string {
	return unescaped(
		page.replace(/<(title|script|style)[^>]*>.*?<\/\1>/gs, " ").replace(/<[^>]*>/g, " "),
	).replace(/\s+/g, " ");
}

function unescaped(text: string): string {
	const characters: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
	return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => characters[name] ?? "");
}
