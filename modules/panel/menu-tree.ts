import type { MenuItem } from "./menu-item";
import { EmailServerStatusScreen } from "./screens/email-server-status";
import { FactoryResetScreen } from "./screens/factory-reset";
import { JobsScreen } from "./screens/jobs";
import { LanguageScreen } from "./screens/language";
import { openScanToEmail } from "./screens/scan-to-email";
import { StatusSheetScreen } from "./screens/status-sheet";

/**
 * The home screen and the menus below it. A new item is one line here and its text in `language/`. Source: guide,
 * "Vérification depuis le panneau de commande", "Vérification de
 * la feuille d'état du réseau" and "Un code d'erreur s'est affiché".
 */
export const MENU_TREE: readonly MenuItem[] = [
	{ text: "scanToEmail", icon: "mail", open: openScanToEmail },
	{
		text: "jobMenu",
		icon: "jobs",
		items: [{ text: "jobStatus", open: () => new JobsScreen() }],
	},
	{
		text: "settings",
		icon: "settings",
		items: [
			{
				text: "generalSettings",
				items: [
					{
						text: "networkSettings",
						items: [
							{
								text: "networkStatus",
								items: [
									{ text: "emailServerStatus", open: () => new EmailServerStatusScreen() },
									{
										text: "statusSheet",
										available: ({ statusSheet }) => statusSheet.isAvailable,
										open: () => new StatusSheetScreen(),
									},
								],
							},
						],
					},
				],
			},
			{ text: "language", open: () => new LanguageScreen() },
			{ text: "restoreDefaults", open: () => new FactoryResetScreen() },
		],
	},
];
