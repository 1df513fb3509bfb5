import type { MenuItem } from "./menu-item";
import type { PanelContext } from "./screen";

/**
 * What keeps a menu item for the administrator: `setting` while Lock Setting is on, `always` whatever it says; with
 * `itself` the screen asks for the password each time, logged in or not, as a session may have been left open.
 */
export type Lock = "setting" | "always" | "itself";

/** Does choosing an item lead to the administrator password? */
export function isLocked({ lock }: MenuItem, { session, settings }: PanelContext): boolean {
	if (lock === undefined || lock === "itself") return lock !== undefined;
	if (session.isOpen) return false;
	return lock === "always" || settings.get("administrator.lock");
}

/** Must the administrator log in before the item's screen is made? */
export function asksToLogIn(item: MenuItem, context: PanelContext): boolean {
	return item.lock !== "itself" && isLocked(item, context);
}
