import type { Key } from "../../modules/base/device";
import { describeWith } from "../host/program";
import { TESSERACT } from "../host/tesseract";
import { wayTo } from "../panel/support/person";
import { CUPS, CUPSReader } from "../status-sheet/support/cups";
import { readPage } from "../status-sheet/support/ocr";
import { type JobReport, Office } from "./support/office";

/** Milliseconds after which what never happens is a failure. */
const PATIENCE = 10_000;

/** The design's limit for a sheet in black_1, and for the firmware's memory. */
const RASTER_LIMIT = 256 * 1024;
const MEMORY_LIMIT = 128 * 1024;

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterAll(async () => {
	await office?.close();
});
beforeEach(async () => {
	await engine({ paper: "iso_a4_210x297mm", paperOut: false, doorOpen: false, held: false });
	await office.control("DELETE", "/paper");
});

async function engine(state: object): Promise<void> {
	expect((await office.control("POST", "/paper/engine", JSON.stringify(state))).status).toBe(200);
}

async function print(request: object = {}): Promise<JobReport> {
	return (await office.control("POST", "/print-status-sheet?wait=1", JSON.stringify(request)))
		.body as JobReport;
}

/** What lies in the paper tray. */
async function paper(): Promise<Record<string, unknown>[]> {
	return (await office.control("GET", "/paper")).body as Record<string, unknown>[];
}

async function file(path: string): Promise<{ type: string | null; content: Buffer }> {
	const response = await fetch(office.printer.controlURL + path);
	expect(response.status).toBe(200);
	return {
		type: response.headers.get("content-type"),
		content: Buffer.from(await response.arrayBuffer()),
	};
}

function press(...keys: readonly Key[]): void {
	for (const key of keys) office.printer.board.input.key(key);
}

/** Receipt number of the newest job before the panel was asked to print: keys are heard later than they are pressed. */
let before = 0;

/** From the home screen through the guide's menus to Print Status Sheet, and Print. */
async function printAtPanel(): Promise<void> {
	before = (await jobs())[0]?.receiptNumber ?? 0;
	const { keys } = wayTo("settings", "generalSettings", "networkSettings", "networkStatus", "statusSheet");
	press("home", "down", "right", "ok", ...keys, "ok");
}

type PrintReport = JobReport & { readonly type: string };

async function jobs(): Promise<readonly PrintReport[]> {
	return (await office.control("GET", "/jobs")).body as PrintReport[];
}

