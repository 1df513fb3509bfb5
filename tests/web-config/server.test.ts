import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { LABEL_PASSWORD, TestPrinter } from "./printer";

let printer: TestPrinter;

beforeEach(() => {
	printer = new TestPrinter();
	printer.web.start();
});
afterEach(() => printer.web.close());

/** One request over a real socket. */
async function send(method: string, path: string, headers: Record<string, string> = {}, body = "") {
	const outgoing = request({ port: printer.web.port, host: "127.0.0.1", method, path, agent: false });
	outgoing.setHeader("Host", `localhost:${printer.web.port}`);
	for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
	if (body) outgoing.setHeader("Content-Type", "application/x-www-form-urlencoded");
	outgoing.end(body);
	const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
	let text = "";
	for await (const piece of answer.setEncoding("utf8")) text += piece;
	return { status: answer.statusCode, headers: answer.headers, text };
}

describe("Web Config over the network", () => {
	test("a browser logs in and reads the status", async () => {
		const login = await send("GET", "/login");
		expect(login.text).toMatch(/^<!DOCTYPE html>.*<\/html>\n$/s);
		const [, token = ""] = /name="token" value="([^"]*)"/.exec(login.text) ?? [];
		const form = new URLSearchParams({ token, password: LABEL_PASSWORD });
		const answer = await send("POST", "/login", { Cookie: `timbre-form=${token}` }, form.toString());
		expect(answer).toMatchObject({ status: 303, headers: { location: "/" } });
		const cookie = answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
		const status = await send("GET", "/?language=fr", { Cookie: cookie });
		expect(status.status).toBe(200);
		expect(status.text).toContain("État du produit");
		expect(status.headers["transfer-encoding"]).toBe("chunked");
	});

	test("without a session there is only the login", async () => {
		expect(await send("GET", "/jobs")).toMatchObject({
			status: 303,
			headers: { location: "/login" },
			text: "",
		});
	});

	test("the page's own files come whole", async () => {
		expect((await send("GET", "/style.css")).text).toMatch(/^:root.*}\n$/s);
		expect((await send("GET", "/script.js")).headers["content-type"]).toBe("text/javascript; charset=utf-8");
		expect((await send("GET", "/icon.svg")).text).toMatch(/^<svg.*<\/svg>$/s);
	});

	test("a foreign Host is misdirected", async () => {
		expect((await send("GET", "/login", { Host: "evil.example" })).status).toBe(421);
	});

	test("a form that is too large is refused", async () => {
		expect((await send("POST", "/login", {}, `token=${"x".repeat(10_000)}`)).status).toBe(413);
		expect((await send("POST", "/login", {}, `token=${"x".repeat(100_000)}`)).status).toBe(413);
	});

	test("closing frees the port and ends the sessions", () => {
		printer.web.close();
		expect(printer.web.port).toBe(0);
		printer.web.start();
		expect(printer.web.port).toBeGreaterThan(0);
	});
});
