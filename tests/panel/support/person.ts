import type { Key } from "../../../modules/base/device";
import type { Box } from "../../../modules/graphics/box";
import { ADDRESS_PAGES, COLUMNS, ROWS } from "../../../modules/panel/keyboard-layouts";
import { ACTION, DISPLAY } from "../../../modules/panel/layout";
import type { MenuItem, MenuText } from "../../../modules/panel/menu-item";
import { MENU_TREE } from "../../../modules/panel/menu-tree";
import { tilePlace } from "../../../modules/panel/screens/home";
import type { TestPanel } from "./test-panel";

/** Places that a person sees on the screens. */
export const PLACES = {
	scanToEmail: { x: 12, y: 52, width: 296, height: 84 },
	addRecipient: { x: 0, y: 40, width: 320, height: 50 },
	keyboardOK: { x: 264, y: 0, width: 54, height: 40 },
	action: ACTION,
	lock: { x: 270, y: 0, width: 44, height: 40 },
	back: { x: 0, y: 0, width: 46, height: 40 },
} as const satisfies Record<string, Box>;

/** The way through the menus by these names: the tile to touch, then the keys to press. */
export function wayTo(...names: readonly MenuText[]): { readonly tile: Box; readonly keys: readonly Key[] } {
	// The tiles depend on the printer: one with users and without a fax server, or the other way round, or neither.
	const first = names[0];
	let items: readonly MenuItem[] = MENU_TREE.filter(
		({ text }) => (text !== "toMyEmail" && text !== "fax") || text === first,
	);
	let tile: Box | undefined;
	const keys: Key[] = [];
	for (const name of names) {
		const index = items.findIndex(({ text }) => text === name);
		const item = items[index];
		if (!item) throw new Error(`no menu item ${name}`);
		if (!tile) tile = tilePlace(index, items.length);
		else keys.push(...new Array<Key>(index).fill("down"), "ok");
		items = "items" in item ? item.items : [];
	}
	if (!tile) throw new Error("a way to nowhere");
	return { tile, keys };
}

/** Presses after which a person gives up. */
const PRESSES_LIMIT = 60;

/** Where a character's key lies on the first page of the keyboard. */
export function keyOf(character: string): Box {
	const [width, height] = [DISPLAY.width / COLUMNS, (DISPLAY.height - 40) / ROWS];
	const row = ADDRESS_PAGES.letters.findIndex((keys) =>
		keys.some((key) => "text" in key && key.text === character),
	);
	const column =
		ADDRESS_PAGES.letters[row]?.findIndex((key) => "text" in key && key.text === character) ?? -1;
	if (column < 0) throw new Error(`no key for ${character}`);
	return { x: column * width, y: 40 + row * height, width, height };
}

/** Goes to a place by the arrow keys, as somebody does who sees where the focus is. */
export async function walk(panel: TestPanel, to: Box): Promise<void> {
	for (let presses = 0; presses < PRESSES_LIMIT; presses++) {
		const { focus } = panel.panel;
		if (!focus) throw new Error("nothing has the focus");
		const across = to.x + to.width / 2 - (focus.x + focus.width / 2);
		const down = to.y + to.height / 2 - (focus.y + focus.height / 2);
		const [sameColumn, sameRow] = [Math.abs(across) <= 10, Math.abs(down) <= 10];
		if (sameColumn && sameRow) return;
		if (!sameRow) await panel.press(down > 0 ? "down" : "up");
		else await panel.press(across > 0 ? "right" : "left");
	}
	throw new Error("the arrow keys do not lead there");
}
