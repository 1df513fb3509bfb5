import { Failure } from "../../base/failure";
import { PASSWORD_PAGES } from "../keyboard-layouts";
import type { MenuText } from "../menu-item";
import type { PanelContext } from "../screen";
import { FailureScreen } from "./failure";
import { NoticeScreen } from "./notice";
import { TypingScreen } from "./typing";

/** Longest password that can be typed, in characters: no password is longer, the one on the label included. */
const PASSWORD_LIMIT = 64;

/** Typing a password: its characters are not shown. */
export abstract class SecretScreen extends TypingScreen {
	constructor() {
		super({
			text: "",
			limit: PASSWORD_LIMIT,
			pages: PASSWORD_PAGES,
			characters: /^[\x20-\x7e]$/,
			secret: true,
		});
	}
}

/** The administrator's password. Wrong ones count towards the lock-out. */
export class PasswordScreen extends SecretScreen {
	readonly #function: MenuText;
	readonly #accepted: () => void;
	#checking = false;

	/**
	 * @param name what the password is asked for
	 * @param accepted called once with the right password, and only while the screen is shown
	 */
	constructor(name: MenuText, accepted: () => void) {
		super();
		this.#function = name;
		this.#accepted = accepted;
	}

	/** Who has left does not want it any more. */
	override leave(): void {
		super.leave();
		this.#checking = false;
	}

	protected override placeholder({ texts }: PanelContext): string {
		return texts.panel.password.current;
	}

	protected override finish(password: string, context: PanelContext): void {
		if (!this.#checking) void this.#check(password, context);
	}

	/** The password was right. */
	protected accept(_context: PanelContext): void {
		this.#accepted();
	}

	async #check(password: string, context: PanelContext): Promise<void> {
		this.#checking = true;
		try {
			const outcome = await context.session.check(password);
			if (!this.#checking) return;
			this.type("", context);
			const { login } = context.texts.web;
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

/** The administrator logs in, and stays so until the log-out or the operation time-out. */
export class LogInScreen extends PasswordScreen {
	protected override accept(context: PanelContext): void {
		context.session.open();
		super.accept(context);
	}
}
