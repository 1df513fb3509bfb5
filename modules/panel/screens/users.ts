import { CONTENT } from "../layout";
import type { MenuText } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { List, type Row } from "../widgets/list";
import { TitleBar } from "../widgets/title-bar";

/** Names kept from one drawing to the next: a few more than the display shows. */
const NAMES_LIMIT = 8;

/** Lines of a long name; what is left out of the longest tells nobody more. */
const NAME_LINES = 2;

/** Choosing a user among hundreds: ids in the order of names, and the names of those that are seen. */
export class UsersScreen extends Screen {
	readonly #function: MenuText;
	readonly #chosen: (id: number) => void;
	readonly #names = new Map<number, string>();
	#stopObserving: () => void = () => {};

	/** @param name what a user is chosen for */
	constructor(name: MenuText, chosen: (id: number) => void) {
		super();
		this.#function = name;
		this.#chosen = chosen;
	}

	override enter(context: PanelContext): void {
		this.#stopObserving = context.users.observe(() => {
			this.#forget();
			context.refresh();
		});
	}

	override leave(): void {
		this.#stopObserving();
		this.#forget();
	}

	override layout(context: PanelContext): readonly Widget[] {
		const ids = context.users.inOrder();
		const rows = {
			length: ids.length,
			labelLines: NAME_LINES,
			at: (index: number) => this.#row(ids[index] ?? 0, context),
		};
		const title = context.texts.panel.menu[this.#function];
		return [new TitleBar(title, () => context.back()), new List(CONTENT, rows, context.measure)];
	}

	#row(id: number, context: PanelContext): Row {
		return { label: this.#name(id, context), icon: "forward", action: () => this.#chosen(id) };
	}

	#name(id: number, { users }: PanelContext): string {
		const known = this.#names.get(id);
		if (known !== undefined) return known;
		const name = users.nameOf(id) ?? "";
		for (const oldest of this.#names.keys()) {
			if (this.#names.size < NAMES_LIMIT) break;
			this.#names.delete(oldest);
		}
		this.#names.set(id, name);
		return name;
	}

	#forget(): void {
		this.#names.clear();
	}
}
