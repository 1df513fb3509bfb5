import { CONTENT } from "../layout";
import { asksToLogIn, isLocked } from "../lock";
import type { MenuItem } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { List } from "../widgets/list";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";
import { LogInScreen } from "./password";

/** The items of one menu; those that ask for the administrator password bear a lock. */
export class MenuScreen extends Screen {
	readonly #menu: MenuItem;

	constructor(menu: MenuItem) {
		super();
		this.#menu = menu;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { menu } = context.texts.panel;
		const items = "items" in this.#menu ? this.#menu.items.filter((item) => isThere(item, context)) : [];
		const rows = items.map((item) => ({
			label: menu[item.text],
			icon: isLocked(item, context) ? ("lock" as const) : ("forward" as const),
			action: () => openItem(item, context),
		}));
		return [
			new TitleBar(menu[this.#menu.text], () => context.back()),
			new List(CONTENT, rows, context.measure),
		];
	}
}

/** Can this printer do what the item leads to? */
export function isThere(item: MenuItem, context: PanelContext): boolean {
	return "items" in item || (item.available?.(context) ?? true);
}

/** Goes where a menu item leads, by way of the password where it is locked; shows why where that fails. */
export function openItem(item: MenuItem, context: PanelContext): void {
	const make = () => ("items" in item ? new MenuScreen(item) : item.open(context));
	attempt(context, item.text, () =>
		context.open(
			asksToLogIn(item, context)
				? new LogInScreen(item.text, () => attempt(context, item.text, () => context.replace(make())))
				: make(),
		),
	);
}
