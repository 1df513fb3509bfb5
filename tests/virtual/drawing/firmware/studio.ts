/// <reference path="../../../../hosts/virtual/firmware/globals.d.ts" />
import Poco from "commodetto/Poco";
import qrcode from "qrcode";
import { answerControl } from "../../../../hosts/virtual/firmware/board";
import { createDevice } from "../../../../hosts/virtual/firmware/device";
import { CONTROL_ID, type EventHandler } from "../../../../hosts/virtual/firmware/events";
import { startMachine } from "../../../../hosts/virtual/firmware/machine";
import type { Device, Display, InputListener } from "../../../../modules/base/device";
import { type Font, type FontName, loadFont } from "../../../../modules/graphics/fonts";
import { darkRuns } from "../../../../modules/graphics/qr-code";
import { BandCounter } from "./band-counter";
import { drawBitmaps } from "./bitmaps";

/** What the tests ask this firmware to draw. */
export type Scene = "primitives" | "text" | "code" | "bitmaps" | "page" | "overflow" | "band" | "heard";

/** Room for a whole screen of text. */
const LIST_LENGTH = 16384;

/** French, one line for each font, with what it needs beyond ASCII. */
const LINES: readonly (readonly [font: FontName, text: string])[] = [
	["title", "État serveur de messagerie"],
	["small", "Numéro port serveur SMTP : 587 — œuvre, cœur"],
	["small-strong", "Sécurisée : ÀÂÇÉÈÊËÎÏÔÙÛÜŸ ŒÆ"],
	["body", "Méthode « OAuth2 » → d’accès ‹ 5 › €"],
	["strong", "Se connecter avec Microsoft…"],
	["lead", "Paramètres réseau – 100 %"],
	["large", "GZ7K-QH4T"],
];

/** A firmware for tests that draws scenes on the LCD and notes what it hears from the panel. */
class Studio implements EventHandler, InputListener {
	readonly #display: Display;
	readonly #poco: InstanceType<typeof Poco>;
	readonly #fonts = new Map<FontName, Font>();
	readonly #heard: string[] = [];

	constructor({ display, input }: Device) {
		if (!display || !input) throw new Error("the board has no panel");
		this.#display = display;
		this.#poco = new Poco(display, { displayListLength: LIST_LENGTH });
		for (const [name] of LINES) this.#fonts.set(name, loadFont(name));
		input.listen(this);
		globalThis.events.set(CONTROL_ID, this);
	}

	onEvent(_name: string, argument: string): void {
		const separator = argument.indexOf(" ");
		const { scene } = JSON.parse(argument.slice(separator + 1)) as { scene: Scene };
		let outcome: object;
		try {
			outcome = { answer: this.#play(scene) };
		} catch (error) {
			outcome = { answer: (error as Error).message };
		}
		answerControl(argument.slice(0, separator), JSON.stringify(outcome));
	}

	onTouch(phase: string, x: number, y: number): void {
		this.#heard.push(`${phase} ${x} ${y}`);
	}

	onKey(key: string): void {
		this.#heard.push(key);
	}

	onCharacter(character: string): void {
		this.#heard.push(`character ${character}`);
	}

	#play(scene: Scene): unknown {
		switch (scene) {
			case "primitives":
				return this.#primitives();
			case "text":
				return this.#text();
			case "code":
				return this.#code();
			case "bitmaps":
				return drawBitmaps(this.#poco);
			case "page":
				return this.#page();
			case "overflow":
				return this.#overflow();
			case "band":
				return this.#band();
			case "heard":
				return this.#heard.splice(0);
		}
	}

	#font(name: FontName): Font {
		return this.#fonts.get(name) as Font;
	}

	#primitives(): void {
		const poco = this.#poco;
		const colors = [poco.makeColor(200, 30, 30), poco.makeColor(30, 160, 60), poco.makeColor(30, 60, 200)];
		const [red = 0, green = 0, blue = 0] = colors;
		poco.begin();
		poco.fillRectangle(poco.makeColor(255, 255, 255), 0, 0, 320, 240);
		poco.fillRectangle(red, -20, -20, 60, 60);
		poco.fillRectangle(green, 300, 220, 400, 400);
		for (let step = 0; step < 16; step++) poco.blendRectangle(blue, step * 17, 60 + step * 12, 10, 10, 40);
		poco.clip(60, 70, 100, 40);
		poco.fillRectangle(red, 0, 0, 320, 240);
		poco.clip(140, 60, 100, 40);
		poco.fillRectangle(green, 0, 0, 320, 240);
		poco.clip();
		poco.drawText("Coupé par le bord", this.#font("title"), poco.makeColor(255, 255, 255), 70, 84);
		poco.clip();
		poco.origin(200, 130);
		for (let step = 0; step < 40; step++) poco.drawPixel(blue, step, step);
		poco.origin(60, 0);
		poco.fillRectangle(red, 0, 0, 30, 30);
		poco.origin();
		poco.origin();
		poco.drawText("-> au-delà du bord droit", this.#font("lead"), 0, 120, 200);
		poco.drawText("Trop long pour sa place : abrégé", this.#font("body"), 0, 8, 150, 160);
		poco.end();
	}

	#text(): void {
		const poco = this.#poco;
		const ink = poco.makeColor(20, 24, 40);
		poco.begin();
		poco.fillRectangle(poco.makeColor(250, 250, 252), 0, 0, 320, 240);
		let y = 6;
		for (const [name, text] of LINES) {
			const font = this.#font(name);
			poco.drawText(text, font, ink, 8, y);
			y += font.height + 8;
		}
		poco.end();
	}

	#code(): void {
		const poco = this.#poco;
		const code = qrcode({ input: "https://login.microsoft.com/device" });
		poco.begin(60, 20, 200, 200);
		poco.fillRectangle(poco.makeColor(255, 255, 255), 60, 20, 200, 200);
		for (const { x, y, length } of darkRuns(code)) {
			poco.fillRectangle(0, 85 + x * 6, 45 + y * 6, length * 6, 6);
		}
		poco.end();
	}

	/** A full screen of text, as the costliest a panel shows. */
	#page(): void {
		const poco = this.#poco;
		const font = this.#font("small");
		poco.begin();
		poco.fillRectangle(poco.makeColor(255, 255, 255), 0, 0, 320, 240);
		for (let line = 0; line < 14; line++) {
			poco.drawText(`${line} Vérifiez l’adresse du serveur, puis réessayez.`, font, 0, 4, line * 17);
		}
		poco.end();
	}

	#overflow(): void {
		const poco = new Poco(this.#display);
		poco.begin();
		for (let line = 0; line < 2; line++) {
			poco.drawText("Deux lignes de trente lettres suffisent.", this.#font("small"), 0, 0, line * 17);
		}
		poco.end();
		poco.close();
	}

	#band(): unknown {
		const output = new BandCounter(400, 100);
		const poco = new Poco(output, { displayListLength: LIST_LENGTH });
		const white = poco.makeColor(255, 255, 255);
		for (let y = 0; y < 100; y += 25) {
			poco.begin(0, y, 400, 25);
			poco.fillRectangle(white, 0, y, 400, 25);
			poco.drawText("Feuille d’état", this.#font("large"), 0, 10, 32);
			poco.fillRectangle(poco.makeColor(255, 0, 0), 200, 40, 100, 20);
			poco.end();
		}
		poco.close();
		return output.summary;
	}
}

/** Starts the studio. */
export default function main(): void {
	startMachine();
	new Studio(createDevice());
}
