import type { PanelContext } from "../screen";
import { ConfirmationScreen } from "./confirmation";
import { attempt } from "./failure";
import { NoticeScreen } from "./notice";
import { PasswordScreen } from "./password";

/** What restoring the factory settings does; then the administrator password, which alone restores them. */
export function factoryReset(): ConfirmationScreen {
	return new ConfirmationScreen(
		"restoreDefaults",
		({ texts: { panel, web } }) => ({
			text: web.factoryReset.forgets,
			note: web.factoryReset.afterwards,
			button: panel.factoryReset.restore,
		}),
		(context) => context.replace(new PasswordScreen("restoreDefaults", () => restore(context))),
	);
}

function restore(context: PanelContext): void {
	attempt(context, "restoreDefaults", () => {
		context.factoryReset.run();
		context.replace(new NoticeScreen("restoreDefaults", context.texts.panel.factoryReset.done));
	});
}
