import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { parse } from "node-html-parser";
import { buildEngine } from "../../../hosts/virtual/engine/build.mjs";
import { en } from "../../../hosts/virtual/front-panel/page/words/en";
import { SAMPLE } from "../../../hosts/virtual/front-panel/sample";
import { laySample, samplePDF } from "../../../hosts/virtual/front-panel/sample-document";
import { FrontBench } from "./front-bench";

/** First build of the engine, in milliseconds. */
const BUILD_TIME = 300_000;

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

/** The status of a GET with these headers; `fetch` would add a Cache-Control of its own. */
async function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
	const [response] = (await once(get(url, { headers }), "response")) as [IncomingMessage];
	response.resume();
	return response.statusCode;
}

beforeAll(() => buildEngine({}), BUILD_TIME);

describe("The front panel's page", () => {
	test("is what a browser gets where a program gets the API's list", async () => {
		const { url } = await FrontBench.open();
		const page = await fetch(`${url}/`, { headers: BROWSER });
		expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
		expect(page.headers.get("vary")).toContain("Accept");
		const list = await (await fetch(`${url}/`)).json();
		expect(list).toEqual(await (await fetch(`${url}/api`, { headers: BROWSER })).json());
		expect(list).toContainEqual(expect.objectContaining({ method: "POST", path: "/touch" }));
	});

	test("loads only its own files, and runs neither inline script nor inline style", async () => {
		const { url } = await FrontBench.open();
		const response = await fetch(`${url}/`, { headers: BROWSER });
		const policy = response.headers.get("content-security-policy") ?? "";
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toContain("unsafe");
		const page = parse(await response.text());
		expect(page.querySelectorAll("style, [style], script:not([src])")).toEqual([]);
		const addresses = page.querySelectorAll("[src], link[href]").map((element) => {
			return element.getAttribute("src") ?? element.getAttribute("href") ?? "";
		});
		expect(addresses.length).toBeGreaterThan(2);
		for (const address of addresses) {
			expect(address).toMatch(/^\/front-panel\//);
			expect((await fetch(url + address)).status).toBe(200);
		}
	});

	test("is not sent again while the browser still has it", async () => {
		const { url } = await FrontBench.open();
		const first = await fetch(`${url}/front-panel/main.js`);
		const tag = first.headers.get("etag") ?? "";
		expect(tag).not.toBe("");
		expect(await statusOf(`${url}/front-panel/main.js`, { "if-none-match": tag })).toBe(304);
		expect(await statusOf(`${url}/front-panel/main.js`, { "if-none-match": '"older"' })).toBe(200);
	});

	test("reads the same without its script as with it, in English", async () => {
		const { url } = await FrontBench.open();
		const page = parse(await (await fetch(`${url}/`, { headers: BROWSER })).text());
		const texts: Readonly<Record<string, string>> = en;
		for (const element of page.querySelectorAll("[data-text]")) {
			expect(element.textContent).toBe(texts[element.getAttribute("data-text") ?? ""]);
		}
		for (const element of page.querySelectorAll("[data-label]")) {
			expect(element.getAttribute("aria-label")).toBe(texts[element.getAttribute("data-label") ?? ""]);
		}
	});

	test("leads to no other file", async () => {
		const { url } = await FrontBench.open();
		for (const path of [
			"/front-panel/%2e%2e/front-panel.ts",
			"/front-panel/",
			"/front-panel/page/main.ts",
			"/index.html",
		]) {
			expect(await statusOf(url + path, BROWSER)).toBe(404);
		}
	});
});

describe("The sample document", () => {
	test("lies in the tray after a start", async () => {
		const bench = await FrontBench.open();
		await laySample(bench.url);
		const byteLength = samplePDF().length;
		expect(await (await fetch(`${bench.url}/scanner`)).json()).toEqual({
			document: { name: SAMPLE.name, type: "application/pdf", pages: SAMPLE.pages, byteLength },
		});
	});

	test("is a PDF whose table finds every object, and which has as many pages as it says", () => {
		const file = samplePDF().toString("latin1");
		const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
		const [, count] = /^xref\n0 (\d+)\n/.exec(file.slice(start)) ?? [];
		const offsets = [...file.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) =>
			Number(offset),
		);
		expect(offsets).toHaveLength(Number(count) - 1);
		offsets.forEach((offset, index) => {
			expect(file.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
		});
		for (const [, length, content] of file.matchAll(/<<\/Length (\d+)>>stream\n(.*?)endstream/gs)) {
			expect(content).toHaveLength(Number(length));
		}
		expect(file.match(/\/Type\/Page\//g)).toHaveLength(SAMPLE.pages);
		expect(file).toContain(`/Count ${SAMPLE.pages}`);
	});
});
