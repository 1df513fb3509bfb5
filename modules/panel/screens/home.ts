import type { Box } from "../../graphics/box";
import { printerName } from "../../status/status";
import { CONTENT, GAP, MARGIN } from "../layout";
import { mailReadiness } from "../mail-readiness";
import type { MenuItem } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { StateBar } from "../widgets/state-bar";
import { Tile } from "../widgets/tile";
import { administratorAccess } from "./administrator";
import { isThere, openItem } from "./menu";

/** Tiles beside each other; the first one takes the whole width where their number is odd. */
const COLUMNS = 2;

/** What the printer can do, and whether its network and its mail service are ready. */
export class HomeScreen extends Screen {
	readonly #items: readonly MenuItem[];
	#observed: readonly (() => void)[] = [];
	#bar: StateBar | undefined;

	constructor(items: readonly MenuItem[]) {
		super();
		this.#items = items;
	}

	override enter(context: PanelContext): void {
		this.#observed = [
			context.account.observe(() => this.#showState(context)),
			context.settings.observe(() => context.refresh()),
		];
	}

	override leave(): void {
		for (const end of this.#observed) end();
		this.#observed = [];
		this.#bar = undefined;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { measure, texts } = context;
		const lock = () => context.open(administratorAccess(context));
		this.#bar = new StateBar(printerName(context), context.session.isOpen, lock, measure);
		this.#showState(context);
		const items = this.#items.filter((item) => isThere(item, context));
		const tiles = items.map((item, index) => {
			const name = texts.panel.menu[item.text];
			const place = tilePlace(index, items.length);
			return new Tile(place, name, item.icon ?? "settings", () => openItem(item, context), measure);
		});
		return [this.#bar, ...tiles];
	}

	#showState(context: PanelContext): void {
		const network = context.device.network.interfaces().some(({ connected }) => connected);
		const changed = this.#bar?.show(network, mailReadiness(context));
		if (changed && this.#bar) context.invalidate(this.#bar.box);
	}
}

/** Where a tile lies among so many. */
export function tilePlace(index: number, count: number): Box {
	const wide = count % COLUMNS;
	const rows = Math.ceil(count / COLUMNS);
	const cell = index + (index < wide ? 0 : wide);
	const [row, column] = [Math.floor(cell / COLUMNS), cell % COLUMNS];
	const width = (CONTENT.width - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS;
	const height = Math.floor((CONTENT.height - 2 * MARGIN - (rows - 1) * GAP) / rows);
	return {
		x: MARGIN + column * (width + GAP),
		y: CONTENT.y + MARGIN + row * (height + GAP),
		width: index < wide ? CONTENT.width - 2 * MARGIN : width,
		height,
	};
}
