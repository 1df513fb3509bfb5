import Timer from "timer";
import { clockFailure } from "../../base/clock";
import { CONTENT } from "../layout";
import { type PanelContext, Screen } from "../screen";
import type { Widget } from "../widget";
import { type Paragraph, Paragraphs } from "../widgets/paragraphs";
import { TitleBar } from "../widgets/title-bar";

/** Milliseconds between two looks at the clock: it shows minutes. */
const LOOK = 5000;

/** The date and time, and what is wrong with a clock by which no certificate can be checked. */
export class DateTimeScreen extends Screen {
	#timer: Timer | undefined;
	#shown = "";

	override enter(context: PanelContext): void {
		this.#timer = Timer.repeat(() => {
			if (dateTime(context) !== this.#shown) context.refresh(CONTENT);
		}, LOOK);
	}

	override leave(): void {
		Timer.clear(this.#timer);
		this.#timer = undefined;
	}

	override layout(context: PanelContext): readonly Widget[] {
		const { failures, panel, status } = context.texts;
		this.#shown = dateTime(context);
		const failure = clockFailure(context.device.clock);
		const { happened, remedy } = failure ? failures[failure.code] : { happened: panel.clock.set, remedy: "" };
		const paragraphs: Paragraph[] = [
			{ text: status.labels.dateTime, font: "small", color: "quiet", space: 10 },
			{ text: this.#shown, font: "title", color: "ink", space: 2 },
			{ text: happened, font: "body", color: failure ? "error" : "quiet", space: 10 },
			{ text: remedy, font: "body", color: "quiet", space: 6 },
		];
		return [
			new TitleBar(panel.menu.dateTime, () => context.back()),
			new Paragraphs(CONTENT, paragraphs, context.measure),
		];
	}
}

function dateTime({ device, texts }: PanelContext): string {
	const now = device.clock.now();
	return now === undefined ? texts.status.values.notSet : texts.dates.dateTime(new Date(now));
}
