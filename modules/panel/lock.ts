import type { MenuItem } from "./menu-item";
import type { PanelContext } from "./screen";

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
