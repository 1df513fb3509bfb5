import { serviceOf } from "../../oauth/microsoft";
import { MAIL_SERVER_SETTINGS, OWN_SERVICE_SETTINGS } from "../../settings/email-server";
import type { SettingKey } from "../../settings/fields";
import { accountStatus, loginOf, settingValue } from "../../status/status";
import { CONTENT } from "../layout";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { List, type Row } from "../widgets/list";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";
import { settingScreen } from "./setting";
import { SignInScreen } from "./sign-in";
import { signOut } from "./sign-out";

/** The services that Timbre's own app registration does not know: their application, and more, must be set. */
const FOREIGN = ["us-government", "china", "other"];

/** What OAuth2 takes from the account. */
const PASSWORD_KEYS: readonly SettingKey[] = ["mail.account", "mail.password"];

/** The settings of the mail server, each with what it holds, and the sign-in. The same as Web Config's, one at a time. */
export class ServerSettingsScreen extends Screen {
	#observed: readonly (() => void)[] = [];

	override enter(context: PanelContext): void {
		const refresh = () => context.refresh(CONTENT);
		this.#observed = [context.account.observe(refresh), context.settings.observe(refresh)];
	}

	override leave(): void {
		for (const end of this.#observed) end();
		this.#observed = [];
	}

	override layout(context: PanelContext): readonly Widget[] {
		const rows = settingKeys(context).flatMap((key) =>
			key === "mail.service"
				? [settingRow(key, context), ...accountRows(context)]
				: [settingRow(key, context)],
		);
		return [
			new TitleBar(context.texts.panel.menu.serverSettings, () => context.back()),
			new List(CONTENT, rows, context.measure),
		];
	}
}

/** The settings that the method and the service of the moment use, in the order of the guide's page. */
function settingKeys({ settings }: PanelContext): SettingKey[] {
	const method = settings.get("mail.authentication");
	const service = settings.get("mail.service");
	const keys: SettingKey[] = ["mail.authentication"];
	if (method === "oauth2") {
		keys.push("mail.service");
		if (service === "other") keys.push(...OWN_SERVICE_SETTINGS.map((name) => `mail.${name}` as const));
		if (FOREIGN.includes(service)) keys.push("mail.oauth-client-id");
	}
	const signsInByPassword = method === "smtp-auth" || method === "pop-before-smtp";
	for (const name of MAIL_SERVER_SETTINGS) {
		const key = `mail.${name}` as const;
		if (PASSWORD_KEYS.includes(key) && !signsInByPassword) continue;
		if (key.startsWith("mail.pop3") && method !== "pop-before-smtp") continue;
		keys.push(key);
	}
	return keys;
}

function settingRow(key: SettingKey, context: PanelContext): Row {
	return {
		label: context.texts.settings.labels[key],
		note: settingValue(context.settings, key, context.texts),
		icon: "forward",
		action: () =>
			attempt(context, "serverSettings", () => context.open(settingScreen("serverSettings", key, context))),
	};
}

/** Signing in, and out where somebody is signed in. */
function accountRows(context: PanelContext): Row[] {
	const { account, settings, texts } = context;
	const { signIn, signInAgain, signOut: out } = texts.web.email;
	const { state } = account;
	const login = loginOf(state);
	const saved = state.kind === "expired" || (state.kind === "signed-in" && state.saved);
	const rows: Row[] = [
		{
			label: saved ? signInAgain : signIn,
			note: accountStatus(state, texts),
			icon: "forward",
			action: () =>
				attempt(context, "signIn", () =>
					context.open(new SignInScreen(serviceOf(settings, "mail"), account)),
				),
		},
	];
	if (saved && login !== undefined) {
		rows.push({ label: out, note: login, icon: "forward", action: () => context.open(signOut(login)) });
	}
	return rows;
}
