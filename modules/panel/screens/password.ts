import { Failure } from "../../base/failure";
import type { Texts } from "../../language/texts";
import type { LogIn } from "../../settings/lock-out";
import { PASSWORD_PAGES } from "../keyboard-layouts";
import type { MenuText } from "../menu-item";
import type { PanelContext } from "../screen";
import { FailureScreen } from "./failure";
import { NoticeScreen } from "./notice";
import { type TypingOptions, TypingScreen } from "./typing";

/** Longest password that can be typed, in characters: no password is longer, the one on the label included. */
const PASSWORD_LIMIT = 64;

/** Typing a password: its characters are not shown. */
export abstract class SecretScreen extends TypingScreen {
	/** @param options where it is no password */
	constructor(options: Partial<TypingOptions> = {}) {
		super({
			text: "",
			limit: PASSWORD_LIMIT,
			pages: PASSWORD_PAGES,
			characters: /^[\x20-\x7e]$/,
			secret: true,
			...options,
		});
	}
}

/** Typing a secret that opens something. Wrong ones count towards the lock-out. */
export abstract class CheckedScreen extends SecretScreen {
	readonly #function: MenuText;
	readonly #accepted: () => void;
	#checking = false;

	/**
	 * @param name what the secret is asked for
	 * @param accepted called once with the right one, and only while the screen is shown
	 * @param options where it is no password
	 */
	constructor(name: MenuText, accepted: () => void, options: Partial<TypingOptions> = {}) {
		super(options);
		this.#function = name;
		this.#accepted = accepted;
	}

	/** Who has left does not want it any more. */
	override leave(): void {
		super.leave();
		this.#checking = false;
	}

	/** Checks what was typed. Rejects with Failure. */
	protected abstract check(secret: string, context: PanelContext): Promise<LogIn>;

	/** It was right. */
	protected accept(_context: PanelContext): void {
		this.#accepted();
	}

	/** What is said after a wrong one, and during a lock-out. */
	protected words({ texts }: PanelContext): Pick<Texts["web"]["login"], "wrong" | "locked"> {
		return texts.web.login;
	}

	protected override finish(secret: string, context: PanelContext): void {
		if (!this.#checking) void this.#check(secret, context);
	}

	async #check(secret: string, context: PanelContext): Promise<void> {
		this.#checking = true;
		try {
			const outcome = await this.check(secret, context);
			if (!this.#checking) return;
			this.type("", context);
			const login = this.words(context);
			if (outcome.kind === "accepted") this.accept(context);
			else if (outcome.kind === "wrong") {
				context.open(new NoticeScreen(this.#function, login.wrong(outcome.attemptsLeft)));
			} else {
				const duration = context.texts.dates.duration(outcome.retryAfter);
				context.open(new NoticeScreen(this.#function, login.locked(duration)));
			}
		} catch (error) {
			if (this.#checking) context.open(new FailureScreen(this.#function, Failure.from(error)));
		} finally {
			this.#checking = false;
		}
	}
}

/** The administrator's password. */
export class PasswordScreen extends CheckedScreen {
	protected override placeholder({ texts }: PanelContext): string {
		return texts.panel.password.current;
	}

	protected override check(password: string, context: PanelContext): Promise<LogIn> {
		return context.session.check(password);
	}
}

/** The administrator logs in, and stays so until the log-out or the operation time-out. */
export class LogInScreen extends PasswordScreen {
	protected override accept(context: PanelContext): void {
		context.session.open();
		super.accept(context);
	}
}
