import { Failure } from "../../base/failure";
import { ID_NUMBER, USER_NAME_LIMIT } from "../../functions/users";
import { accountStatus, loginOf } from "../../status/status";
import { each, html, type Markup } from "../html";
import type { AdministratorVisit, Reply } from "../visit";
import { DESCRIBED, formToken, HINT, note } from "./parts";

/** Users on one page. */
const PAGE_LENGTH = 24;

/** The users of To My Email, page by page in the order of their names, and the form for one more. */
export function showUsers(visit: AdministratorVisit): Reply {
	return usersPage(visit, false);
}

/**
 * Adds a user; the page says where the name or the number was refused.
 *
 * @throws Failure `storage.*`
 */
export async function addUser(visit: AdministratorVisit): Promise<Reply> {
	const { users } = visit.texts.web;
	const name = visit.form("name")?.trim() ?? "";
	try {
		await visit.services.users.add(name, visit.form("number") ?? "");
	} catch (error) {
		return { ...usersPage(visit, refusal(visit, error), name), status: 422 };
	}
	return usersPage(visit, note("good", users.added(name)));
}

/** One user: the form for another ID number, and the one for the removal. */
export function showUser(visit: AdministratorVisit): Reply {
	return userPage(visit, Number(visit.query("id")), false);
}

/**
 * Gives the user another ID number, or removes the user.
 *
 * @throws Failure `storage.*`
 */
export async function changeUser(visit: AdministratorVisit): Promise<Reply> {
	const { users } = visit.services;
	const words = visit.texts.web.users;
	const id = Number(visit.form("id"));
	if (visit.form("action") === "remove") {
		users.remove(id);
		return usersPage(visit, note("good", words.removed));
	}
	try {
		await users.setIDNumber(id, visit.form("number") ?? "");
	} catch (error) {
		return { ...userPage(visit, id, refusal(visit, error)), status: 422 };
	}
	return userPage(visit, id, note("good", words.changed(users.nameOf(id) ?? "")));
}

/** Why nothing was saved. @throws what is no matter of what was typed */
function refusal({ texts }: AdministratorVisit, error: unknown): Markup {
	if (!(error instanceof Failure) || error.code !== "settings.invalid") throw error;
	return note("bad", texts.web.users.refused);
}

const USERS = html`${"top"}<p>${"intro"}</p>${"first"}
<form class="card" method="post" action="/users" autocomplete="off">${"formToken"}
<h2>${"heading"}</h2>
${"name"}
${"number"}
<div class="actions"><button class="first">${"add"}</button></div></form>
<div class="card"><h2>${"count"}</h2>${"table"}
<div class="actions">${"previous"}${"next"}</div></div>`;
const TABLE = html`<table>
<thead><tr><th scope="col">${"name"}</th><th scope="col">${"account"}</th><th scope="col">${"change"}</th></tr></thead>
<tbody>${"rows"}</tbody>
</table>`;
const USER = html`<tr>
<td class="any">${"name"}</td>
<td class="any">${"account"}</td>
<td><a href="/users/user?id=${"id"}" aria-label="${"change"} ${"name"}">${"change"}</a></td>
</tr>`;
const PAGE_LINK = html`<a class="button" href="/users?page=${"page"}">${"label"}</a>`;

/** @param typed the name that was refused */
function usersPage(visit: AdministratorVisit, top: Markup | false, typed = "") {
	const { services, texts } = visit;
	const words = texts.web.users;
	const ids = services.users.inOrder();
	const last = Math.max(0, Math.ceil(ids.length / PAGE_LENGTH) - 1);
	const page = Math.min(last, Math.max(0, Math.floor(Number(visit.query("page")) || 0)));
	const shown = ids.subarray(page * PAGE_LENGTH, (page + 1) * PAGE_LENGTH);
	const { name, account, change } = words;
	return {
		kind: "page",
		heading: words.heading,
		content: USERS({
			top,
			intro: words.intro,
			first: loginOf(services.account.state) === undefined && note("warn", words.administratorFirst),
			formToken: formToken(visit),
			heading: words.add,
			name: ROW({
				id: "name",
				label: name,
				attributes: NAME({ value: typed }),
				hint: HINT({ id: "name", hint: words.nameRule(USER_NAME_LIMIT) }),
				described: DESCRIBED({ ids: "name-hint" }),
			}),
			number: numberRow(visit, words.idNumber),
			add: words.add,
			count: ids.length === 0 ? words.none : words.count(ids.length),
			table:
				ids.length > 0 && TABLE({ name, account, change, rows: each(shown, (id) => userRow(visit, id)) }),
			previous: page > 0 && PAGE_LINK({ page: page - 1, label: words.previous }),
			next: page < last && PAGE_LINK({ page: page + 1, label: words.next }),
		}),
	} as const;
}

function userRow({ services, texts }: AdministratorVisit, id: number): Markup {
	const words = texts.web.users;
	return USER({
		name: services.users.nameOf(id) ?? "",
		account: accountOf(services.users.stateOf(id), texts),
		change: words.change,
		id,
	});
}

function accountOf(state: Parameters<typeof accountStatus>[0], texts: AdministratorVisit["texts"]): string {
	const login = loginOf(state);
	return login === undefined ? texts.web.users.notSignedIn : `${login} (${accountStatus(state, texts)})`;
}

const ROW = html`<div class="row"><label class="label" for="${"id"}">${"label"}</label>
<input id="${"id"}" name="${"id"}" required${"attributes"}${"described"}>
${"hint"}</div>`;
const NAME = html` value="${"value"}" maxlength="83"`;
const NUMBER = html` type="password" inputmode="numeric" autocomplete="new-password" pattern="[0-9]{4,8}" maxlength="8"`;

function numberRow({ texts }: AdministratorVisit, label: string): Markup {
	const rule = texts.web.users.idNumberRule(ID_NUMBER.min, ID_NUMBER.max);
	return ROW({
		id: "number",
		label,
		attributes: NUMBER,
		hint: HINT({ id: "number", hint: rule }),
		described: DESCRIBED({ ids: "number-hint" }),
	});
}

const USER_PAGE = html`${"top"}<form class="card" method="post" action="/users/user" autocomplete="off">${"formToken"}
<h2>${"name"}</h2><p>${"account"}</p>
<input type="hidden" name="id" value="${"id"}">
${"number"}
<div class="actions"><button class="first" name="action" value="change">${"change"}</button><a class="button" href="/users">${"back"}</a></div></form>
<form class="card" method="post" action="/users/user">${"formToken"}
<input type="hidden" name="id" value="${"id"}">
<p>${"removeText"}</p>
<div class="actions"><button name="action" value="remove">${"remove"}</button></div></form>`;

function userPage(visit: AdministratorVisit, id: number, top: Markup | false): Reply & { kind: "page" } {
	const { services, texts } = visit;
	const words = texts.web.users;
	const name = services.users.nameOf(id);
	if (name === undefined) return usersPage(visit, top);
	return {
		kind: "page",
		heading: words.heading,
		content: USER_PAGE({
			top,
			formToken: formToken(visit),
			name,
			account: accountOf(services.users.stateOf(id), texts),
			id,
			number: numberRow(visit, words.newIDNumber),
			change: words.change,
			back: texts.web.actions.back,
			removeText: words.removeText,
			remove: words.remove,
		}),
	};
}
