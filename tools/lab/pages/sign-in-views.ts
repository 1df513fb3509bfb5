import type { Account } from "../accounts";
import { permission } from "../authority/scopes";
import { html, type Markup } from "./html";
import type { Words } from "./words";

function problem(text: string | undefined): Markup | undefined {
	return text === undefined ? undefined : html`<p class="error" role="alert">${text}</p>`;
}

/** Step 1: the code of the device. */
export function codePage(text: Words, code: string, error?: string): Markup {
	return html`<h1>${text.enterCode}</h1>
<p>${text.enterCodeHint}</p>
<form method="post" action="/device">
${problem(error)}
<label>${text.code}<input class="code" type="text" name="code" value="${code}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required autofocus></label>
<div class="buttons"><button>${text.next}</button></div>
</form>`;
}

/** Step 2: who signs in. */
export function accountPage(text: Words, typed = "", error?: string): Markup {
	return html`<h1>${text.signIn}</h1>
<p>${text.signInFor}</p>
<form method="post" action="account">
${problem(error)}
<label>${text.account}<input type="email" name="account" value="${typed}" autocomplete="username" required autofocus></label>
<div class="buttons"><button>${text.next}</button></div>
</form>`;
}

/** Step 3. */
export function passwordPage(text: Words, account: Account, error?: string): Markup {
	return html`<p class="who">${account.address}</p>
<h1>${text.enterPassword}</h1>
<form method="post" action="password">
${problem(error)}
<label>${text.password}<input type="password" name="password" autocomplete="current-password" required autofocus></label>
<div class="buttons"><button>${text.signIn}</button></div>
</form>`;
}

/** Step 4: what the application asks for. @param scope the scopes of the code */
export function consentPage(text: Words, scope: string, account: Account): Markup {
	const names = scope.split(" ").map(permission);
	const organization = html`<label class="check"><input type="checkbox" name="organization">
<span>${text.consentForOrganization}<br><span class="note">${text.consentHint}</span></span></label>`;
	return html`<p class="who">${account.address}</p>
<h1>${text.permissionsRequested}</h1>
<p>${text.wouldLike}</p>
<ul class="permissions">${names.map((name) => html`<li>${text[name as keyof Words] ?? name}</li>`)}</ul>
<form method="post" action="consent">
${account.administrator ? organization : undefined}
<div class="buttons">
<button name="decision" value="accept">${text.accept}</button>
<button class="plain" name="decision" value="cancel">${text.cancel}</button>
</div>
</form>`;
}

/** A user may not consent; an administrator must. */
export function approvalPage(text: Words, account: Account): Markup {
	return html`<p class="who">${account.address}</p>
<h1>${text.needApproval}</h1><p>${text.needApprovalHint}</p><p class="note">AADSTS90094</p>`;
}

/** A policy is against the sign-in. @param code its AADSTS number */
export function blockedPage(text: Words, account: Account, code: number): Markup {
	return html`<p class="who">${account.address}</p>
<h1>${text.blocked}</h1><p>${text.blockedHint}</p><p class="note">AADSTS${code}</p>`;
}

/** The end, accepted or cancelled. */
export function donePage(text: Words, account: Account, accepted: boolean): Markup {
	return html`<p class="who">${account.address}</p>
<h1>${accepted ? text.signedIn : text.declined}</h1><p>${text.closeWindow}</p>`;
}

/** The sign-in is over already, or was never begun. */
export function gonePage(text: Words): Markup {
	return html`<h1>${text.signIn}</h1><p class="error" role="alert">${text.gone}</p>`;
}
