import type { BodyType } from "./mailboxes";
import { REPLIES, SIZE_LIMIT } from "./replies";

/** Recipients a message may have. */
const RECIPIENT_LIMIT = 500;

/** An address argument with its parameters: `FROM:<a@b> SIZE=1 BODY=8BITMIME`. */
interface PathArgument {
	readonly address: string;
	/** By upper-case name; the value is "" where there is none. */
	readonly parameters: ReadonlyMap<string, string>;
}

/** The envelope of the message under way. */
export class Envelope {
	sender: string | undefined;
	body: BodyType = "7BIT";
	readonly recipients: string[] = [];
	/** BDAT chunks so far. */
	readonly chunks: Buffer[] = [];

	/** Octets of the chunks so far. */
	get size(): number {
		return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
	}

	/** Takes the argument of MAIL. @param binary whether BINARYMIME is offered. @returns the reply */
	takeSender(argument: string, binary: boolean): string {
		const path = parsePath(argument, "FROM");
		if (path === undefined) return REPLIES.badArguments;
		if (path.address === "") return REPLIES.badAddress;
		const known = ["SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH"];
		if ([...path.parameters.keys()].some((name) => !known.includes(name))) return REPLIES.badArguments;
		const body = path.parameters.get("BODY")?.toUpperCase() ?? "7BIT";
		if (!isBodyType(body) || (body === "BINARYMIME" && !binary)) return REPLIES.badArguments;
		const size = path.parameters.get("SIZE") ?? "0";
		if (!/^\d{1,15}$/.test(size)) return REPLIES.badArguments;
		if (Number(size) > SIZE_LIMIT) return REPLIES.tooLarge;
		this.sender = path.address;
		this.body = body;
		return REPLIES.senderOk;
	}

	/** Takes the argument of RCPT. @param exists whether mail for an address is taken. @returns the reply */
	takeRecipient(argument: string, exists: (address: string) => boolean): string {
		const path = parsePath(argument, "TO");
		if (path === undefined) return REPLIES.badArguments;
		if ([...path.parameters.keys()].some((name) => name !== "NOTIFY" && name !== "ORCPT")) {
			return REPLIES.badArguments;
		}
		if (!/^[^@\s]+@[^@\s]+$/.test(path.address)) return REPLIES.badAddress;
		if (this.recipients.length >= RECIPIENT_LIMIT) return REPLIES.tooManyRecipients;
		if (!exists(path.address)) return REPLIES.noSuchRecipient;
		this.recipients.push(path.address);
		return REPLIES.recipientOk;
	}
}

function isBodyType(value: string): value is BodyType {
	return value === "7BIT" || value === "8BITMIME" || value === "BINARYMIME";
}

function parsePath(argument: string, keyword: "FROM" | "TO"): PathArgument | undefined {
	const match = /^(FROM|TO): ?<([^<>]*)>((?: [A-Za-z0-9][A-Za-z0-9-]*(?:=[^ =]+)?)*)$/i.exec(argument);
	if (match === null || match[1]?.toUpperCase() !== keyword) return undefined;
	const words = (match[3] ?? "").split(" ").filter((word) => word !== "");
	const parameters = words.map((word): [string, string] => {
		const [name = "", value = ""] = word.split("=");
		return [name.toUpperCase(), value];
	});
	return { address: match[2] ?? "", parameters: new Map(parameters) };
}
