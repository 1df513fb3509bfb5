import "../host/lcd";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { decodeRaster, type RasterPage } from "../../hosts/virtual/board/pwg-raster";
import { pagesToPDF, pageToPNG } from "../../hosts/virtual/board/sheet-files";
import type { PaperSize } from "../../modules/base/device";
import { Failure } from "../../modules/base/failure";
import { type Language, texts } from "../../modules/language/texts";
import type { StatusBlock } from "../../modules/status/status";
import { RASTER_TYPES, type RasterType } from "../../modules/status-sheet/raster-type";
import { StatusSheet } from "../../modules/status-sheet/status-sheet";
import { TestPrintEngine } from "../host/print-engine";
import { describeWith, run } from "../host/program";
import { TESSERACT } from "../host/tesseract";
import { CUPS, CUPSReader } from "./support/cups";
import { readPage } from "./support/ocr";

/** The design's limit for a sheet in black_1, in bytes. */
const RASTER_LIMIT = 256 * 1024;

const PAPERS = ["iso_a4_210x297mm", "na_letter_8.5x11in"] as const satisfies readonly PaperSize[];

const FRENCH: readonly StatusBlock[] = [
	{
		heading: "Général",
		rows: [
			{ label: "Modèle", value: "Timbre MF-1" },
			{ label: "Numéro de série", value: "X5AB000123" },
		],
	},
	{
		heading: "Serveur d'email",
		rows: [
			{ label: "Méthode d'authentification", value: "OAuth2" },
			{ label: "Adr. messagerie expéditeur", value: "numerisation@contoso.com" },
			{ label: "Adresse du serveur SMTP", value: "smtp-mail.outlook.com" },
		],
	},
];

/** Words that are hard to take for others. */
const BLOCKS = ["Harbour", "Mountain", "Garden", "Kitchen", "Station", "Village"] as const;
const ROWS =
	"paper,orange,number,winter,market,silver,travel,doctor,bridge,summer,camera,finger,yellow".split(",");

/** Up to six blocks, each of up to thirteen rows. */
function blocks(count: number, rows: number): StatusBlock[] {
	return BLOCKS.slice(0, count).map((heading) => ({
		heading,
		rows: ROWS.slice(0, rows).map((word) => ({ label: `The ${word}`, value: `${heading} ${word}` })),
	}));
}

/** The box of everything that is not white, in dots; left and right to eight of them. */
function inkOf({ width, height, bytesPerLine, bitsPerPixel, pixels }: RasterPage) {
	const white = bitsPerPixel === 1 ? 0 : 0xff;
	const dots = 8 / bitsPerPixel;
	const box = { left: width, top: height, right: 0, bottom: 0 };
	const blank = Buffer.alloc(bytesPerLine, white);
	for (let y = 0; y < height; y++) {
		const line = pixels.subarray(y * bytesPerLine, (y + 1) * bytesPerLine);
		if (blank.equals(line)) continue;
		const first = line.findIndex((byte) => byte !== white);
		let last = line.length - 1;
		while (line[last] === white) last -= 1;
		box.left = Math.min(box.left, first * dots);
		box.right = Math.max(box.right, (last + 1) * dots);
		box.top = Math.min(box.top, y);
		box.bottom = y + 1;
	}
	return box;
}

/** What may be said of a sheet. */
interface SheetOptions {
	readonly blocks?: readonly StatusBlock[];
	readonly type?: RasterType;
	readonly language?: Language;
}

class Control {
	cancelled = false;
	readonly told: (readonly [number, number])[] = [];
	#cancel: () => void = () => {};

	onCancel(callback: () => void): void {
		this.#cancel = callback;
	}

	progress(done: number, total: number): void {
		this.told.push([done, total]);
	}

	cancel(): void {
		this.cancelled = true;
		this.#cancel();
	}
}

function layOut(engine: TestPrintEngine, options: SheetOptions = {}): StatusSheet {
	const { type = "black_1", language = "fr" } = options;
	const text = { ...texts(language).sheet, printedAt: "05/03/2026 09:30" };
	return new StatusSheet(engine, { blocks: options.blocks ?? FRENCH, text, type });
}

async function print(paper: PaperSize, options: SheetOptions = {}): Promise<Buffer> {
	const engine = new TestPrintEngine();
	engine.paper = paper;
	await layOut(engine, options).print(new Control());
	const [document] = engine.printed;
	if (!document) throw new Error("nothing was printed");
	return document;
}

function failureOf(promise: Promise<unknown>): Promise<string> {
	return promise.then(
		() => "no failure",
		(error: unknown) => Failure.from(error).code,
	);
}

