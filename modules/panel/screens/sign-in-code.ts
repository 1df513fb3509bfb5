import type { AccountState } from "../../oauth/account";
import { ACTION, CONTENT_ABOVE_ACTIONS, MARGIN } from "../layout";
import type { PanelContext } from "../screen";
import type { Widget } from "../widget";
import { Label } from "../widgets/label";
import { type Paragraph, Paragraphs } from "../widgets/paragraphs";
import { QR_CODE_SIDE, QRCode } from "../widgets/qr-code";

/** Distance of the QR code from the edges, in pixels. */
const SPACE = 4;

/** Width of Cancel, in pixels. */
export const CANCEL_WIDTH = 104;

/** Width of the time that is left, beside Cancel. */
const TIME_WIDTH = ACTION.width - CANCEL_WIDTH - MARGIN;

/** The widgets of a sign-in that waits for its code to be entered: the page as URL and QR code, the code, the time left. */
export class SignInCode {
	readonly #expiresAt: number;
	readonly #timeLeft: Label;
	readonly widgets: readonly Widget[];

	constructor(state: Extract<AccountState, { readonly kind: "code-shown" }>, context: PanelContext) {
		const { measure, texts } = context;
		const { verificationUri, userCode } = state;
		this.#expiresAt = state.expiresAt;
		const content = CONTENT_ABOVE_ACTIONS;
		const qrCode = QRCode.of(verificationUri, { x: SPACE, y: content.y + SPACE });
		const left = qrCode ? SPACE + QR_CODE_SIDE + SPACE - MARGIN : 0;
		const { signIn } = texts.panel;
		const paragraphs: Paragraph[] = [
			{ text: signIn.open, font: "small", color: "quiet", space: 4 },
			{ text: brokenURL(verificationUri), font: "small-strong", color: "ink", space: 2 },
			{ text: signIn.enter, font: "small", color: "quiet", space: 6 },
		];
		const code = codeLabel(userCode, left + MARGIN, measure);
		if (!code) paragraphs.push({ text: userCode, font: "title", color: "ink", space: 0 });
		const room = { ...content, x: left, width: content.width - left };
		const text = new Paragraphs(code ? { ...room, height: code.box.y - room.y } : room, paragraphs, measure);
		const height = measure.lineHeight("small");
		const place = { ...ACTION, y: ACTION.y + ((ACTION.height - height) >> 1), width: TIME_WIDTH, height };
		this.#timeLeft = new Label(place, this.#time(context), "small", "quiet");
		this.widgets = [qrCode, text, code, this.#timeLeft].filter((widget) => widget !== undefined);
	}

	/** Shows how much time is left now. */
	countDown(context: PanelContext): void {
		if (this.#timeLeft.show(this.#time(context))) context.invalidate(this.#timeLeft.box);
	}

	#time({ texts }: PanelContext): string {
		const seconds = Math.max(0, Math.round((this.#expiresAt - Date.now()) / 1000));
		return `${texts.web.signIn.timeLeft} ${texts.dates.duration(seconds)}`;
	}
}

/** A URL with a line end after its host, so that a path is not broken within a word. */
function brokenURL(url: string): string {
	const path = url.indexOf("/", url.indexOf("://") + 3) + 1;
	return path > 0 && path < url.length ? `${url.slice(0, path)}\n${url.slice(path)}` : url;
}

/** The code in type as large as fits at the end of the text, from `x` on; undefined where it takes several lines. */
function codeLabel(code: string, x: number, measure: PanelContext["measure"]): Label | undefined {
	const width = CONTENT_ABOVE_ACTIONS.width - x - 2;
	for (const font of ["large", "title"] as const) {
		if (measure.width(code, font) > width) continue;
		const height = measure.lineHeight(font);
		const y = CONTENT_ABOVE_ACTIONS.y + CONTENT_ABOVE_ACTIONS.height - height - 2;
		return new Label({ x, y, width, height }, code, font, "ink");
	}
	return undefined;
}
