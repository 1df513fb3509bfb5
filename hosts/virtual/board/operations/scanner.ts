import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "koa";
import type { Board } from "../board";
import { documentName, documentType, receiveFile } from "../upload";
import type { Operation } from "./operation";
import { number, text } from "./parameters";

/** Most pages a document may claim to have. */
const PAGES_LIMIT = 9999;

/**
 * The scanner's tray.
 * @param state the board's state folder; documents in the tray lie in `documents` there
 * @param documentLimit longest document in bytes
 */
export function scannerOperations(board: Board, state: string, documentLimit: number): Operation[] {
	const folder = documentFolder(state);
	return [
		{
			method: "get",
			path: "/scanner",
			does: "What lies in the scanner's tray.",
			run: () => ({ document: describeDocument(board) }),
		},
		{
			method: "post",
			path: "/scanner",
			does: "Lays the body into the tray as a document; ?name=, ?pages=, Content-Type say what it is.",
			takesDocument: true,
			run: (context) => layIn(board, context, folder, documentLimit),
		},
		{
			method: "delete",
			path: "/scanner",
			does: "Takes the document out of the tray.",
			run: () => ({ removed: board.tray.unload() }),
		},
	];
}

async function layIn(board: Board, context: Context, folder: string, limit: number): Promise<object> {
	const name = documentName(text(context.query["name"]), context.get("content-disposition") || undefined);
	const pages = number(context.query["pages"] ?? 1, "pages", 1, PAGES_LIMIT);
	const path = join(folder, randomUUID());
	const byteLength = await receiveFile(context.req, path, limit);
	board.tray.load({ path, name, type: documentType(context.get("content-type"), name), pages, byteLength });
	context.status = 201;
	return { document: describeDocument(board) };
}

/** The folder for documents in the tray, empty: what an earlier run left there lies in no tray any more. */
function documentFolder(state: string): string {
	const folder = join(state, "documents");
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	return folder;
}

function describeDocument({ tray }: Board): object | null {
	if (!tray.document) return null;
	const { name, type, pages, byteLength } = tray.document;
	return { name, type, pages, byteLength };
}