/** Waits until the engine stands still. */
async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe("The network status sheet", () => {
	test.each(PAPERS)("fits into 256 KiB in black_1 on %s, also when the page is full", async (paper) => {
		const document = await print(paper, { blocks: blocks(3, 13) });
		expect(decodeRaster(document)).toHaveLength(1);
		expect(document.byteLength).toBeLessThanOrEqual(RASTER_LIMIT);
	});

	test.each(RASTER_TYPES)("leaves the edges of the paper free (%s)", async (type) => {
		for (const paper of PAPERS) {
			const pages = decodeRaster(await print(paper, { type, blocks: blocks(5, 12) }));
			expect(pages).toHaveLength(2);
			for (const page of pages) {
				const { left, top, right, bottom } = inkOf(page);
				expect(left).toBeGreaterThanOrEqual(192);
				expect(top).toBeGreaterThanOrEqual(176);
				expect(right).toBeLessThanOrEqual(page.width - 192);
				expect(bottom).toBeLessThanOrEqual(page.height - 176);
			}
		}
	});

	test("says how far it has come, up to all of it", async () => {
		const engine = new TestPrintEngine();
		const control = new Control();
		await layOut(engine).print(control);
		expect(control.told.length).toBeGreaterThan(10);
		expect(control.told.at(-1)).toEqual([3508, 3508]);
		expect(control.told.map(([done]) => done)).toEqual(
			control.told.map(([done]) => done).sort((a, b) => a - b),
		);
	});

	test.each([
		["paper-out", "print.paper-out"],
		["door-open", "print.door-open"],
		["busy", "print.busy"],
		["failed", "print.failed"],
	] as const)("ends with %s as it starts, and in the middle", async (reason, code) => {
		const engine = new TestPrintEngine();
		engine.obstacle = reason;
		expect(await failureOf(layOut(engine).print(new Control()))).toBe(code);
		engine.obstacle = undefined;
		engine.standsStillAfter = 3000;
		const printing = failureOf(layOut(engine).print(new Control()));
		await until(() => engine.taken >= 3000);
		engine.fail(reason);
		expect(await printing).toBe(code);
		expect(engine.printed).toEqual([]);
	});

	test("is cancelled in the middle, and the engine hears of it", async () => {
		const engine = new TestPrintEngine();
		engine.standsStillAfter = 3000;
		const control = new Control();
		const printing = failureOf(layOut(engine).print(control));
		await until(() => engine.taken >= 3000);
		control.cancel();
		expect(await printing).toBe("job.cancelled");
		expect(engine.isPrinting).toBe(false);
		expect(engine.printed).toEqual([]);
	});

	test("leaves the engine free where something breaks in the middle", async () => {
		const engine = new TestPrintEngine();
		const control = new Control();
		control.progress = () => {
			throw new Error("broken");
		};
		expect(await failureOf(layOut(engine).print(control))).toBe("internal");
		expect(engine.isPrinting).toBe(false);
		await layOut(engine).print(new Control());
		expect(engine.printed).toHaveLength(1);
	});

	test("has room for the longest values, of the widest and of the narrowest characters", async () => {
		for (const character of ["i", ".", "W", "|", "'", "Œ"]) {
			const rows = [{ label: character.repeat(40), value: character.repeat(255) }];
			const document = await print("na_letter_8.5x11in", {
				blocks: [{ heading: character.repeat(30), rows }],
			});
			const [page] = decodeRaster(document);
			if (!page) throw new Error("no page");
			expect(inkOf(page).right).toBeLessThanOrEqual(page.width - 192);
		}
	});

	test("has as many pages as it needs, and numbers them only then", () => {
		const engine = new TestPrintEngine();
		expect(layOut(engine, { blocks: [] }).pages).toBe(1);
		expect(layOut(engine, { blocks: blocks(3, 12) }).pages).toBe(1);
		expect(layOut(engine, { blocks: blocks(6, 12) }).pages).toBe(2);
		const huge = [{ heading: "Huge", rows: [{ label: "Value", value: "word ".repeat(2000) }] }];
		expect(layOut(engine, { blocks: huge }).pages).toBeGreaterThan(2);
	});
});

