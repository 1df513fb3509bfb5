import { equalsConstantTime, utf8 } from "../base/bytes";
import type { Identity } from "../base/device";
import { Failure } from "../base/failure";
import { type RecordSchema, readRecord, writeRecord } from "../storage/record";
import type { Vault } from "../storage/vault";
import { LockOut, type LogIn } from "./lock-out";
import { LogInTurns } from "./log-in-turns";
import { hashSecret, isSecret, parseSecretHash, type SecretHash } from "./secret-hash";

/** Longest text that is checked at all, in characters: no password is longer, the one on the label included. */
const TYPED_LIMIT = 64;

/** Shortest and longest new password, in characters. */
export const ADMINISTRATOR_PASSWORD = { min: 8, max: 20 } as const;

/** Told of a new password: every session ends but the one that is kept. */
export type PasswordListener = (kept: object | undefined) => void;

interface Stored {
	/** The password that was set; the one on the label holds where absent. */
	readonly password?: SecretHash;
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
	readonly #lockOut: LockOut;
	readonly #turns = new LogInTurns();

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
		this.#lockOut = new LockOut(this.#stored.failures);
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
	logIn(password: string): Promise<LogIn> {
		return this.#turns.take(() =>
			this.#lockOut.check({
				failures: this.#stored.failures,
				matches: () => this.#matches(password),
				count: (failures) => this.#store({ ...this.#stored, failures }),
			}),
		);
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
		this.#store({ password: await hashSecret(password, this.#random), failures: 0 });
		for (const listener of this.#listeners) listener(kept);
	}

	async #matches(typed: string): Promise<boolean> {
		if (typed.length > TYPED_LIMIT) return false;
		const { password } = this.#stored;
		if (!password) return equalsConstantTime(utf8(typed), utf8(this.#label));
		return isSecret(typed, password);
	}

	#store(stored: Stored): void {
		writeRecord(this.#vault, RECORD, stored);
		this.#stored = stored;
	}
}

function parseStored(json: object): Stored {
	const { failures, password } = json as { failures: unknown; password?: Record<string, unknown> };
	if (!Number.isInteger(failures) || (failures as number) < 0) throw new TypeError("failures");
	if (password === undefined) return { failures: failures as number };
	return { failures: failures as number, password: parseSecretHash(password) };
}
