import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";

/** What a browser or curl may name a document, and what it is then. */
const TYPES: Readonly<Record<string, string>> = {
	pdf: "application/pdf",
	jpg: "image/jpeg",
	jpeg: "image/jpeg",
	png: "image/png",
	tif: "image/tiff",
	tiff: "image/tiff",
	txt: "text/plain",
};

/** The type curl gives to any body, which says nothing. */
const NO_TYPE = "application/x-www-form-urlencoded";

const DEFAULT_NAME = "scan.pdf";
const NAME_LIMIT = 100;

/** An upload that cannot be taken. */
export class UploadError extends Error {
	/** HTTP status that says so. */
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

/**
 * Streams a request's body to a new file and answers its length in bytes; nothing is left of one that is refused.
 * @param limit bytes
 * @throws UploadError when the body is empty or longer than the limit
 */
export async function receiveFile(request: IncomingMessage, path: string, limit: number): Promise<number> {
	if (Number(request.headers["content-length"]) > limit) throw tooLarge(limit);
	let byteLength = 0;
	const counted = async function* (body: AsyncIterable<Buffer>) {
		for await (const piece of body) {
			byteLength += piece.byteLength;
			if (byteLength > limit) throw tooLarge(limit);
			yield piece;
		}
		if (byteLength === 0) throw new UploadError(400, "the document is empty");
	};
	try {
		await pipeline(request, counted, createWriteStream(path, { flags: "wx", mode: 0o600 }));
	} catch (error) {
		await rm(path, { force: true });
		throw error;
	}
	return byteLength;
}

/** A document's name, without folder and control characters: the query's, else the one of Content-Disposition (RFC 6266). */
export function documentName(query: string | undefined, disposition: string | undefined): string {
	const name = query ?? disposition?.match(/filename="?([^";]+)"?/)?.[1] ?? "";
	const base = name.split(/[/\\]/).at(-1) ?? "";
	const printable = base.replace(/[\u0000-\u001f\u007f]/g, "").slice(0, NAME_LIMIT);
	return /[^. ]/.test(printable) ? printable : DEFAULT_NAME;
}

/** A document's MIME type: the one of the request where it says something, else by the name's ending. */
export function documentType(contentType: string | undefined, name: string): string {
	const [type = ""] = (contentType ?? "").toLowerCase().split(/[; ]/);
	if (type !== NO_TYPE && /^[a-z]+\/[a-z0-9.+-]+$/.test(type)) return type;
	return TYPES[name.toLowerCase().split(".").at(-1) ?? ""] ?? "application/octet-stream";
}

function tooLarge(limit: number): UploadError {
	return new UploadError(413, `the document is longer than ${limit} bytes`);
}
