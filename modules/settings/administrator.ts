import Timer from "timer";
import { equalsConstantTime, fromBase64, toBase64, utf8 } from "../base/bytes";
import type { Identity } from "../base/device";
import { Failure } from "../base/failure";
import { type RecordSchema, readRecord, writeRecord } from "../storage/record";
import type { Vault } from "../storage/vault";
import { pbkdf2 } from "./pbkdf2";

/** PBKDF2 iterations: about a second on an ESP32. Stored with each hash, so it can be raised. */
const ITERATIONS = 4096;

const SALT_LENGTH = 16;

/** Wrong passwords in a row before the first lock-out. */
const FREE_ATTEMPTS = 5;

/** The first lock-out, in seconds; each further wrong password doubles it. */
const FIRST_LOCK_OUT = 60;

/** The longest lock-out, in seconds. */
const LONGEST_LOCK_OUT = 3600;

/** Log-ins that may wait for the one being checked; one more is turned away at once. */
const WAITING_LIMIT = 4;

/** Longest text that is checked at all, in characters: no password is longer, the one on the label included. */
const TYPED_LIMIT = 64;

/** Shortest and longest new password, in characters. */
export const ADMINISTRATOR_PASSWORD = { min: 8, max: 20 } as const;

/** What came of a log-in. */
export type LogIn =
	| { readonly kind: "accepted" }
	/** @property attemptsLeft wrong passwords that are still free */
	| { readonly kind: "wrong"; readonly attemptsLeft: number }
	/** @property retryAfter seconds */
	| { readonly kind: "locked-out"; readonly retryAfter: number };

/** Told of a new password: every session ends but the one that is kept. */
export type PasswordListener = (kept: object | undefined) => void;

interface Stored {
	/** The password that was set; the one on the label holds where absent. Base64. */
	readonly password?: { readonly salt: string; readonly hash: string; readonly iterations: number };
	/** Wrong passwords in a row. */
	readonly failures: number;
}

const RECORD: RecordSchema<Stored> = { name: "settings/admin", schema: 1, parse: parseStored };

/**
 * The administrator's password: the one on the printer's label until another is set, which is then kept as a salted slow
 * hash. Wrong passwords are counted in the flash before they are answered (one write each, and one for the log-in that
 * ends the count), so switching the printer off and on gives no new attempts; a lock-out then starts anew.
 */
export class Administrator {
	readonly #vault: Vault;
	readonly #label: string;
	readonly #random: (byteLength: number) => Uint8Array;
	#stored: Stored;
	readonly #listeners = new Set<PasswordListener>();
	#lockOut: { readonly seconds: number; readonly since: number } | undefined;
	#turn: Promise<unknown> = Promise.resolve();
	#waiting = 0;

	/** @param options `identity` has the password on the label, `random` salts new ones */
	constructor(options: {
		readonly vault: Vault;
		readonly identity: Pick<Identity, "initialPassword">;
		random(byteLength: number): Uint8Array;
	}) {
		this.#vault = options.vault;
		this.#label = options.identity.initialPassword;
		this.#random = (byteLength) => options.random(byteLength);
		this.#stored = readRecord(this.#vault, RECORD) ?? { failures: 0 };
		this.#lock();
	}

	/** Does the password on the label still hold? */
	get usesInitialPassword(): boolean {
		return this.#stored.password === undefined;
	}

	/**
	 * Checks a password; one log-in after the other, so that many at once are no way around the lock-out.
	 *
	 * @throws Failure `storage.*` when a wrong password cannot be counted
	 */
	async logIn(password: string): Promise<LogIn> {
		if (this.#waiting > WAITING_LIMIT) return { kind: "locked-out", retryAfter: 1 };
		this.#waiting += 1;
		const result = this.#turn.then(() => this.#logIn(password));
		this.#turn = result.catch(() => undefined);
		try {
			return await result;
		} finally {
			this.#waiting -= 1;
		}
	}

	/** Calls `listener` after each new password, so that those who logged in with the old one are logged out. */
	observe(listener: PasswordListener): void {
		this.#listeners.add(listener);
	}

	/**
	 * Sets a new password: 8 to 20 printable ASCII characters. Whoever calls this has logged in.
	 *
	 * @param kept the session of who sets it, which goes on
	 * @throws Failure `settings.invalid` with field `administrator.password`, `storage.*`
	 */
	async setPassword(password: string, kept?: object): Promise<void> {
		const { min, max } = ADMINISTRATOR_PASSWORD;
		if (password.length < min || password.length > max || !/^[\x20-\x7e]*$/.test(password)) {
			const detail = `not ${min} to ${max} printable ASCII characters`;
			throw new Failure("settings.invalid", { field: "administrator.password", detail });
		}
		const salt = this.#random(SALT_LENGTH);
		const hash = await pbkdf2(password, salt, ITERATIONS);
		this.#store({
			password: { salt: toBase64(salt), hash: toBase64(hash), iterations: ITERATIONS },
			failures: 0,
		});
		for (const listener of this.#listeners) listener(kept);
	}

	async #logIn(password: string): Promise<LogIn> {
		if (this.#lockOut) return { kind: "locked-out", retryAfter: this.#retryAfter() };
		const { failures } = this.#stored;
		if (await this.#matches(password)) {
			if (failures > 0) this.#store({ ...this.#stored, failures: 0 });
			return { kind: "accepted" };
		}
		this.#store({ ...this.#stored, failures: failures + 1 });
		this.#lock();
		if (this.#lockOut) return { kind: "locked-out", retryAfter: this.#retryAfter() };
		return { kind: "wrong", attemptsLeft: FREE_ATTEMPTS - this.#stored.failures };
	}

	async #matches(typed: string): Promise<boolean> {
		if (typed.length > TYPED_LIMIT) return false;
		const { password } = this.#stored;
		if (!password) return equalsConstantTime(utf8(typed), utf8(this.#label));
		const hash = await pbkdf2(typed, fromBase64(password.salt), password.iterations);
		return equalsConstantTime(hash, fromBase64(password.hash));
	}

	#store(stored: Stored): void {
		writeRecord(this.#vault, RECORD, stored);
		this.#stored = stored;
	}

	/** By a timer, not by the time of day, which can be set meanwhile. */
	#lock(): void {
		const excess = this.#stored.failures - FREE_ATTEMPTS;
		if (excess < 0) return;
		const seconds = Math.min(LONGEST_LOCK_OUT, FIRST_LOCK_OUT * 2 ** Math.min(excess, 16));
		this.#lockOut = { seconds, since: Date.now() };
		Timer.set(() => {
			this.#lockOut = undefined;
		}, seconds * 1000);
	}

	#retryAfter(): number {
		if (!this.#lockOut) return 0;
		const { seconds, since } = this.#lockOut;
		const left = seconds - Math.floor((Date.now() - since) / 1000);
		return Math.min(seconds, Math.max(1, left));
	}
}

function parseStored(json: object): Stored {
	const { failures, password } = json as { failures: unknown; password?: Record<string, unknown> };
	if (!Number.isInteger(failures) || (failures as number) < 0) throw new TypeError("failures");
	if (password === undefined) return { failures: failures as number };
	const { salt, hash, iterations } = password;
	if (typeof salt !== "string" || typeof hash !== "string" || !Number.isInteger(iterations)) {
		throw new TypeError("password");
	}
	return { failures: failures as number, password: { salt, hash, iterations: iterations as number } };
}
