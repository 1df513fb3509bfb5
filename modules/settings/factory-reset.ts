import Timer from "timer";
import type { Device } from "../base/device";
import type { Vault } from "../storage/vault";

/** Milliseconds until the restart: time for the answer that announces it to reach the browser. */
const RESTART_DELAY = 2000;

/**
 * Restores the factory settings: settings, administrator password, sign-ins and users are gone for good, and the printer
 * restarts as a new one. Whoever calls this has asked the administrator.
 */
export class FactoryReset {
	readonly #vault: Pick<Vault, "factoryReset">;
	readonly #device: Pick<Device, "restart">;

	constructor(vault: Pick<Vault, "factoryReset">, device: Pick<Device, "restart">) {
		this.#vault = vault;
		this.#device = device;
	}

	/**
	 * Wipes at once, and restarts in a moment.
	 *
	 * @throws Failure `storage.failed` when the flash cannot be written; the printer restarts all the same, and goes on
	 *   with what was begun
	 */
	run(): void {
		try {
			this.#vault.factoryReset();
		} finally {
			Timer.set(() => this.#device.restart(), RESTART_DELAY);
		}
	}
}
