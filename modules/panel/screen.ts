import type { Device } from "../base/device";
import type { Fax } from "../functions/fax";
import type { PrintStatusSheet } from "../functions/print-status-sheet";
import type { ScanToEmail } from "../functions/scan-to-email";
import type { ToMyEmail } from "../functions/to-my-email";
import type { Users } from "../functions/users";
import type { Box } from "../graphics/box";
import type { History } from "../jobs/history";
import type { Queue } from "../jobs/queue";
import type { Texts } from "../language/texts";
import type { ConnectionTest } from "../mail/connection-test";
import type { Account } from "../oauth/account";
import type { Administrator } from "../settings/administrator";
import type { FactoryReset } from "../settings/factory-reset";
import type { Settings } from "../settings/settings";
import type { AdministratorSession } from "./administrator-session";
import type { TextMeasure } from "./canvas";
import { NONE, type Widget } from "./widget";

/** The parts of the printer that the panel shows and works. */
export interface PanelServices {
	readonly device: Pick<Device, "identity" | "network" | "clock" | "roots" | "printEngine">;
	readonly settings: Pick<Settings, "get" | "set" | "observe">;
	/** The mail server's account. */
	readonly account: Pick<Account, "state" | "login" | "observe" | "signIn" | "discard" | "save" | "signOut">;
	readonly fax: Pick<Fax, "isAvailable" | "start"> & {
		readonly account: Pick<Account, "state" | "login">;
	};
	readonly queue: Pick<Queue, "running">;
	readonly history: Pick<History, "entries" | "find">;
	readonly scanToEmail: Pick<ScanToEmail, "start">;
	readonly toMyEmail: Pick<ToMyEmail, "start">;
	readonly users: Pick<Users, "count" | "inOrder" | "nameOf" | "logIn" | "open" | "observe">;
	readonly connectionTest: Pick<ConnectionTest, "report" | "isRunning" | "run" | "observe">;
	readonly administrator: Pick<Administrator, "logIn" | "setPassword" | "observe">;
	readonly factoryReset: Pick<FactoryReset, "run">;
	readonly statusSheet: Pick<PrintStatusSheet, "start" | "isAvailable">;
}

/** What a screen works with: the printer's parts, the texts of its language, and the way to other screens. */
export interface PanelContext extends PanelServices {
	/** The texts of the language that is set now. */
	readonly texts: Texts;
	readonly measure: TextMeasure;
	/** Who stands at the panel. */
	readonly session: AdministratorSession;
	/** Goes to a screen; Back returns from it. */
	open(screen: Screen): void;
	/** Goes to a screen in place of the one shown. */
	replace(screen: Screen): void;
	/** Returns to the screen before; nothing happens on the home screen. */
	back(): void;
	/** Returns to the home screen. */
	home(): void;
	/** Logs the administrator out and returns to the home screen. */
	logOut(): void;
	/** Lays the screen out anew, for what it shows has changed, and draws an area of it: all without one. */
	refresh(area?: Box): void;
	/** Draws a part of the screen anew. */
	invalidate(box: Box): void;
}

/**
 * A page of the panel. It holds what the person has done on it; its widgets are made by `layout` each time it is shown,
 * and only the screen that is shown has any.
 */
export abstract class Screen {
	/** The widget and its target that have the focus; kept while other screens lie over this one. */
	focusedWidget = NONE;
	focusedTarget = NONE;

	/** Makes the widgets, from the back to the front, for the state of things and the language as they are now. */
	abstract layout(context: PanelContext): readonly Widget[];

	/** The screen is shown from now on; the place to start observing. */
	enter(_context: PanelContext): void {}

	/** The screen is shown no more. */
	leave(): void {}

	/** The screen will not be shown again; what it holds for whoever stood here is given back. */
	close(): void {}

	/** Does something go on here that a person waits for? The operation time-out then lets it be. */
	get underWay(): boolean {
		return false;
	}

	/** A character from a keyboard that the host has. */
	onCharacter(_character: string, _context: PanelContext): void {}

	/** The Start key. */
	start(_context: PanelContext): void {}
}
