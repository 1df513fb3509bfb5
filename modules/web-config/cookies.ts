/** Holds a session's id. */
export const SESSION_COOKIE = "timbre-session";
/** Holds the proof for the login form, when nobody is logged in yet. */
export const FORM_COOKIE = "timbre-form";
/** Holds the language chosen on the pages; no secret. */
export const LANGUAGE_COOKIE = "timbre-language";

/** Seconds for which a browser remembers the language: a year. */
const LANGUAGE_AGE = 31_536_000;

/** Out of the reach of scripts, and never sent along with a request that another site causes (RFC 6265bis section 5.2). */
const PROTECTED = "Path=/; HttpOnly; SameSite=Strict";

/** Set-Cookie for a session; an empty id ends it. It lasts as long as the browser runs and the device knows it. */
export function sessionCookie(id: string): string {
	return `${SESSION_COOKIE}=${id}; ${PROTECTED}${id ? "" : "; Max-Age=0"}`;
}

/** Set-Cookie for the login form's proof. */
export function formCookie(token: string): string {
	return `${FORM_COOKIE}=${token}; ${PROTECTED}`;
}

/** Set-Cookie for the language. */
export function languageCookie(language: string): string {
	return `${LANGUAGE_COOKIE}=${language}; ${PROTECTED}; Max-Age=${LANGUAGE_AGE}`;
}
