import { text, utf8 } from "../base/bytes";
import type { DeviceNetwork } from "../base/device";
import { composeForm } from "../network/form";
import { request } from "../network/http-client";

/** One field of a form, name and value not encoded yet. */
export type FormField = readonly [name: string, value: string];

/** What an authorization server answered. */
export interface Answer {
	/** HTTP status. */
	readonly status: number;
	/** Seconds, from Retry-After (RFC 9110 section 10.2.3). */
	readonly retryAfter: number | undefined;
	/** Read as UTF-8: the bytes are let go of before anything is made of the text. At most {@link ANSWER_LIMIT} bytes. */
	readonly body: string;
}

/**
 * Sends a form to an authorization server (`application/x-www-form-urlencoded`) over verified TLS and answers whatever
 * came back, errors of the server included.
 *
 * @throws Failure `network.*`, `dns.*`, `connect.failed`, `tls.*`, `http.*` when nothing whole came back
 */
export type PostForm = (url: string, form: readonly FormField[]) => Promise<Answer>;

/**
 * Longest answer, in bytes. One token may have 16 KB; bytes and text, then text and parsed strings are in memory at the
 * same time, so twice this much must fit into the heap.
 */
export const ANSWER_LIMIT = 24 * 1024;

/** Milliseconds for each wait of an exchange. */
const TIMEOUT = 30_000;

/** Longest Retry-After taken from a server, in seconds. */
const RETRY_AFTER_LIMIT = 3600;

/** Posts forms over the device's network, with the certificate checked whatever the mail settings say. */
export function httpsPost(device: {
	readonly network: DeviceNetwork;
	readonly clock: { now(): number | undefined };
}): PostForm {
	return async (url, form) => {
		const { status, headers, body } = await request({
			network: device.network,
			url,
			method: "POST",
			headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
			body: utf8(composeForm(form)),
			limit: ANSWER_LIMIT,
			timeout: TIMEOUT,
			secure: {},
			clockSet: device.clock.now() !== undefined,
		});
		return { status, retryAfter: secondsUntil(headers.get("retry-after")), body: text(body) };
	};
}

/** Retry-After is a number of seconds or a date. */
function secondsUntil(value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	const seconds = /^[0-9]{1,9}$/.test(value)
		? Number(value)
		: Math.ceil((Date.parse(value) - Date.now()) / 1000);
	return Number.isNaN(seconds) ? undefined : Math.min(RETRY_AFTER_LIMIT, Math.max(0, seconds));
}
