import type { Device } from "../base/device";
import type { ServerName } from "../base/fax-server";
import type { PrintStatusSheet } from "../functions/print-status-sheet";
import type { Users } from "../functions/users";
import type { History } from "../jobs/history";
import type { Language, Texts } from "../language/texts";
import type { ConnectionTest } from "../mail/connection-test";
import type { Account } from "../oauth/account";
import type { Administrator } from "../settings/administrator";
import type { FactoryReset } from "../settings/factory-reset";
import type { Settings } from "../settings/settings";
import type { Vault } from "../storage/vault";
import type { Markup } from "./html";
import type { Session, Sessions } from "./sessions";

/** An account as the pages see it. */
export type ServerAccount = Pick<Account, "state" | "signIn" | "cancel" | "discard" | "save" | "signOut">;

/** A connection test as the pages see it. */
type ServerConnectionTest = Pick<ConnectionTest, "report" | "isRunning" | "run">;

/** What the pages show and change. */
export interface Services {
	readonly device: Pick<Device, "identity" | "network" | "clock" | "random" | "roots" | "printEngine">;
	readonly settings: Pick<Settings, "get" | "set">;
	readonly administrator: Pick<Administrator, "logIn" | "setPassword" | "usesInitialPassword" | "observe">;
	/** The mail server's account. */
	readonly account: ServerAccount;
	/** The mail server's account and, where it has been opened, the fax server's. */
	readonly accounts: { readonly fax: ServerAccount; readonly servers: readonly ServerAccount[] };
	readonly connectionTest: ServerConnectionTest;
	readonly fax: { readonly connectionTest: ServerConnectionTest };
	readonly history: Pick<History, "entries">;
	readonly factoryReset: Pick<FactoryReset, "run">;
	/** What could not be read in the memory. */
	readonly vault: Pick<Vault, "problems">;
	readonly statusSheet: Pick<PrintStatusSheet, "start" | "isAvailable">;
	readonly users: Pick<Users, "count" | "inOrder" | "nameOf" | "stateOf" | "add" | "setIDNumber" | "remove">;
}

/** One request that passed the guards. */
export interface Visit {
	readonly services: Services;
	readonly sessions: Sessions;
	readonly method: "GET" | "POST";
	readonly path: string;
	readonly language: Language;
	readonly texts: Texts;
	/** Of the administrator logged in; undefined only on routes open to everyone. */
	readonly session: Session | undefined;
	/** What every form of this visit must carry. */
	readonly formToken: string;
	/** A parameter of the address. */
	query(name: string): string | undefined;
	/** A field of the form that was sent. */
	form(name: string): string | undefined;
}

/** A request of the administrator who is logged in. */
export interface AdministratorVisit extends Visit {
	readonly session: Session;
}

/** A request about one of the two servers: its pages are the same, each at its own place. */
export interface ServerVisit extends AdministratorVisit {
	readonly server: ServerName;
	/** The path of the server's settings; its other pages lie beneath. */
	readonly home: string;
}

/** The account of the server that the visit is about. */
export function accountOf({ server, services }: ServerVisit): ServerAccount {
	return server === "fax" ? services.accounts.fax : services.account;
}

/** The connection test of that server. */
export function connectionTestOf({ server, services }: ServerVisit): ServerConnectionTest {
	return server === "fax" ? services.fax.connectionTest : services.connectionTest;
}

/** What a route answers; the frame, the headers and the sending are not its business. */
export type Reply =
	| {
			readonly kind: "page";
			readonly heading: string;
			readonly content: Markup;
			/** HTTP status; 200 where absent. */
			readonly status?: number;
			/** Seconds after which a browser without script loads the page again. */
			readonly refresh?: number;
			readonly cookies?: readonly string[];
	  }
	| { readonly kind: "redirect"; readonly to: string; readonly cookies?: readonly string[] }
	| { readonly kind: "json"; readonly text: string }
	| { readonly kind: "file"; readonly type: string; readonly text: string };

/** A redirect to another page, which the browser then gets (RFC 9110 section 15.4.4, 303 See Other). */
export function redirect(to: string, cookies?: readonly string[]): Reply {
	return cookies ? { kind: "redirect", to, cookies } : { kind: "redirect", to };
}
