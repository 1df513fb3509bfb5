import type { RawData, WebSocket } from "ws";
import { BadRequest } from "../board/api-errors";
import type { Board } from "../board/board";
import { ControlError } from "../board/control-requests";
import type { Display } from "../board/display";
import {
	actOn,
	type PanelAction,
	parseCharacter,
	parseKey,
	parseTouch,
} from "../board/operations/panel-action";
import { members } from "../board/operations/parameters";
import { type Rectangle, unite } from "../board/rectangle";
import { encodeFrame } from "./lcd-frame";

/** WebSocket close code for a message that breaks the rules (RFC 6455 section 7.4.1). */
const POLICY_VIOLATION = 1008;

/** Longest reason of a close frame, in characters of ASCII (RFC 6455 section 5.5: 125 bytes with the code). */
const REASON_LIMIT = 120;

/**
 * One page that shows the LCD and touches it. At most one picture is on its way to the page; what changes meanwhile is
 * gathered into one area and sent after it, so a slow page misses pictures in between, never the last one.
 */
export class LCDClient {
	readonly #socket: WebSocket;
	readonly #board: Board;
	readonly #stopListening: () => void;
	/** What changed since the last picture was composed. */
	#changed: Rectangle | undefined;
	#sending = false;
	/** Whether this page's finger is on the LCD. */
	#touching = false;

	constructor(socket: WebSocket, board: Board) {
		this.#socket = socket;
		this.#board = board;
		const { width, height } = board.display;
		this.#stopListening = board.display.onChange((area) => this.#show(area));
		socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
		socket.on("error", () => socket.terminate());
		socket.once("close", () => this.#leave());
		this.#show({ x: 0, y: 0, width, height });
	}

	#show(area: Rectangle): void {
		this.#changed = this.#changed ? unite(this.#changed, area) : area;
		this.#send();
	}

	#send(): void {
		const area = this.#changed;
		if (!area || this.#sending || this.#socket.readyState !== this.#socket.OPEN) return;
		this.#changed = undefined;
		this.#sending = true;
		const pixels = cut(this.#board.display, area);
		this.#socket.send(encodeFrame({ ...area, pixels }), () => {
			this.#sending = false;
			this.#send();
		});
	}

	#receive(data: RawData, isBinary: boolean): void {
		if (this.#socket.readyState !== this.#socket.OPEN) return;
		try {
			if (isBinary) throw new BadRequest("messages are JSON text");
			const action = parseAction(String(data), this.#board.display);
			actOn(this.#board, action);
			if ("touch" in action)
				this.#touching = action.touch.phase === "began" || action.touch.phase === "moved";
		} catch (error) {
			// Keys of a printer that is switched off do nothing; that breaks no rule.
			if (error instanceof ControlError) return;
			this.#socket.close(POLICY_VIOLATION, (error as Error).message.slice(0, REASON_LIMIT));
		}
	}

	/** Lifts the finger of a page that is gone, beside the LCD so that nothing is pressed by it. */
	#leave(): void {
		this.#stopListening();
		if (this.#touching) this.#board.input.touch("ended", -1, -1);
	}
}

/** Reads `{"touch": {phase, x, y}}`, `{"key": name}` or `{"character": c}`. Throws BadRequest. */
function parseAction(text: string, lcd: Display): PanelAction {
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch {
		throw new BadRequest("messages are JSON text");
	}
	const [[name, value] = [], ...others] = Object.entries(members(content) ?? {});
	if (others.length === 0) {
		if (name === "touch") return parseTouch(members(value) ?? {}, lcd);
		if (name === "key") return { key: parseKey(value) };
		if (name === "character") return { character: parseCharacter(value) };
	}
	throw new BadRequest('a message is one of "touch", "key", "character"');
}

/** The pixels of an area, row by row. */
function cut({ pixels, width }: Display, area: Rectangle): Uint16Array {
	const result = new Uint16Array(area.width * area.height);
	for (let row = 0; row < area.height; row++) {
		const from = (area.y + row) * width + area.x;
		result.set(pixels.subarray(from, from + area.width), row * area.width);
	}
	return result;
}
