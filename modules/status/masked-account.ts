/**
 * An account's name for whoever stands at the printer or finds the sheet: enough to tell it from others, not enough to
 * write to it. `scanner@contoso.com` is `s•••@contoso.com` (guide, "Impossible d'envoyer un e-mail").
 */
export function maskedAccount(name: string): string {
	const at = name.lastIndexOf("@");
	const [first = ""] = name;
	return `${first}•••${at > 0 ? name.slice(at) : ""}`;
}
