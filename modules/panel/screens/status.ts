import type { StatusBlock } from "../../status/status";
import { CONTENT } from "../layout";
import type { MenuText } from "../menu-item";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { type Paragraph, Paragraphs, titled } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";

/** Blocks of the printer's status to read; they follow what changes meanwhile. Source: guide, "Vérification depuis le panneau de commande". */
export class StatusScreen extends Screen {
	readonly #name: MenuText;
	readonly #blocks: (context: PanelContext) => readonly StatusBlock[];
	#observed: readonly (() => void)[] = [];
	#text: Paragraphs | undefined;

	/** @param blocks the headings show where there are several */
	constructor(name: MenuText, blocks: (context: PanelContext) => readonly StatusBlock[]) {
		super();
		this.#name = name;
		this.#blocks = blocks;
	}

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
		const blocks = this.#blocks(context);
		const paragraphs = blocks.flatMap((block) => paragraphsOf(block, blocks.length > 1));
		this.#text = new Paragraphs(CONTENT, paragraphs, context.measure, this.#text?.scrolled);
		return [new TitleBar(context.texts.panel.menu[this.#name], () => context.back()), this.#text];
	}
}

function paragraphsOf({ heading, rows }: StatusBlock, headed: boolean): Paragraph[] {
	const paragraphs = rows.flatMap(({ label, value }) => titled(label, value));
	return headed ? [{ text: heading, font: "strong", color: "accent", space: 12 }, ...paragraphs] : paragraphs;
}