describeWith([CUPS], "CUPS's own reader", () => {
	let cups: CUPSReader;

	beforeAll(() => {
		cups = new CUPSReader();
	});
	afterAll(() => cups.close());

	test.each([
		["iso_a4_210x297mm", "black_1", { width: 2480, height: 3508, pageSize: [595, 842], bytesPerLine: 310 }],
		["iso_a4_210x297mm", "sgray_8", { width: 2480, height: 3508, pageSize: [595, 842], bytesPerLine: 2480 }],
		["na_letter_8.5x11in", "black_1", { width: 2550, height: 3300, pageSize: [612, 792], bytesPerLine: 319 }],
		[
			"na_letter_8.5x11in",
			"sgray_8",
			{ width: 2550, height: 3300, pageSize: [612, 792], bytesPerLine: 2550 },
		],
	] as const)("finds the header of %s in %s right", async (paper, type, expected) => {
		const [page, ...others] = cups.read(await print(paper, { type }));
		expect(others).toEqual([]);
		expect(page?.header).toEqual({
			...expected,
			mediaClass: "PwgRaster",
			resolution: [300, 300],
			copies: 1,
			bitsPerColor: type === "black_1" ? 1 : 8,
			bitsPerPixel: type === "black_1" ? 1 : 8,
			colorOrder: 0,
			colorSpace: type === "black_1" ? 3 : 18,
			numColors: 1,
			duplex: 0,
			totalPageCount: 1,
			crossFeedTransform: 1,
			feedTransform: 1,
			imageBox: [0, 0, expected.width, expected.height],
			printQuality: 4,
			pageSizeName: paper,
		});
	});

	test.each(RASTER_TYPES)("sees the same dots as the virtual printer, on every page (%s)", async (type) => {
		const document = await print("iso_a4_210x297mm", { type, blocks: blocks(6, 12) });
		const pages = cups.read(document);
		expect(pages.map(({ header }) => header["totalPageCount"])).toEqual([2, 2]);
		const own = decodeRaster(document);
		expect(pages.map(({ pixels }, index) => pixels.equals(own[index]?.pixels ?? Buffer.of()))).toEqual([
			true,
			true,
		]);
	});

	test("draws gray as black_1 does, but smoother", async () => {
		const [black] = cups.read(await print("iso_a4_210x297mm", { type: "black_1" }));
		const [gray] = cups.read(await print("iso_a4_210x297mm", { type: "sgray_8" }));
		if (!black || !gray) throw new Error("no page");
		const shades = new Set<number>();
		let different = 0;
		gray.pixels.forEach((shade, index) => {
			const [x, y] = [index % 2480, Math.floor(index / 2480)];
			const bit = ((black.pixels[y * 310 + (x >> 3)] ?? 0) << (x & 7)) & 0x80;
			if ((bit !== 0) !== shade < 128) different += 1;
			shades.add(shade);
		});
		expect(different).toBe(0);
		expect(shades.size).toBeGreaterThan(8);
	});
});

describeWith([TESSERACT], "Somebody who reads the sheet", () => {
	test.each(RASTER_TYPES)("finds headings, labels and values in French (%s)", async (type) => {
		for (const paper of PAPERS) {
			const [page] = decodeRaster(await print(paper, { type }));
			if (!page) throw new Error("no page");
			const text = readPage(pageToPNG(page), "fra");
			expect(text).toContain("Feuille d'état du réseau");
			expect(text).toContain("05/03/2026 09:30");
			expect(text).toMatch(/^Général$/m);
			expect(text).toMatch(/^Modèle Timbre MF-1$/m);
			expect(text).toMatch(/^Numéro de série X5AB000123$/m);
			expect(text).toMatch(/^Serveur d'email$/m);
			expect(text).toMatch(/^Méthode d'authentification OAuth2$/m);
			expect(text).toMatch(/^Adr. messagerie expéditeur numerisation@contoso.com$/m);
			expect(text).toMatch(/^Adresse du serveur SMTP smtp-mail.?outlook.com$/m);
			expect(text).not.toContain("Page");
		}
	});

	test("finds every row once, over two numbered pages; a heading never stands alone at a page's end", async () => {
		for (const rows of [10, 13]) {
			const document = await print("na_letter_8.5x11in", { language: "en", blocks: blocks(5, rows) });
			const pages = decodeRaster(document).map((page) => readPage(pageToPNG(page), "eng"));
			expect(pages).toHaveLength(2);
			pages.forEach((page, index) => {
				expect(page).toMatch(/^Network Status Sheet /);
				expect(page).toMatch(new RegExp(`^Page ${index + 1} of 2$`, "m"));
				expect(page).not.toMatch(new RegExp(`^(${BLOCKS.join("|")})\\s+Page`, "m"));
			});
			const text = pages.join("");
			for (const { heading, rows: lines } of blocks(5, rows)) {
				expect(text.split(`\n${heading}\n`)).toHaveLength(2);
				for (const { label, value } of lines) expect(text.split(`\n${label} ${value}\n`)).toHaveLength(2);
			}
		}
	});
});

describeWith(
	[{ command: "pdftoppm", probe: ["-v"], packages: "poppler-utils" }],
	"The paper tray's PDF",
	() => {
		test.each(RASTER_TYPES)(
			"holds every dot of the raster, on paper of the right size (%s)",
			async (type) => {
				const [, page, ...others] = decodeRaster(
					await print("na_letter_8.5x11in", { type, blocks: blocks(6, 12) }),
				);
				if (!page) throw new Error("no second page");
				expect(others).toEqual([]);
				const pdf = pagesToPDF([page, page]);
				expect(run("pdfinfo", ["-"], pdf).toString()).toMatch(
					/Pages:\s+2\n(?:.*\n)*Page size:\s+612 x 792 pts \(letter\)/,
				);
				const folder = mkdtempSync(join(tmpdir(), "timbre-pdf-"));
				writeFileSync(join(folder, "sheet.pdf"), pdf);
				run("pdfimages", ["-png", join(folder, "sheet.pdf"), join(folder, "page")]);
				const pictures = readdirSync(folder).filter((name) => name.endsWith(".png"));
				expect(pictures).toHaveLength(2);
				const shown = PNG.sync.read(readFileSync(join(folder, pictures[0] ?? "")));
				rmSync(folder, { recursive: true });
				expect(shown.data.equals(PNG.sync.read(pageToPNG(page)).data)).toBe(true);
			},
		);
	},
);
