import { Failure } from "../base/failure";
import { Account, type AccountOptions, type AccountState } from "./account";
import { accountOwner, accountSchema } from "./account-record";
import { UserList } from "./user-list";

/** What all accounts have in common. */
export type AccountsOptions = Omit<AccountOptions, "name">;

/** Hears of each change of the mail server's or the fax server's account. */
export type AccountsListener = (account: Account) => void;

/** What keeps an account alive, without any way to its tokens. */
export type Renewable = Pick<Account, "state" | "refreshedAt" | "renew">;

const FAX = "fax";

/** The mail server's account and the fax server's come first. */
const FIRST_USER = 2;

/**
 * A user's account, lent to whatever is done for that user: the sign-in at the panel, a job. Once given back, or once the
 * user is removed, it reaches nothing any more.
 */
export interface UserAccount {
	readonly account: Account;
	/** Gives it back; the last one to do so lets the account go out of memory. */
	close(): void;
}

interface Lent {
	readonly account: Account;
	borrowers: number;
}

/**
 * The printer's accounts, each with an owner of its own in the vault: the mail server's, the fax server's, and one for
 * each user of To My Email. A user's account is opened when it is used and closed afterwards, so that hundreds of idle
 * users take two bytes each. Whoever holds one user's account has no way to another's.
 */
export class Accounts {
	/** The mail server's account. */
	readonly mail: Account;
	readonly #options: AccountsOptions;
	readonly #users: UserList;
	readonly #lent = new Map<number, Lent>();
	readonly #listeners = new Set<AccountsListener>();
	#fax: Account | undefined;

	constructor(options: AccountsOptions) {
		this.#options = options;
		this.mail = this.#openServer("mail");
		this.#users = new UserList(options.vault);
	}

	/** The fax server's account; opened when it is first asked for. */
	get fax(): Account {
		this.#fax ??= this.#openServer(FAX);
		return this.#fax;
	}

	/** The mail server's account, and the fax server's where it has been opened. */
	get servers(): readonly Account[] {
		return this.#fax ? [this.mail, this.#fax] : [this.mail];
	}

	/** Calls `listener` at each change of one of these; answers a function that ends this. */
	observe(listener: AccountsListener): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** Names and ids of the users. */
	get users(): Pick<UserList, "count" | "find" | "forEach" | "nameOf" | "has"> {
		return this.#users;
	}

	/**
	 * Adds a user, who has not signed in yet, and answers the id. No id is ever given twice; should a damaged list have
	 * forgotten one, nothing that was stored under it is left.
	 *
	 * @throws Failure `settings.invalid`, `storage.*`
	 */
	addUser(name: string): number {
		this.#options.vault.destroy(accountOwner(userAccount(this.#users.nextId)));
		return this.#users.add(name);
	}

	/**
	 * Removes a user for good: what opens the records of the account is destroyed, and whoever still holds it has nothing.
	 *
	 * @throws Failure `storage.*`; the account may be signed out then, and the user is still there
	 */
	removeUser(id: number): void {
		if (!this.#users.has(id)) return;
		const lent = this.#lent.get(id);
		const account = lent?.account ?? this.#openUser(id);
		account.signOut();
		account.close();
		this.#lent.delete(id);
		this.#users.remove(id);
	}

	/**
	 * Lends a user's account. For the code that has made sure who stands at the printer, and nobody else.
	 *
	 * @throws Failure `oauth.not-signed-in` where there is no such user (any more)
	 */
	forUser(id: number): UserAccount {
		if (!this.#users.has(id)) throw new Failure("oauth.not-signed-in", { detail: "no such user" });
		const lent = this.#lent.get(id) ?? { account: this.#openUser(id), borrowers: 0 };
		lent.borrowers += 1;
		this.#lent.set(id, lent);
		let closed = false;
		return {
			account: lent.account,
			close: () => {
				if (closed) return;
				closed = true;
				this.#giveBack(id, lent);
			},
		};
	}

	/** How a user's account stands; its tokens stay where they are. Signed out where there is no such user. */
	stateOf(id: number): AccountState {
		if (!this.#users.has(id)) return { kind: "signed-out" };
		const lent = this.forUser(id);
		try {
			return lent.account.state;
		} finally {
			lent.close();
		}
	}

	/** Places to walk over with `visit`, from 0; some may be empty. */
	get places(): number {
		return FIRST_USER + this.#users.places;
	}

	/** Opens the account at a place, if one is there, for as long as `use` takes. Rejects with what `use` rejects with. */
	async visit(place: number, use: (account: Renewable) => Promise<void>): Promise<void> {
		if (place === 0) return use(this.mail);
		if (place === 1) {
			// Its object is made for an account that is there, and then kept: two of them would not know of each other.
			const { vault } = this.#options;
			const stored = this.#fax ?? vault.read(accountSchema(FAX).name);
			return stored && use(this.fax);
		}
		const id = this.#users.idAt(place - FIRST_USER);
		if (id === undefined) return;
		const lent = this.forUser(id);
		try {
			await use(lent.account);
		} finally {
			lent.close();
		}
	}

	/** A refresh under way is waited for: its new refresh token must reach the flash. */
	#giveBack(id: number, lent: Lent): void {
		lent.borrowers -= 1;
		if (lent.borrowers > 0 || this.#lent.get(id) !== lent) return;
		const { refreshed } = lent.account;
		if (refreshed) {
			lent.borrowers += 1;
			void refreshed.then(() => this.#giveBack(id, lent));
			return;
		}
		lent.account.close();
		this.#lent.delete(id);
	}

	#openServer(name: string): Account {
		const account = this.#open(name);
		account.observe(() => {
			for (const listener of [...this.#listeners]) listener(account);
		});
		return account;
	}

	#openUser(id: number): Account {
		return this.#open(userAccount(id));
	}

	#open(name: string): Account {
		return new Account({ ...this.#options, name });
	}
}

/** An account's name by the user's id. */
function userAccount(id: number): string {
	return `user/${id}`;
}
