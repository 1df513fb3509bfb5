/**
 * Whether a Host header names this printer (RFC 9110 section 7.2). A page elsewhere can have its own name resolve to the
 * printer's address (DNS rebinding); its requests then bear that foreign name and are refused.
 *
 * @param names the printer's addresses and names
 */
export function isOwnHost(host: string | undefined, names: Iterable<string>): boolean {
	const asked = hostName(host);
	if (asked === undefined) return false;
	for (const name of names) if (asked === name.toLowerCase()) return true;
	return false;
}

/**
 * Whether a form may have come from the printer's own pages: browsers that send Origin name the page's site there
 * (RFC 6454). The form token is the proof; this stops what a browser itself says is foreign.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
	return (
		origin === undefined || (host !== undefined && origin.toLowerCase() === `http://${host.toLowerCase()}`)
	);
}

/** The name or address in a Host header, in small letters and without the port; undefined where it is malformed. */
function hostName(host: string | undefined): string | undefined {
	return /^([a-z0-9.-]{1,255}?)\.?(:[0-9]{1,5})?$/.exec(host?.toLowerCase() ?? "")?.[1];
}
