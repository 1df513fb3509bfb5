import type { Administrator } from "../settings/administrator";
import type { LogIn } from "../settings/lock-out";

/**
 * Who stands at the panel: anybody, or the administrator from the password on until the log-out. Wrong passwords count
 * together with those of Web Config.
 */
export class AdministratorSession {
	readonly #administrator: Pick<Administrator, "logIn">;
	#open = false;

	constructor(administrator: Pick<Administrator, "logIn">) {
		this.#administrator = administrator;
	}

	/** Is the administrator logged in? */
	get isOpen(): boolean {
		return this.#open;
	}

	/**
	 * Checks the password. It does not log in yet: who typed it may have left meanwhile.
	 *
	 * @throws Failure `storage.*`
	 */
	check(password: string): Promise<LogIn> {
		return this.#administrator.logIn(password);
	}

	/** Logs in; the password has been accepted. */
	open(): void {
		this.#open = true;
	}

	/** Logs out. */
	end(): void {
		this.#open = false;
	}
}
