import { ConfirmationScreen } from "./confirmation";
import { NoticeScreen } from "./notice";

/** Asks before the printer forgets a stored sign-in, which only a new sign-in brings back. */
export function signOut(login: string): ConfirmationScreen {
	return new ConfirmationScreen(
		"signOut",
		({ texts: { web } }) => ({ text: web.signOut.question.mail(login), button: web.email.signOut }),
		(context) => {
			context.account.signOut();
			context.replace(new NoticeScreen("signOut", context.texts.web.email.signedOut));
		},
	);
}
