import type { Texts } from "../language/texts";
import type { IconName } from "./icons";
import type { PanelContext, Screen } from "./screen";

/** The name of a function or menu item, as a key of the language's texts. */
export type MenuText = keyof Texts["panel"]["menu"];

/** A line of the menu tree: it leads to more lines, or to a screen. */
export type MenuItem = { readonly text: MenuText; readonly icon?: IconName } & (
	| { readonly items: readonly MenuItem[] }
	| {
			/** Can this printer do it? An item that it cannot do is not there; without this it always can. */
			readonly available?: (context: PanelContext) => boolean;
			/** Makes the screen; it may be another one where the function cannot be used now. */
			readonly open: (context: PanelContext) => Screen;
	  }
);