/** The newest job, once it is as awaited. */
async function jobThat(is: (job: JobReport) => boolean): Promise<PrintReport> {
	for (const end = Date.now() + PATIENCE; ; ) {
		const [job] = await jobs();
		if (job && job.receiptNumber > before && is(job)) {
			before = 0;
			return job;
		}
		if (Date.now() > end) throw new Error(`the newest job is ${JSON.stringify(job)}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** Characters that OCR takes for others where no word tells which it is: a serial number differs from run to run. */
const ALIKE: Readonly<Record<string, string>> = {
	O: "0",
	o: "0",
	l: "1",
	I: "1",
	"|": "1",
	S: "5",
	B: "8",
	Z: "2",
};

/** A text without what OCR gets wrong in it: characters that look alike, and stops, which are small. */
function alike(text: string): string {
	return text.replace(/[.,:]/g, "").replace(/[OolI|SBZ]/g, (character) => ALIKE[character] ?? character);
}

const ended = ({ result }: JobReport) => result !== "running";

describe("Print Status Sheet, the firmware on XS", () => {
	test("puts a page into the tray, as picture, PDF and raster", async () => {
		expect(await print()).toMatchObject({ result: "success" });
		const [sheet, ...others] = await paper();
		expect(others).toEqual([]);
		expect(sheet).toMatchObject({
			...{ pages: 1, paper: "iso_a4_210x297mm", width: 2480, height: 3508, type: "black_1" },
		});
		expect(sheet?.["byteLength"]).toBeLessThanOrEqual(RASTER_LIMIT);
		const number = sheet?.["number"];
		const png = await file(`/paper/${number}.png`);
		expect(png.type).toBe("image/png");
		expect(png.content.readUInt32BE(16)).toBe(2480);
		const pdf = await file(`/paper/${number}.pdf`);
		expect(pdf.type).toBe("application/pdf");
		expect(pdf.content.toString("latin1", 0, 5)).toBe("%PDF-");
		const raster = await file(`/paper/${number}.pwg`);
		expect(raster.type).toBe("image/pwg-raster");
		expect(raster.content.byteLength).toBe(sheet?.["byteLength"]);
		const nothing = await fetch(`${office.printer.controlURL}/paper/999.png`);
		expect(nothing.status).toBe(404);
		expect((await fetch(`${office.printer.controlURL}/paper/${number}.png?page=2`)).status).toBe(400);
	});

	test.each([
		["/print-status-sheet", { type: "srgb_8" }],
		["/print-status-sheet", { type: 1 }],
		["/paper/engine", { paper: "A4" }],
		["/paper/engine", { doorOpen: "yes" }],
		["/paper/engine", { jam: true }],
	])("%s refuses %j", async (path, request) => {
		expect((await office.control("POST", path, JSON.stringify(request))).status).toBe(400);
	});

	test("uses the paper that lies in the tray, and shades of gray where that is chosen", async () => {
		await engine({ paper: "na_letter_8.5x11in" });
		expect(await print({ type: "sgray_8" })).toMatchObject({ result: "success" });
		expect(await paper()).toMatchObject([
			{ paper: "na_letter_8.5x11in", width: 2550, height: 3300, type: "sgray_8" },
		]);
	});

	test("stays within the memory of the whole firmware", async () => {
		for (const type of ["black_1", "sgray_8"]) {
			await office.printer.board.collect();
			await office.printer.board.resetPeaks();
			expect(await print({ type })).toMatchObject({ result: "success" });
			const report = await office.printer.board.collect();
			const peak = ["slotsPeak", "chunksPeak", "stackPeak"].reduce(
				(sum, name) => sum + (report?.[name] ?? 0),
				0,
			);
			if (report?.["slotSize"] === 16) expect(peak).toBeLessThanOrEqual(MEMORY_LIMIT);
			expect(office.printer.board.engine.restarts).toBe(0);
		}
	});

	test("goes by the guide's menus at the panel, and the job history has it", async () => {
		await printAtPanel();
		expect(await jobThat(ended)).toMatchObject({ type: "status-sheet", result: "success" });
		expect(await paper()).toHaveLength(1);
		const browser = await office.administrator();
		await browser.open("/jobs");
		expect(browser.text).toMatch(/Network Status Sheet\s+Completed/);
	});

	test("without paper, or with an open door, ends as a failure with its remedy", async () => {
		await engine({ paperOut: true });
		await printAtPanel();
		expect(await jobThat(ended)).toMatchObject({ result: "failed", failure: { code: "print.paper-out" } });
		await engine({ paperOut: false, doorOpen: true });
		expect(await print()).toMatchObject({ result: "failed", failure: { code: "print.door-open" } });
		expect(await paper()).toEqual([]);
		const browser = await office.administrator();
		await browser.open("/jobs");
		expect(browser.text).toContain("Load paper, then print again.");
		expect(browser.text).toContain("Close the door, then print again.");
		await engine({ doorOpen: false });
		expect(await print()).toMatchObject({ result: "success" });
	});

	test("ends when the door opens or the paper ends in the middle of the page", async () => {
		for (const [event, code] of [
			[{ doorOpen: true }, "print.door-open"],
			[{ paperOut: true }, "print.paper-out"],
		] as const) {
			await engine({ held: true, doorOpen: false, paperOut: false });
			await office.control("POST", "/print-status-sheet", "{}");
			await engine(event);
			expect(await jobThat(ended)).toMatchObject({ result: "failed", failure: { code } });
		}
		expect(await paper()).toEqual([]);
	});

	test("is cancelled by the Stop key in the middle of the page, and the next one prints", async () => {
		await engine({ held: true });
		await printAtPanel();
		await jobThat(({ result }) => result === "running");
		press("stop");
		expect(await jobThat(ended)).toMatchObject({ result: "cancelled" });
		await engine({ held: false });
		expect(await print()).toMatchObject({ result: "success" });
		expect(await paper()).toHaveLength(1);
	});

	test("does not start while another job runs", async () => {
		await engine({ held: true });
		await office.control("POST", "/print-status-sheet", "{}");
		const { status, body } = await office.control("POST", "/print-status-sheet", "{}");
		expect([status, (body as JobReport).failure?.code]).toEqual([409, "job.busy"]);
		await engine({ held: false });
		await jobThat(ended);
	});

	test("survives a power cut in the middle of the page; what was printed stays in the tray", async () => {
		expect(await print()).toMatchObject({ result: "success" });
		await engine({ held: true });
		await office.control("POST", "/print-status-sheet", "{}");
		await office.control("POST", "/power", JSON.stringify({ cycle: true }));
		await engine({ held: false });
		expect(await print()).toMatchObject({ result: "success" });
		expect(await paper()).toHaveLength(2);
	});

	test("prints from Web Config, which shows how it ended", async () => {
		const browser = await office.administrator();
		await browser.open("/");
		await browser.press("Print Status Sheet");
		await office.reloadUntil(browser, () => browser.text.includes("The network status sheet was printed."));
		expect(await paper()).toHaveLength(1);
		await engine({ paperOut: true });
		await browser.press("Print Status Sheet", { type: "sgray_8" });
		await office.reloadUntil(browser, () => browser.text.includes("Load paper, then print again."));
		expect(await paper()).toHaveLength(1);
	});
});

describeWith([CUPS, TESSERACT], "The sheet of the virtual printer", () => {
	test("is good PWG Raster to CUPS, and tells what the printer's pages tell, without a secret", async () => {
		const browser = await office.administrator("fr");
		await browser.open("/");
		await browser.press("Imprimer la feuille d'état");
		await office.reloadUntil(browser, () =>
			browser.text.includes("La feuille d'état du réseau a été imprimée."),
		);
		const number = (await paper())[0]?.["number"];
		const cups = new CUPSReader();
		const [page] = cups.read((await file(`/paper/${number}.pwg`)).content);
		cups.close();
		expect(page?.header).toMatchObject({ width: 2480, height: 3508, colorSpace: 3 });
		const text = readPage((await file(`/paper/${number}.png`)).content, "fra");
		const { identity } = office.printer.board;
		for (const words of [
			"Feuille d'état du réseau",
			"Numéro de série",
			identity.serial,
			identity.macAddress,
			"Adresse IP",
			"127.0.0.1",
			"Serveur d'email",
			"Méthode d'authentification OAuth2",
			"État actuel Connecté(e)",
			"admin@timbre.example",
		]) {
			expect(alike(text)).toContain(alike(words));
		}
		expect(alike(text)).not.toContain(alike(identity.initialPassword));
	});
});
