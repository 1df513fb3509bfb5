import type { Texts } from "../language/texts";
import type { IconName } from "./icons";
import type { PanelContext, Screen } from "./screen";

/** The name of a function or menu item, as a key of the language's texts. */
export type MenuText = keyof Texts["panel"]["menu"];

/**
 * What keeps a menu item for the administrator: `setting` while Lock Setting is on, `always` whatever it says; with
 * `itself` the screen asks for the password each time, logged in or not, as a session may have been left open.
 */
export type Lock = "setting" | "always" | "itself";

/** A line of the menu tree: it leads to more lines, or to a screen. */
export type MenuItem = {
	readonly text: MenuText;
	readonly icon?: IconName;
	/** Absent: for everybody. */
	readonly lock?: Lock;
} & (
	| { readonly items: readonly MenuItem[] }
	| {
			/** Can this printer do it? An item that it cannot do is not there; without this it always can. */
			readonly available?: (context: PanelContext) => boolean;
			/** Makes the screen; it may be another one where the function cannot be used now. */
			readonly open: (context: PanelContext) => Screen;
	  }
);
