import type { Device } from "../base/device";
import { Failure } from "../base/failure";
import type { Job } from "../jobs/job";
import type { Queue } from "../jobs/queue";
import { type Texts, texts } from "../language/texts";
import type { Accounts } from "../oauth/accounts";
import { type StatusSources, statusBlocks } from "../status/status";
import type { RasterType } from "../status-sheet/raster-type";
import { StatusSheet } from "../status-sheet/status-sheet";
import type { Vault } from "../storage/vault";

/** What a person may choose for the sheet. */
export interface StatusSheetRequest {
	/** `black_1` where absent. */
	readonly type?: RasterType;
	/** In the printer's language where absent. */
	readonly texts?: Texts;
}

/** What the sheet is made of. */
export interface PrintStatusSheetParts extends StatusSources {
	readonly vault: Pick<Vault, "problems">;
	readonly accounts: Pick<Accounts, "fax">;
	readonly device: StatusSources["device"] & Pick<Device, "printEngine">;
	readonly queue: Queue;
}

/** Print Status Sheet: everything the printer tells about itself, on paper. */
export class PrintStatusSheet {
	readonly #parts: PrintStatusSheetParts;

	constructor(parts: PrintStatusSheetParts) {
		this.#parts = parts;
	}

	/** Can this printer print? */
	get isAvailable(): boolean {
		return this.#parts.device.printEngine !== undefined;
	}

	/**
	 * Starts a job.
	 *
	 * @throws Failure `job.busy`, `print.failed` on a printer that cannot print, `storage.*` when a setting cannot be read
	 */
	start({ type = "black_1", texts: words }: StatusSheetRequest = {}): Job {
		const { device, queue, settings } = this.#parts;
		const { clock, printEngine } = device;
		if (!printEngine) throw new Failure("print.failed");
		queue.assertIdle();
		const chosen = words ?? texts(settings.get("language"));
		const now = clock.now();
		const text = {
			...chosen.sheet,
			printedAt: now === undefined ? "" : chosen.dates.dateTime(new Date(now)),
		};
		const sheet = new StatusSheet(printEngine, { blocks: statusBlocks(this.#parts, chosen), text, type });
		const { pages } = sheet;
		return queue.start({ type: "status-sheet", from: "", to: [], pages }, async (control) => {
			await sheet.print(control);
			return [];
		});
	}
}
