import Timer from "timer";
import { Failure } from "../base/failure";
import type { Values } from "../settings/fields";
import { deviceCodeURL, type Service } from "./microsoft";
import type { PostForm } from "./post";
import {
	type DeviceAuthorization,
	type PollAnswer,
	readDeviceAuthorization,
	readPoll,
	type Tokens,
} from "./token-response";

const GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";

/** What slow_down adds to the interval, in seconds (RFC 8628 section 3.5). */
const SLOW_DOWN = 5;

/** Longest pause between polls after connection errors, in seconds. */
const LONGEST_PAUSE = 60;

/**
 * One device authorization grant (RFC 8628): asks for a code, then polls until the person has signed in somewhere else.
 * Nothing of it is stored.
 */
export class DeviceGrant {
	readonly #post: PostForm;
	readonly #service: Service;
	readonly #clientId: string;
	#cancelled = false;
	#wake: (() => void) | undefined;

	/** @param options `clientId` is the app registration's id: a public client, without a secret */
	constructor(options: { readonly post: PostForm; readonly service: Service; readonly clientId: string }) {
		this.#post = options.post;
		this.#service = options.service;
		this.#clientId = options.clientId;
	}

	/**
	 * Asks for a code.
	 *
	 * @param language of the message that comes with the code
	 * @throws Failure `oauth.*`, `network.*`, `dns.*`, `connect.*`, `tls.*`, `http.*`
	 */
	async start(language: Values["language"]): Promise<DeviceAuthorization> {
		const answer = await this.#post(deviceCodeURL(this.#service, language), [
			["client_id", this.#clientId],
			["scope", this.#service.scope],
		]);
		this.#assertNotCancelled();
		return readDeviceAuthorization(answer);
	}

	/**
	 * Polls until there are tokens. Connection errors and a busy server only make the pauses longer, until the code has
	 * run out.
	 *
	 * @throws Failure `oauth.*`: declined, code-expired, cancelled, and what else the server refuses
	 */
	async poll({ deviceCode, expiresIn, interval }: DeviceAuthorization): Promise<Tokens> {
		const end = Date.now() + expiresIn * 1000;
		let between = interval;
		let pause = interval;
		for (;;) {
			await this.#wait(Math.min(pause * 1000, end - Date.now()));
			if (Date.now() >= end) throw new Failure("oauth.code-expired");
			try {
				const answer = await this.#ask(deviceCode);
				if (answer.kind === "tokens") return answer.tokens;
				if (answer.kind === "slow-down") between += SLOW_DOWN;
				pause = between;
			} catch (error) {
				const failure = Failure.from(error);
				if (!isPassing(failure)) throw failure;
				pause = Math.max(failure.retryAfter ?? 0, Math.min(LONGEST_PAUSE, pause * 2), between);
			}
		}
	}

	/** Ends the grant: whoever waits for it gets `oauth.cancelled`. */
	cancel(): void {
		this.#cancelled = true;
		this.#wake?.();
	}

	async #ask(deviceCode: string): Promise<PollAnswer> {
		const answer = await this.#post(this.#service.tokenEndpoint, [
			["grant_type", GRANT_TYPE],
			["client_id", this.#clientId],
			["device_code", deviceCode],
		]);
		this.#assertNotCancelled();
		return readPoll(answer);
	}

	async #wait(milliseconds: number): Promise<void> {
		this.#assertNotCancelled();
		await new Promise<void>((resolve) => {
			const timer = Timer.set(() => resolve(), Math.max(0, milliseconds));
			this.#wake = () => {
				Timer.clear(timer);
				resolve();
			};
		});
		this.#wake = undefined;
		this.#assertNotCancelled();
	}

	#assertNotCancelled(): void {
		if (this.#cancelled) throw new Failure("oauth.cancelled");
	}
}

/** May the same request succeed a little later, without anyone changing anything? */
function isPassing({ code }: Failure): boolean {
	if (code === "oauth.unavailable" || code === "oauth.throttled") return true;
	return /^(network|dns|connect)\./.test(code) || code === "tls.failed";
}
