import { decodeFrame, type LCDFrame } from "../lcd-frame";

/** Pause before connecting again, in milliseconds. */
const RECONNECT_DELAY = 1000;

/** What is sent to the printer. */
export type PanelAction =
	| {
			readonly touch: {
				readonly phase: "began" | "moved" | "ended";
				readonly x: number;
				readonly y: number;
			};
	  }
	| { readonly key: string }
	| { readonly character: string };

/** Who hears of the connection. */
export interface PanelLinkListener {
	onFrame(frame: LCDFrame): void;
	onConnected(connected: boolean): void;
}

/** The WebSocket to the printer: pictures come, touches and keys go. Connects again by itself. */
export class PanelLink {
	readonly #listener: PanelLinkListener;
	#socket: WebSocket;

	constructor(listener: PanelLinkListener) {
		this.#listener = listener;
		this.#socket = this.#connect();
	}

	/** Sends an action; without a connection it is lost, as a press on a dead key is. */
	send(action: PanelAction): void {
		if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(action));
	}

	#connect(): WebSocket {
		const socket = new WebSocket(`ws://${location.host}/lcd`);
		socket.binaryType = "arraybuffer";
		socket.addEventListener("open", () => this.#listener.onConnected(true));
		socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
			const frame = decodeFrame(data);
			if (frame) this.#listener.onFrame(frame);
		});
		socket.addEventListener("close", () => {
			this.#listener.onConnected(false);
			setTimeout(() => {
				this.#socket = this.#connect();
			}, RECONNECT_DELAY);
		});
		return socket;
	}
}
