import type Router from "@koa/router";
import type { Context } from "koa";
import type { Directory } from "../authority/directory";
import type { Consents } from "../consents";
import { FAULTS, type FaultValue, isFaultName } from "../fault-table";
import type { Faults } from "../faults";
import type { Mailboxes, StoredMessage } from "../mail/mailboxes";
import { parseMessage } from "../mail/summary";
import type { Transcripts } from "../mail/transcript";

/** What the API gives access to. */
export interface ApiParts {
	readonly faults: Faults;
	readonly consents: Consents;
	readonly mailboxes: Mailboxes;
	readonly transcripts: Transcripts;
	readonly directories: readonly Directory[];
	/** The root certificate, PEM. */
	readonly root: string;
}

/** The lab by HTTP and JSON, for tests in other processes and for demos. */
export function addApi(router: Router, parts: ApiParts): void {
	addMailApi(router, parts.mailboxes);
	addFaultApi(router, parts.faults);
	router.get("/root.pem", (context) => {
		context.type = "application/x-pem-file";
		context.body = parts.root;
	});
	router.get("/api/codes", (context) => {
		context.body = parts.directories.flatMap((directory) => directory.pendingCodes());
	});
	router.get("/api/transcripts", (context) => {
		context.body = parts.transcripts.list();
	});
	router.delete("/api/transcripts", (context) => {
		parts.transcripts.clear();
		context.status = 204;
	});
	router.delete("/api/consents", (context) => {
		parts.consents.revoke();
		context.status = 204;
	});
}

function addMailApi(router: Router, mailboxes: Mailboxes): void {
	const find = (context: Context): StoredMessage => {
		const message = mailboxes.get(context["params"].id as string);
		return message ?? context.throw(404, "no such message");
	};
	router.get("/api/mailboxes/:address", async (context) => {
		const messages = await Promise.all(mailboxes.list(context["params"].address as string).map(parseMessage));
		context.body = messages.map(({ summary }) => summary);
	});
	router.delete("/api/mailboxes/:address", (context) => {
		mailboxes.clear(context["params"].address as string);
		context.status = 204;
	});
	router.get("/api/messages/:id", async (context) => {
		context.body = (await parseMessage(find(context))).summary;
	});
	router.get("/api/messages/:id/raw", (context) => {
		const message = find(context);
		download(context, `${message.id}.eml`, message.raw);
	});
	router.get("/api/messages/:id/attachments/:number", async (context) => {
		const { summary, contents } = await parseMessage(find(context));
		const number = Number(context["params"].number);
		const content = contents[number] ?? context.throw(404, "no such attachment");
		download(context, summary.attachments[number]?.fileName || `part-${number}`, content);
	});
}

/** Sends octets that a browser must save and never show: they come from a stranger. */
function download(context: Context, fileName: string, content: Buffer): void {
	context.attachment(fileName);
	context.type = "application/octet-stream";
	context.body = content;
}

function addFaultApi(router: Router, faults: Faults): void {
	router.get("/api/faults", (context) => {
		context.body = faults.list();
	});
	router.delete("/api/faults", (context) => {
		faults.clearAll();
		context.status = 204;
	});
	router.put("/api/faults/:name", (context) => {
		const name = faultName(context);
		const { value = true, times } = readSetting(context.request.body);
		if (!FAULTS[name].values.accepts(value)) {
			return context.throw(400, `fault ${name} takes ${FAULTS[name].values.hint}`);
		}
		if (times !== undefined && !(Number.isInteger(times) && times > 0)) {
			return context.throw(400, "times must be a whole number above 0");
		}
		faults.set(name, value, times);
		context.status = 204;
	});
	router.delete("/api/faults/:name", (context) => {
		faults.clear(faultName(context));
		context.status = 204;
	});
}

function faultName(context: Context) {
	const name = context["params"].name as string;
	return isFaultName(name) ? name : context.throw(404, `there is no fault ${name.slice(0, 60)}`);
}

/** The body is the bare value, or `{"value": ..., "times": n}`. */
function readSetting(body: unknown): { value?: FaultValue; times?: number } {
	const setting = typeof body === "object" && body !== null ? body : { value: body };
	return setting as { value?: FaultValue; times?: number };
}
