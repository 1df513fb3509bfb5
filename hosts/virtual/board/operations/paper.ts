import type { Context } from "koa";
import type { PaperSize } from "../../../../modules/base/device";
import { isRasterType } from "../../../../modules/status-sheet/raster-type";
import { BadRequest } from "../api-errors";
import type { Board } from "../board";
import { PAPER_SIZES, type PaperTray, type PrintedSheet } from "../paper-tray";
import { pagesToPDF, pageToPNG } from "../sheet-files";
import type { Operation } from "./operation";
import { body, expectMembers, number } from "./parameters";

/** What was printed, and what may be in the way of printing. */
export function paperOperations(board: Board): Operation[] {
	const { paper } = board;
	return [
		{
			method: "post",
			path: "/print-status-sheet",
			does: 'Prints the network status sheet: {"type"?: "black_1" | "sgray_8"}; ?wait=1 answers when the job has ended.',
			run: (context) => {
				const { type } = body(context);
				if (type !== undefined && !(typeof type === "string" && isRasterType(type))) {
					throw new BadRequest('"type" must be black_1 or sgray_8');
				}
				return board.control({ command: "status-sheet", type, wait: context.query["wait"] === "1" });
			},
		},
		{
			method: "get",
			path: "/paper",
			does: "What lies in the paper tray, newest first; each also as /paper/N.pdf, N.pwg, and its pages as N.png?page=1.",
			run: () => paper.sheets.map(describe),
		},
		{
			method: "delete",
			path: "/paper",
			does: "Takes everything out of the paper tray.",
			run: () => ({ removed: paper.empty() }),
		},
		{
			method: "get",
			path: "/paper/engine",
			does: "What is loaded, and what is in the way of printing.",
			run: () => engineState(paper),
		},
		{
			method: "post",
			path: "/paper/engine",
			does: `Changes that: {"paper"?: ${PAPER_SIZES.map((size) => `"${size}"`).join(" | ")}, "paperOut"?, "doorOpen"?, "held"?: booleans}; a held engine stands still.`,
			run: (context) => changeEngine(paper, context),
		},
		...(["png", "pdf", "pwg"] as const).map(
			(ending): Operation => ({
				method: "get",
				path: `/paper/:number.${ending}`,
				does: FILES[ending].does,
				run: (context) => {
					const sheet = paper.find(number(context["params"].number, "number", 1, Number.MAX_SAFE_INTEGER));
					if (!sheet) return context.throw(404, "no such document lies in the paper tray");
					context.type = FILES[ending].type;
					return FILES[ending].make(sheet, context);
				},
			}),
		),
	];
}

interface File {
	readonly type: string;
	readonly does: string;
	readonly make: (sheet: PrintedSheet, context: Context) => Buffer;
}

const FILES: Readonly<Record<"png" | "pdf" | "pwg", File>> = {
	png: {
		type: "image/png",
		does: "A printed page as a picture; ?page=2 the second.",
		make: ({ pages }, { query }) => {
			const page = pages[number(query["page"] ?? 1, "page", 1, pages.length) - 1];
			if (!page) throw new BadRequest("there is no such page");
			return pageToPNG(page);
		},
	},
	pdf: {
		type: "application/pdf",
		does: "A printed document as PDF.",
		make: ({ pages }) => pagesToPDF(pages),
	},
	pwg: {
		type: "image/pwg-raster",
		does: "A printed document as the firmware sent it, PWG Raster.",
		make: ({ raster }) => raster,
	},
};

function describe({ number, printedAt, raster, pages }: PrintedSheet): object {
	const [{ paper, width, height, bitsPerPixel } = { paper: undefined }] = pages;
	const type = bitsPerPixel === 8 ? "sgray_8" : "black_1";
	return {
		number,
		printedAt,
		pages: pages.length,
		paper,
		width,
		height,
		type,
		byteLength: raster.byteLength,
	};
}

function engineState({ paper, paperOut, doorOpen, held }: PaperTray): object {
	return { paper, paperOut, doorOpen, held };
}

function changeEngine(tray: PaperTray, context: Context): object {
	const content = body(context);
	expectMembers(content, ["paper", "paperOut", "doorOpen", "held"]);
	const { paper } = content;
	const size = PAPER_SIZES.find((known) => known === paper);
	if (paper !== undefined && !size) throw new BadRequest(`"paper" must be one of ${PAPER_SIZES.join(", ")}`);
	const switches = (["paperOut", "doorOpen", "held"] as const).filter((name) => content[name] !== undefined);
	for (const name of switches) {
		if (typeof content[name] !== "boolean") throw new BadRequest(`"${name}" must be true or false`);
	}
	tray.paper = (size ?? tray.paper) as PaperSize;
	for (const name of switches) tray[name] = content[name] === true;
	return engineState(tray);
}
