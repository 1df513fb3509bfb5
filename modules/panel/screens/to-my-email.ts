import { Failure } from "../../base/failure";
import type { UserAccount } from "../../oauth/accounts";
import { serviceOf } from "../../oauth/microsoft";
import { failureOf } from "../../status/status";
import { ACTION, CONTENT_ABOVE_ACTIONS } from "../layout";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { List, type Row } from "../widgets/list";
import { type Paragraph, Paragraphs } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";
import { attempt, FailureScreen } from "./failure";
import { IDNumberScreen } from "./id-number";
import { JobScreen } from "./job";
import { SignInScreen } from "./sign-in";
import { SubjectScreen } from "./subject";
import { UsersScreen } from "./users";

/** Position of Start, or of Sign In in its place, among the widgets. */
const START = 2;

/**
 * To My Email as a user who has logged in finds it: the sign-in at the first use, then the scan. The user is logged out,
 * and the account given back, as soon as the screen is left for good.
 */
export class ToMyEmailScreen extends Screen {
	override focusedWidget = START;
	override focusedTarget = 0;
	readonly #user: number;
	readonly #lent: UserAccount;
	/** Empty: the printer's own. */
	#subject = "";
	#stopObserving: () => void = () => {};

	/**
	 * @param user the user's id
	 * @param lent the user's account; the screen gives it back
	 */
	constructor(user: number, lent: UserAccount) {
		super();
		this.#user = user;
		this.#lent = lent;
	}

	/** Has the user signed in to the mail service, and does it hold? */
	get isSignedIn(): boolean {
		return this.#lent.account.state.kind === "signed-in";
	}

	override enter(context: PanelContext): void {
		this.#stopObserving = this.#lent.account.observe(() => {
			this.#focusStart();
			context.refresh();
		});
		// A sign-in that lay over it has been let go of only now, after this was laid out.
		context.refresh();
	}

	override leave(): void {
		this.#stopObserving();
	}

	override close(): void {
		this.#lent.close();
	}

	override layout(context: PanelContext): readonly Widget[] {
		const title = new TitleBar(context.texts.panel.menu.toMyEmail, () => context.back());
		const { state } = this.#lent.account;
		if (state.kind !== "signed-in") return [title, ...this.#signedOut(context)];
		const { scan } = context.texts.panel;
		return [
			title,
			new List(CONTENT_ABOVE_ACTIONS, this.#rows(state.login, context), context.measure),
			new Button(ACTION, scan.start, "primary", () => this.start(context)),
		];
	}

	override start(context: PanelContext): void {
		if (!this.isSignedIn) return;
		attempt(context, "toMyEmail", () => {
			const job = context.toMyEmail.start({ user: this.#user, subject: this.#subject });
			context.replace(new JobScreen(job));
		});
	}

	/** Goes to the sign-in where the user has none. */
	signIn(context: PanelContext): void {
		attempt(context, "signIn", () =>
			context.open(new SignInScreen(serviceOf(context.settings, "mail"), this.#lent.account)),
		);
	}

	#rows(login: string, context: PanelContext): Row[] {
		const { panel, web } = context.texts;
		return [
			{
				label: login,
				note: web.email.signInAgain,
				icon: "forward",
				action: () => this.signIn(context),
			},
			{
				label: panel.scan.subject,
				note: this.#subject || panel.scan.usualSubject,
				icon: "forward",
				action: () => context.open(new SubjectScreen(this.#subject, (typed) => this.#takeSubject(typed))),
			},
		];
	}

	#takeSubject(subject: string): void {
		this.#subject = subject;
		this.#focusStart();
	}

	#focusStart(): void {
		this.focusedWidget = START;
		this.focusedTarget = 0;
	}

	#signedOut(context: PanelContext): readonly Widget[] {
		const { failures, panel, web } = context.texts;
		const failure = failureOf(this.#lent.account.state);
		const paragraphs: Paragraph[] = [];
		if (failure) {
			paragraphs.push({ text: failures[failure.code].happened, font: "body", color: "ink", space: 10 });
		}
		paragraphs.push({ text: panel.toMyEmail.signIn, font: "body", color: "ink", space: 10 });
		return [
			new Paragraphs(CONTENT_ABOVE_ACTIONS, paragraphs, context.measure),
			new Button(ACTION, web.email.signIn, "primary", () => this.signIn(context)),
		];
	}
}

/**
 * Where To My Email begins: the users to choose from, or the guide's message where the administrator has not signed in and
 * accepted on behalf of the organization (guide, "Impossible d'envoyer un e-mail").
 */
export function openToMyEmail(context: PanelContext): Screen {
	const { account, settings } = context;
	// A sign-in of the printer's that has expired is no matter: what was accepted still holds.
	if (settings.get("mail.authentication") !== "oauth2" || account.login === undefined) {
		return new FailureScreen("toMyEmail", new Failure("oauth.not-signed-in"));
	}
	return new UsersScreen("toMyEmail", (id) => {
		const accepted = () => attempt(context, "toMyEmail", () => enter(id, context));
		context.open(new IDNumberScreen(id, accepted));
	});
}

/**
 * Takes a user in whose ID number was right; at the first use, and once the sign-in has gone, by way of the sign-in.
 *
 * @throws Failure `oauth.not-signed-in` where the user was removed meanwhile
 */
function enter(user: number, context: PanelContext): void {
	const screen = new ToMyEmailScreen(user, context.users.open(user));
	context.replace(screen);
	if (!screen.isSignedIn) screen.signIn(context);
}
