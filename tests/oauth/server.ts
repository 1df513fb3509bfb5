import { jest } from "@jest/globals";
import type { Answer, PostForm } from "../../modules/oauth/post";

/** A request as the authorization server saw it. */
export interface Seen {
	readonly url: string;
	readonly form: Readonly<Record<string, string>>;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** What the server does with a request: an answer, a break of the connection, or either when the time comes. */
export type Reply = Answer | Error | Promise<Answer>;

/** An authorization server that gives the replies of a list, in their order, and remembers what it was asked. */
export class ScriptedServer {
	readonly seen: Seen[] = [];
	readonly replies: Reply[];

	constructor(...replies: Reply[]) {
		this.replies = replies;
	}

	readonly post: PostForm = async (url, form) => {
		this.seen.push({ url, form: Object.fromEntries(form), at: Date.now() });
		const reply = this.replies.shift();
		if (!reply) throw new Error(`one request too many: ${url}`);
		if (reply instanceof Error) throw reply;
		return reply;
	};
}

/** An answer with a JSON body. */
export function json(status: number, body: unknown, retryAfter?: number): Answer {
	return { status, retryAfter, body: JSON.stringify(body) };
}

/** An error answer as Entra ID writes them. */
export function entra(
	error: string,
	code: number,
	sentence = "Something is wrong.",
	more: object = {},
): Answer {
	const error_description = `AADSTS${code}: ${sentence}\r\nTrace ID: 0000aaaa\r\nCorrelation ID: 1\r\nTimestamp: 2025-01-01 00:00:00Z`;
	return json(400, { error, error_description, error_codes: [code], trace_id: "0000aaaa", ...more });
}

export const DEVICE_CODE = {
	device_code: "DAQABAAEAAAD--the-device-code",
	user_code: "C7K9PQ2LM",
	verification_uri: "https://login.microsoft.com/device",
	expires_in: 900,
	interval: 5,
	message: "Pour vous connecter, ouvrez https://login.microsoft.com/device et entrez C7K9PQ2LM.",
};

/** An id_token with these claims, as Microsoft's: its signature is never looked at. */
export function idToken(claims: object): string {
	const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
	return `${part({ typ: "JWT", alg: "RS256" })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** A token answer. */
export function tokens(number: number | string, more: object = {}): Answer {
	return json(200, {
		token_type: "Bearer",
		scope: "openid profile https://outlook.office365.com/SMTP.Send",
		expires_in: 3600,
		access_token: `access-token-${number}`,
		refresh_token: `refresh-token-${number}`,
		id_token: idToken({ preferred_username: "scan@contoso.example", tid: "tenant-1", name: "Scanner" }),
		...more,
	});
}

export const pending = entra("authorization_pending", 70016);

/** Lets virtual time pass, and all that becomes due in it happen. */
export function pass(seconds: number): Promise<void> {
	return jest.advanceTimersByTimeAsync(seconds * 1000);
}
