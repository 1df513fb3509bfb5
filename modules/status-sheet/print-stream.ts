import type { PrintEngine, PrintError, PrintJob } from "../base/device";
import { Failure } from "../base/failure";
import type { FailureCode } from "../base/failure-codes";
import { Deferred } from "../network/wait";

const CODES: Readonly<Record<PrintError, FailureCode>> = {
	"paper-out": "print.paper-out",
	"door-open": "print.door-open",
	busy: "print.busy",
	failed: "print.failed",
};

/** What may stop a job; see `JobControl`. */
export interface PrintControl {
	readonly cancelled: boolean;
	onCancel(callback: () => void): void;
}

/** A document on its way to the print engine: promises over the engine's callbacks. */
export class PrintStream {
	readonly #job: PrintJob;
	#room = 0;
	#writable: Deferred | undefined;
	readonly #printed = new Deferred();
	#failure: Failure | undefined;

	/** Starts a job of the engine's; it is cancelled when `control` is. */
	constructor(engine: PrintEngine, control: PrintControl) {
		// Whoever waits for neither must not leave a rejection that nobody handles.
		this.#printed.promise.catch(() => {});
		this.#job = engine.start({
			type: "image/pwg-raster",
			onWritable: (count) => this.#onWritable(count),
			onDone: () => this.#printed.resolve(),
			onError: (reason) => this.#fail(new Failure(CODES[reason])),
		});
		control.onCancel(() => this.#fail(new Failure("job.cancelled")));
	}

	/**
	 * Writes all of the bytes; undefined where the engine has room for them, else a promise of that.
	 *
	 * @throws Failure `print.*`, `job.cancelled`
	 */
	write(bytes: Uint8Array): Promise<void> | undefined {
		this.#assertGoing();
		if (bytes.byteLength > this.#room) return this.#writeSlowly(bytes);
		this.#send(bytes);
		return undefined;
	}

	/**
	 * Says that this was all, and waits until the paper lies in the tray.
	 *
	 * @throws Failure `print.*`, `job.cancelled`
	 */
	async end(): Promise<void> {
		this.#assertGoing();
		this.#job.end();
		await this.#printed.promise;
	}

	/** Ends the job whatever it was at; nothing happens with one that is printed. */
	close(): void {
		this.#job.close();
	}

	async #writeSlowly(bytes: Uint8Array): Promise<void> {
		let rest = bytes;
		while (rest.byteLength > 0) {
			if (this.#room === 0) {
				this.#writable = new Deferred();
				await this.#writable.promise;
			}
			this.#assertGoing();
			const piece = rest.subarray(0, this.#room);
			rest = rest.subarray(piece.byteLength);
			this.#send(piece);
		}
	}

	#send(bytes: Uint8Array): void {
		if (bytes.byteLength === 0) return;
		this.#room -= bytes.byteLength;
		this.#job.write(bytes);
	}

	#assertGoing(): void {
		if (this.#failure) throw this.#failure;
	}

	#onWritable(count: number): void {
		this.#room = count;
		this.#writable?.resolve();
		this.#writable = undefined;
	}

	#fail(failure: Failure): void {
		this.#failure ??= failure;
		this.#writable?.reject(this.#failure);
		this.#printed.reject(this.#failure);
		this.close();
	}
}
