/** Who may sign in to a tenant: people of an organization, or personal accounts. */
export type Audience = "organizations" | "consumers";

/** The organization's directory: the `tid` claim of its people. */
export const TENANT_ID = "7d3f1c52-52a4-4c7e-9a3e-0c1be7a9d001";

/** The `tid` claim of every personal account, and its tenant in paths. */
export const CONSUMER_TENANT_ID = "9188040d-6c67-4c5b-b112-36a304b66dad";

/** Application (client) id of the one public client that the lab's directories know. */
export const CLIENT_ID = "5ca1ab1e-71b2-4e00-8a11-0ddba11f00d5";

/** The application's name, as the consent page shows it. */
export const CLIENT_NAME = "Timbre";

/** Somebody with a password and a mailbox. */
export interface Account {
	readonly address: string;
	/** Not a secret: the lab's start page shows it. */
	readonly password: string;
	readonly name: string;
	readonly audience: Audience;
	/** May consent on behalf of the organization. */
	readonly administrator: boolean;
	/** Other mailboxes the account may send as. */
	readonly sendAs: readonly string[];
}

/** A mailbox nobody signs in to: only those with Send As use it. */
export const SHARED_MAILBOX = "scans@timbre.example";

/** The people of the lab. */
export const ACCOUNTS: readonly Account[] = [
	{
		address: "admin@timbre.example",
		password: "Admin-2025",
		name: "Alix Admin",
		audience: "organizations",
		administrator: true,
		sendAs: [SHARED_MAILBOX],
	},
	{
		address: "marie@timbre.example",
		password: "Marie-2025",
		name: "Marie Moreau",
		audience: "organizations",
		administrator: false,
		sendAs: [SHARED_MAILBOX],
	},
	{
		address: "paul@timbre.example",
		password: "Paul-2025",
		name: "Paul Petit",
		audience: "organizations",
		administrator: false,
		sendAs: [],
	},
	{
		address: "home@outlook.example",
		password: "Home-2025",
		name: "Camille Chez-Soi",
		audience: "consumers",
		administrator: false,
		sendAs: [],
	},
];

/** Domains whose mailboxes the lab knows: a recipient of theirs must exist. */
export const LOCAL_DOMAINS: readonly string[] = ["timbre.example", "outlook.example"];

/** Finds an account by its address, whatever the case. */
export function findAccount(address: string): Account | undefined {
	const wanted = address.toLowerCase();
	return ACCOUNTS.find((account) => account.address === wanted);
}

/** Whether mail for this address is taken: a mailbox of the lab, or anybody of another domain. */
export function acceptsMail(address: string): boolean {
	const wanted = address.toLowerCase();
	const domain = wanted.slice(wanted.lastIndexOf("@") + 1);
	return !LOCAL_DOMAINS.includes(domain) || wanted === SHARED_MAILBOX || findAccount(wanted) !== undefined;
}
