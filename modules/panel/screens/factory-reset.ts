import { PASSWORD_PAGES } from "../keyboard-layouts";
import { ACTION, CONTENT, CONTENT_ABOVE_ACTIONS } from "../layout";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Button } from "../widgets/button";
import { Paragraphs } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";
import { attempt } from "./failure";
import { TypingScreen } from "./typing";

/** Longest password that can be typed, in characters: no password is longer, the one on the label included. */
const PASSWORD_LIMIT = 64;

/** What restoring the factory settings does, before anything is done. */
export class FactoryResetScreen extends Screen {
	override layout(context: PanelContext): readonly Widget[] {
		const { panel, web } = context.texts;
		const paragraphs = [
			{ text: web.factoryReset.forgets, font: "body", color: "ink", space: 10 },
			{ text: web.factoryReset.afterwards, font: "body", color: "quiet", space: 6 },
		] as const;
		return [
			new TitleBar(panel.menu.restoreDefaults, () => context.back()),
			new Paragraphs(CONTENT_ABOVE_ACTIONS, paragraphs, context.measure),
			new Button(ACTION, panel.factoryReset.restore, "primary", () => context.replace(new PasswordScreen())),
		];
	}
}

/** The administrator's password, which alone restores the factory settings. Wrong ones count towards the lock-out. */
export class PasswordScreen extends TypingScreen {
	#checking = false;

	constructor() {
		super({
			text: "",
			limit: PASSWORD_LIMIT,
			pages: PASSWORD_PAGES,
			characters: /^[\x20-\x7e]$/,
			secret: true,
		});
	}

	protected override placeholder({ texts }: PanelContext): string {
		return texts.panel.factoryReset.password;
	}

	protected override finish(password: string, context: PanelContext): void {
		if (!this.#checking) void this.#check(password, context);
	}

	async #check(password: string, context: PanelContext): Promise<void> {
		this.#checking = true;
		try {
			const outcome = await context.administrator.logIn(password);
			if (!this.#checking) return;
			const { login } = context.texts.web;
			if (outcome.kind === "accepted") {
				attempt(context, "restoreDefaults", () => {
					context.factoryReset.run();
					context.replace(new NoticeScreen(context.texts.panel.factoryReset.done));
				});
			} else if (outcome.kind === "wrong") context.open(new NoticeScreen(login.wrong(outcome.attemptsLeft)));
			else context.open(new NoticeScreen(login.locked(context.texts.dates.duration(outcome.retryAfter))));
			this.type("", context);
		} catch (error) {
			attempt(context, "restoreDefaults", () => {
				throw error;
			});
		} finally {
			this.#checking = false;
		}
	}

	/** Who has left does not want it any more. */
	override leave(): void {
		super.leave();
		this.#checking = false;
	}
}

/** One sentence to read. */
class NoticeScreen extends Screen {
	readonly #text: string;

	constructor(text: string) {
		super();
		this.#text = text;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { panel } = context.texts;
		return [
			new TitleBar(panel.menu.restoreDefaults, () => context.back()),
			new Paragraphs(CONTENT, [{ text: this.#text, font: "body", color: "ink", space: 10 }], context.measure),
		];
	}
}
