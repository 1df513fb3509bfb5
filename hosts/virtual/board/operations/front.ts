import type { Board } from "../board";
import { encodePNG } from "../png";
import type { Operation } from "./operation";
import { actOn, parseKey, parseTouch } from "./panel-action";
import { body, expectMembers, number } from "./parameters";

/** Largest picture of the LCD: pixels for one of the LCD's, in both directions. */
const SCALE_LIMIT = 4;

/** Addresses to open beside the front panel, without a slash at the end. */
export interface Links {
	readonly webConfig?: string;
	/** The local Microsoft 365: where codes are entered, and the mailboxes. */
	readonly signIn?: string;
	readonly mailbox?: string;
}

/** What a person sees and touches at the printer's front: LCD, keys, label. */
export function frontOperations(board: Board, links: Links): Operation[] {
	return [
		{
			method: "get",
			path: "/lcd.png",
			does: `The picture on the LCD; ?scale=2 doubles its pixels (1 to ${SCALE_LIMIT}).`,
			run: (context) => {
				const scale = number(context.query["scale"] ?? 1, "scale", 1, SCALE_LIMIT);
				context.type = "png";
				return encodePNG(board.display, scale);
			},
		},
		{
			method: "post",
			path: "/touch",
			does: 'Touches the LCD: {"x", "y", "phase"?: "began" | "moved" | "ended"}; a tap without a phase.',
			run: (context) => {
				actOn(board, parseTouch(body(context), board.display));
			},
		},
		{
			method: "post",
			path: "/key",
			does: 'Presses a hard key: {"key": "home" | "back" | "up" | "down" | "left" | "right" | "ok" | "start" | "stop"}.',
			run: (context) => {
				const content = body(context);
				expectMembers(content, ["key"]);
				actOn(board, { key: parseKey(content["key"]) });
			},
		},
		{
			method: "get",
			path: "/label",
			does: "The printer's label (serial number, MAC address, first password) and the addresses to open.",
			run: () => {
				const { manufacturer, model, serial, macAddress, initialPassword } = board.identity;
				return { manufacturer, model, serial, macAddress, initialPassword, links };
			},
		},
	];
}
