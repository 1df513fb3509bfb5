import { Failure } from "../../base/failure";
import { parseSetting, type SettingKey, type Values } from "../../settings/fields";
import { html, type Markup } from "../html";
import type { AdministratorVisit, Reply } from "../visit";
import { formToken, note } from "./parts";
import { radioField, textField } from "./setting-rows";

/** What the page sets, in its order. */
const KEYS = [
	"account.self-refresh",
	"account.refresh-interval",
	"account.warning-delay",
	"administrator.email",
] as const satisfies readonly SettingKey[];

/** Renewal of the sign-ins by themselves, and who is told when that fails. */
export function showNotification(visit: AdministratorVisit): Reply {
	return page(visit, false);
}

/**
 * OK: everything is stored, or nothing is and the page says why beside each field.
 *
 * @throws Failure `storage.*`
 */
export function changeNotification(visit: AdministratorVisit): Reply {
	const { services, texts } = visit;
	const changes: Partial<Record<SettingKey, unknown>> = {};
	const refused = new Set<SettingKey>();
	for (const key of KEYS) {
		const typed = visit.form(key)?.trim();
		if (typed === undefined) continue;
		try {
			changes[key] = parseSetting(key, typed);
		} catch (error) {
			if (!(error instanceof Failure) || error.code !== "settings.invalid") throw error;
			refused.add(key);
		}
	}
	const { email } = texts.web;
	if (refused.size > 0) return { ...page(visit, note("bad", email.notSaved), refused), status: 422 };
	services.settings.set(changes as Partial<Values>);
	return page(visit, note("good", email.saved));
}

const PAGE = html`${"top"}<form method="post" action="/network/email-notification" autocomplete="off">${"formToken"}
<fieldset class="card"><legend>${"renewal"}</legend><div>
${"selfRefresh"}
${"interval"}
</div></fieldset>
<fieldset class="card"><legend>${"warning"}</legend><div>
${"delay"}
${"email"}
</div></fieldset>
<div class="actions"><button class="first">${"ok"}</button></div></form>`;

function page(visit: AdministratorVisit, top: Markup | false, refused?: ReadonlySet<SettingKey>) {
	const { notification, actions } = visit.texts.web;
	const { groups, selfRefresh, intervalUnit, delay, email } = notification;
	const value = (key: SettingKey) => (refused && visit.form(key)) ?? `${visit.services.settings.get(key)}`;
	const text = (key: SettingKey, hint: string) => textField(visit, key, value(key), refused, { hint });
	return {
		kind: "page",
		heading: notification.heading,
		content: PAGE({
			top,
			formToken: formToken(visit),
			renewal: groups.renewal,
			selfRefresh: radioField(
				visit,
				"account.self-refresh",
				value("account.self-refresh"),
				refused,
				selfRefresh,
			),
			interval: text("account.refresh-interval", intervalUnit),
			warning: groups.warning,
			delay: text("account.warning-delay", delay),
			email: text("administrator.email", email),
			ok: actions.ok,
		}),
	} as const;
}
