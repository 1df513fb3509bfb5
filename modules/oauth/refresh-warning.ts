import type { Settings } from "../settings/settings";
import type { AccountState } from "./account";
import type { Failing } from "./saved-account";

const DAY = 24 * 3600 * 1000;

/** The failed refreshes that people are warned of: they have gone on for as long as is set. Undefined before. */
export function refreshWarning(
	state: AccountState,
	settings: Pick<Settings, "get">,
	now: number,
): Failing | undefined {
	if (state.kind !== "signed-in" || !state.failing) return undefined;
	const delay = settings.get("account.warning-delay") * DAY;
	return now - state.failing.since >= delay ? state.failing : undefined;
}
