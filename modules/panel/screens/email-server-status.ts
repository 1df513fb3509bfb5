import { emailServerBlock } from "../../status/status";
import { CONTENT } from "../layout";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { Paragraphs, titled } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";

/** The settings of the mail server and whether somebody has signed in. Source: guide, "Vérification depuis le panneau de commande". */
export class EmailServerStatusScreen extends Screen {
	#observed: readonly (() => void)[] = [];
	#text: Paragraphs | undefined;

	override enter(context: PanelContext): void {
		const refresh = () => context.refresh(CONTENT);
		this.#observed = [context.account.observe(refresh), context.settings.observe(refresh)];
	}

	override leave(): void {
		for (const end of this.#observed) end();
		this.#observed = [];
		this.#text = undefined;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { menu } = context.texts.panel;
		const { rows } = emailServerBlock(context, context.texts);
		const paragraphs = rows.flatMap(({ label, value }) => titled(label, value));
		this.#text = new Paragraphs(CONTENT, paragraphs, context.measure, this.#text?.scrolled);
		return [new TitleBar(menu.emailServerStatus, () => context.back()), this.#text];
	}
}
