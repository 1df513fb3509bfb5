import Timer from "timer";
import type { Account } from "../../oauth/account";
import type { Service } from "../../oauth/microsoft";
import { failureOf, isUnderWay, isUnsaved } from "../../status/status";
import { ACTION, CONTENT_ABOVE_ACTIONS, MARGIN } from "../layout";
import { type PanelContext, Screen } from "../screen";
import { NONE, type Widget } from "../widget";
import { Button } from "../widgets/button";
import { OUTCOME_HEIGHT, Outcome } from "../widgets/outcome";
import { failureRemedy, type Paragraph, Paragraphs, titled } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";
import { NoticeScreen } from "./notice";
import { CANCEL_WIDTH, SignInCode } from "./sign-in-code";

/** Milliseconds between two looks at the time that is left. */
const SECOND = 1000;

/** Below the sign of an outcome, and above the actions. */
const BODY = {
	...CONTENT_ABOVE_ACTIONS,
	y: CONTENT_ABOVE_ACTIONS.y + OUTCOME_HEIGHT,
	height: CONTENT_ABOVE_ACTIONS.height - OUTCOME_HEIGHT,
};

/** Beside the time that is left. */
const CANCEL = { ...ACTION, x: ACTION.x + ACTION.width - CANCEL_WIDTH, width: CANCEL_WIDTH };

/** What a sign-in is done with. */
export type SigningIn = Pick<Account, "state" | "observe" | "signIn" | "discard" | "save">;

/**
 * The sign-in to the mail service, begun as the screen opens: the code and its page, then OK, which stores it (guide,
 * "Configuration de l'authentification OAuth2.0 pour le serveur de messagerie", steps 6 to 12). Leaving without OK lets go
 * of a sign-in that was begun here; one of Web Config's goes on.
 */
export class SignInScreen extends Screen {
	readonly #service: Service;
	readonly #account: SigningIn;
	#started = false;
	#own = false;
	#code: SignInCode | undefined;
	#timer: Timer | undefined;
	#leave: () => void = () => {};

	/**
	 * @param service where to sign in
	 * @param account who signs in: the printer's, or a user's
	 */
	constructor(service: Service, account: SigningIn) {
		super();
		this.#service = service;
		this.#account = account;
	}

	/** The code's own end is the time-out. */
	override get underWay(): boolean {
		return this.#timer !== undefined;
	}

	override enter(context: PanelContext): void {
		const stopObserving = this.#account.observe(() => {
			this.focusedWidget = NONE;
			this.#layOutAnew(context);
		});
		this.#leave = () => {
			stopObserving();
			this.#stopCounting();
			if (this.#own) this.#account.discard();
			this.#own = false;
		};
		if (this.#started || isUnsaved(this.#account.state)) this.#count(context);
		else this.#start(context);
		this.#started = true;
	}

	override leave(): void {
		this.#leave();
		this.#leave = () => {};
		this.#code = undefined;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { texts } = context;
		const { state } = this.#account;
		this.#code = undefined;
		const title = new TitleBar(texts.panel.menu.signIn, () => context.back());
		if (isUnderWay(state)) {
			const cancel = new Button(CANCEL, texts.web.actions.cancel, "plain", () => this.#cancel(context));
			if (state.kind !== "code-shown") return [title, waiting(context), cancel];
			this.#code = new SignInCode(state, context);
			return [title, ...this.#code.widgets, cancel];
		}
		if (state.kind === "signed-in" && !state.saved) return [title, ...this.#signedIn(state.login, context)];
		return [title, ...this.#ended(context)];
	}

	#start(context: PanelContext): void {
		const { settings } = context;
		const clientId = settings.get("mail.oauth-client-id") || undefined;
		const language = settings.get("language");
		this.#own = true;
		// What comes of it shows in the account's state.
		this.#account.signIn(this.#service, { language, clientId }).catch(() => {});
	}

	#cancel(context: PanelContext): void {
		// One of one's own is let go of by leaving.
		if (!this.#own) this.#account.discard();
		context.back();
	}

	#layOutAnew(context: PanelContext): void {
		this.#count(context);
		context.refresh();
	}

	/** Counts the seconds down while there is a code, and only then. */
	#count(context: PanelContext): void {
		const counts = isUnderWay(this.#account.state);
		if (!counts) this.#stopCounting();
		else this.#timer ??= Timer.repeat(() => this.#code?.countDown(context), SECOND);
	}

	#stopCounting(): void {
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}

	#signedIn(login: string, context: PanelContext): readonly Widget[] {
		const { panel, status, web } = context.texts;
		const paragraphs: readonly Paragraph[] = [
			{ text: web.signIn.done(login), font: "body", color: "ink", space: 0 },
			{ text: panel.signIn.save, font: "body", color: "quiet", space: 6 },
		];
		return [
			new Outcome("success", status.values.signedIn),
			new Paragraphs(BODY, paragraphs, context.measure),
			new Button(ACTION, web.actions.ok, "primary", () => this.#save(context)),
		];
	}

	#save(context: PanelContext): void {
		attempt(context, "signIn", () => {
			this.#account.save();
			context.replace(new NoticeScreen("signIn", context.texts.panel.signIn.saved));
		});
	}

	/** Why it came to nothing, and once more. */
	#ended(context: PanelContext): readonly Widget[] {
		const { failures, panel, status, web } = context.texts;
		const failure = failureOf(this.#account.state);
		const again = new Button(ACTION, web.email.signInAgain, "primary", () => this.#start(context));
		if (!failure) return [new Outcome("cancelled", panel.signIn.failed), again];
		const paragraphs: Paragraph[] = [
			{ text: failures[failure.code].happened, font: "body", color: "ink", space: 0 },
			...titled(status.labels.solution, failureRemedy(failure, context.texts)),
		];
		// What the sign-in service says of an error that has no text of its own.
		if (failure.code === "oauth.refused" && failure.detail) {
			paragraphs.push(...titled(web.signIn.details, failure.detail));
		}
		return [
			new Outcome("failed", panel.signIn.failed),
			new Paragraphs(BODY, paragraphs, context.measure),
			again,
		];
	}
}

function waiting({ texts, measure }: PanelContext): Paragraphs {
	const paragraph = { text: texts.web.signIn.starting, font: "body", color: "quiet", space: MARGIN } as const;
	return new Paragraphs(CONTENT_ABOVE_ACTIONS, [paragraph], measure);
}
