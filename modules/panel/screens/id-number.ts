import { ID_NUMBER } from "../../functions/users";
import type { Texts } from "../../language/texts";
import type { LogIn } from "../../settings/lock-out";
import { DIGIT_PAGES } from "../keyboard-layouts";
import type { PanelContext } from "../screen";
import { CheckedScreen } from "./password";

/** A user logs in with the ID number. */
export class IDNumberScreen extends CheckedScreen {
	readonly #user: number;

	/**
	 * @param user the id of who is to log in
	 * @param accepted called once with the right number, and only while the screen is shown
	 */
	constructor(user: number, accepted: () => void) {
		super("toMyEmail", accepted, { limit: ID_NUMBER.max, pages: DIGIT_PAGES, characters: /^[0-9]$/ });
		this.#user = user;
	}

	protected override placeholder({ texts }: PanelContext): string {
		return texts.panel.toMyEmail.idNumber;
	}

	protected override words({ texts }: PanelContext): Pick<Texts["web"]["login"], "wrong" | "locked"> {
		return texts.panel.toMyEmail;
	}

	protected override check(idNumber: string, context: PanelContext): Promise<LogIn> {
		return context.users.logIn(this.#user, idNumber);
	}
}
