import Timer from "timer";
import { equalsConstantTime, toHex, utf8 } from "../base/bytes";
import type { SettingKey } from "../settings/fields";

/** Sessions at a time; one more ends the one that has been idle longest. Each takes about 1 KB, more with a draft. */
const SESSION_LIMIT = 4;

/** Idle time after which a session ends, in milliseconds: as long as a sign-in code is valid. */
const IDLE_TIMEOUT = 15 * 60_000;

/** Length of a session id and of a form token, in bytes: 128 bits cannot be guessed. */
const ID_LENGTH = 16;

/** Texts typed in a form and not stored yet, by setting. */
export type Draft = { [key in SettingKey]?: string };

/** One administrator logged in with one browser. */
export interface Session {
	/** What the cookie holds. */
	readonly id: string;
	/** What each form holds: the proof that the form came from this session's own pages. */
	readonly formToken: string;
	/** The forms' of the mail server and the fax server. */
	draft: Draft;
	/** A sentence to show once, on the next page. */
	notice: "saved" | "signed-out" | undefined;
}

/** A new secret that cannot be guessed, in hexadecimal. */
export function newToken(random: (byteLength: number) => Uint8Array): string {
	return toHex(random(ID_LENGTH));
}

/** Whether a secret that came in is the one expected, in a time that tells nothing about it. */
export function sameToken(given: string | undefined, expected: string): boolean {
	return equalsConstantTime(utf8(given ?? ""), utf8(expected));
}

/**
 * The sessions of the web pages. Ids are made here and nowhere else: an unknown one that comes in is never taken over,
 * so nobody can fix another's session in advance. Time-outs run on timers, since the device's clock may not be set yet.
 */
export class Sessions {
	readonly #random: (byteLength: number) => Uint8Array;
	/** From the one idle longest to the one used last. */
	readonly #entries = new Map<string, { session: Session; timer: Timer }>();
	/** What was typed when the present sign-in to the mail service began: who comes back to it with a new session goes on with it. */
	suspended: Readonly<Draft> = {};

	/** @param random the device's source of random bytes */
	constructor(random: (byteLength: number) => Uint8Array) {
		this.#random = random;
	}

	/**
	 * Starts a session; the one idle longest ends when there are too many.
	 *
	 * @param draft what stands in the email server form, not stored yet
	 */
	start(draft: Readonly<Draft> = {}): Session {
		const oldest = this.#entries.keys().next().value;
		if (oldest !== undefined && this.#entries.size >= SESSION_LIMIT) this.end(oldest);
		const session: Session = {
			id: newToken(this.#random),
			formToken: newToken(this.#random),
			draft: { ...draft },
			notice: undefined,
		};
		const timer = Timer.set(() => this.end(session.id), IDLE_TIMEOUT);
		this.#entries.set(session.id, { session, timer });
		return session;
	}

	/** The session with this id, which thereby stays alive; undefined where there is none. */
	find(id: string | undefined): Session | undefined {
		const entry = id === undefined ? undefined : this.#entries.get(id);
		if (!entry) return undefined;
		Timer.schedule(entry.timer, IDLE_TIMEOUT);
		this.#entries.delete(entry.session.id);
		this.#entries.set(entry.session.id, entry);
		return entry.session;
	}

	/** Ends a session; an unknown id is nothing to end. */
	end(id: string | undefined): void {
		const entry = id === undefined ? undefined : this.#entries.get(id);
		if (!entry) return;
		Timer.clear(entry.timer);
		this.#entries.delete(entry.session.id);
	}

	/** Ends all sessions but this one. */
	endAll(except?: object): void {
		for (const { session } of [...this.#entries.values()]) if (session !== except) this.end(session.id);
	}
}
