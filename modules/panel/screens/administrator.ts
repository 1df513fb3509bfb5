import { Failure } from "../../base/failure";
import { ADMINISTRATOR_PASSWORD } from "../../settings/administrator";
import { TIME_OUT_MINUTES } from "../operation-time-out";
import type { PanelContext, Screen } from "../screen";
import { ConfirmationScreen } from "./confirmation";
import { FailureScreen } from "./failure";
import { NoticeScreen } from "./notice";
import { LogInScreen, PasswordScreen, SecretScreen } from "./password";

/** What the lock icon of the home screen leads to: the log-in, or the log-out of who is logged in. */
export function administratorAccess(context: PanelContext): Screen {
	if (!context.session.isOpen) return new LogInScreen("logIn", () => context.back());
	return new ConfirmationScreen(
		"logOut",
		({ texts: { panel } }) => ({
			text: panel.administrator.loggedIn,
			note: panel.administrator.timeOut(TIME_OUT_MINUTES),
			button: panel.menu.logOut,
		}),
		() => context.logOut(),
	);
}

/** The administrator password is changed: the present one, then the new one twice. */
export function changePassword(context: PanelContext): Screen {
	return new PasswordScreen("administratorPassword", () => context.replace(new NewPasswordScreen()));
}

/** The new password, typed twice since nobody sees it. */
class NewPasswordScreen extends SecretScreen {
	#first: string | undefined;
	#storing = false;

	override leave(): void {
		super.leave();
		this.#first = undefined;
		this.#storing = false;
	}

	protected override placeholder({ texts }: PanelContext): string {
		const { next, again } = texts.panel.password;
		return this.#first === undefined ? next : again;
	}

	protected override finish(password: string, context: PanelContext): void {
		if (this.#storing) return;
		const first = this.#first;
		this.type("", context);
		if (first === password) void this.#store(password, context);
		else if (first === undefined) {
			this.#first = password;
			this.refreshField(context);
		} else this.#refuse(context.texts.web.password.different, context);
	}

	async #store(password: string, context: PanelContext): Promise<void> {
		this.#storing = true;
		try {
			await context.administrator.setPassword(password, context.session);
			if (this.#storing) this.#tell(context.texts.panel.password.changed, context);
		} catch (error) {
			if (!this.#storing) return;
			const failure = Failure.from(error);
			const { min, max } = ADMINISTRATOR_PASSWORD;
			if (failure.code === "settings.invalid")
				this.#refuse(context.texts.web.password.rule(min, max), context);
			else context.open(new FailureScreen("administratorPassword", failure));
		} finally {
			this.#storing = false;
		}
	}

	#tell(text: string, context: PanelContext): void {
		context.replace(new NoticeScreen("administratorPassword", text));
	}

	/** Back from the reason leads to the first of the two. */
	#refuse(why: string, context: PanelContext): void {
		context.open(new NoticeScreen("administratorPassword", why));
	}
}
