const MAIL_RESOURCES = ["https://outlook.office.com/", "https://outlook.office365.com/"];
const MAIL_PERMISSIONS = ["SMTP.Send", "POP.AccessAsUser.All", "IMAP.AccessAsUser.All"];
const OPENID_SCOPES = ["openid", "profile", "email", "offline_access"];

/** Every scope the lab's directories know. */
export const SCOPES: readonly string[] = [
	...OPENID_SCOPES,
	...MAIL_RESOURCES.flatMap((resource) => MAIL_PERMISSIONS.map((permission) => resource + permission)),
];

/** A scope's last part: `SMTP.Send`. */
export function permission(scope: string): string {
	return scope.slice(scope.lastIndexOf("/") + 1);
}

/**
 * A scope list as Entra returns it: without `offline_access`, in another order, and for personal accounts under the
 * other name of the same resource.
 */
export function returnedScope(granted: string, personal: boolean): string {
	const scopes = granted.split(" ").filter((scope) => scope !== "offline_access");
	const [from, to] = MAIL_RESOURCES as [string, string];
	return scopes
		.map((scope) => (personal && scope.startsWith(from) ? to + scope.slice(from.length) : scope))
		.reverse()
		.join(" ");
}
