import type {
	PaperSize,
	PrintEngine,
	PrintError,
	PrintJob,
	PrintJobOptions,
} from "../../modules/base/device";

/** Bytes that the engine takes at once. */
const ROOM = 1000;

/** A print engine for tests in Node.js: it keeps what it was given, and stands still or fails when the test says so. */
export class TestPrintEngine implements PrintEngine {
	paper: PaperSize = "iso_a4_210x297mm";
	/** The documents that were printed. */
	readonly printed: Buffer[] = [];
	/** Why the next jobs fail as they start. */
	obstacle: PrintError | undefined;
	/** Bytes after which the engine says no more of room. */
	standsStillAfter = Number.POSITIVE_INFINITY;
	/** Bytes of the job under way. */
	taken = 0;
	#options: PrintJobOptions | undefined;

	/** Is a job under way? */
	get isPrinting(): boolean {
		return this.#options !== undefined;
	}

	start(options: PrintJobOptions): PrintJob {
		const pieces: Buffer[] = [];
		let room = 0;
		this.taken = 0;
		this.#options = options;
		const tellRoom = () => {
			if (this.#options !== options || this.taken >= this.standsStillAfter) return;
			room = ROOM;
			options.onWritable(ROOM);
		};
		setTimeout(() => (this.obstacle ? this.fail(this.obstacle) : tellRoom()), 0);
		return {
			write: (bytes) => {
				if (bytes.byteLength > room) throw new RangeError("more than the engine has room for");
				room -= bytes.byteLength;
				pieces.push(Buffer.from(bytes));
				this.taken += bytes.byteLength;
				if (room === 0) setTimeout(tellRoom, 0);
			},
			end: () => {
				this.printed.push(Buffer.concat(pieces));
				this.#options = undefined;
				setTimeout(() => options.onDone(), 0);
			},
			close: () => {
				if (this.#options === options) this.#options = undefined;
			},
		};
	}

	/** The job under way fails. */
	fail(reason: PrintError): void {
		const options = this.#options;
		this.#options = undefined;
		options?.onError(reason);
	}
}
