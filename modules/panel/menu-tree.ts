import { emailServerBlock, networkBlocks } from "../status/status";
import type { MenuItem } from "./menu-item";
import { changePassword } from "./screens/administrator";
import { ChoiceScreen } from "./screens/choice";
import { ConnectionCheckScreen } from "./screens/connection-check";
import { DateTimeScreen } from "./screens/date-time";
import { factoryReset } from "./screens/factory-reset";
import { openFax } from "./screens/fax";
import { JobsScreen } from "./screens/jobs";
import { openScanToEmail } from "./screens/scan-to-email";
import { ServerSettingsScreen } from "./screens/server-settings";
import { StatusScreen } from "./screens/status";
import { StatusSheetScreen } from "./screens/status-sheet";
import { openToMyEmail } from "./screens/to-my-email";

/**
 * What tells how things stand. Source: guide, "Vérification depuis le panneau de commande" and "Vérification de la feuille
 * d'état du réseau".
 */
const NETWORK_STATUS: readonly MenuItem[] = [
	{
		text: "lanStatus",
		open: () => new StatusScreen("lanStatus", (context) => networkBlocks(context, context.texts)),
	},
	{
		text: "emailServerStatus",
		open: () =>
			new StatusScreen("emailServerStatus", (context) => [emailServerBlock(context, context.texts)]),
	},
	{
		text: "statusSheet",
		available: ({ statusSheet }) => statusSheet.isAvailable,
		open: () => new StatusSheetScreen(),
	},
];

const EMAIL_SERVER: readonly MenuItem[] = [
	{ text: "serverSettings", lock: "setting", open: () => new ServerSettingsScreen() },
	{ text: "connectionCheck", open: () => new ConnectionCheckScreen() },
];

const NETWORK_SETTINGS: readonly MenuItem[] = [
	{ text: "networkStatus", items: NETWORK_STATUS },
	{ text: "connectionCheck", open: () => new ConnectionCheckScreen() },
	{ text: "advanced", items: [{ text: "emailServer", items: EMAIL_SERVER }] },
];

const ADMINISTRATOR: readonly MenuItem[] = [
	{ text: "administratorPassword", lock: "itself", open: changePassword },
	{
		text: "lockSetting",
		lock: "always",
		open: () =>
			new ChoiceScreen("lockSetting", "administrator.lock", {
				note: (on, { texts: { panel } }) => (on ? panel.administrator.locked : panel.administrator.unlocked),
			}),
	},
];

const GENERAL_SETTINGS: readonly MenuItem[] = [
	{ text: "networkSettings", items: NETWORK_SETTINGS },
	{ text: "printerSettings", items: [{ text: "administrator", items: ADMINISTRATOR }] },
	{ text: "dateTime", open: () => new DateTimeScreen() },
];

const SETTINGS: readonly MenuItem[] = [
	{ text: "generalSettings", items: GENERAL_SETTINGS },
	{
		text: "language",
		open: () => new ChoiceScreen("language", "language", { title: ({ texts }) => texts.panel.menu.language }),
	},
	{ text: "restoreDefaults", lock: "itself", open: factoryReset },
];

/**
 * The home screen and the menus below it. A new item is one line here and its text in `language/`. Source: guide, "Un code
 * d'erreur s'est affiché".
 */
export const MENU_TREE: readonly MenuItem[] = [
	{ text: "scanToEmail", icon: "mail", open: openScanToEmail },
	{ text: "toMyEmail", icon: "user", available: ({ users }) => users.count > 0, open: openToMyEmail },
	{ text: "fax", icon: "fax", available: ({ fax }) => fax.isAvailable, open: openFax },
	{
		text: "jobMenu",
		icon: "jobs",
		items: [{ text: "jobStatus", open: () => new JobsScreen() }],
	},
	{ text: "settings", icon: "settings", items: SETTINGS },
];
