import { call, type PaperEngine, type PrintedSheet } from "./api";
import { find, formatBytes, write } from "./dom";
import { language, words } from "./words";

/** Switches of the engine, by the ids of their boxes. */
const SWITCHES = { "paper-out": "paperOut", "door-open": "doorOpen" } as const;

/** The paper tray: what was printed, as thumbnails and files, what is loaded, and what is in the way of printing. */
export class Paper {
	readonly #sheets = find("sheets", HTMLElement);
	readonly #empty = find("paper-empty", HTMLElement);
	readonly #take = find("take-paper", HTMLButtonElement);
	readonly #size = find("paper-size", HTMLSelectElement);
	/** The newest sheet that is shown. */
	#shown = "";

	constructor() {
		this.#take.addEventListener("click", async () => {
			await call("DELETE", "/paper");
			await this.update();
		});
		this.#size.addEventListener("change", () => this.#change({ paper: this.#size.value }));
		for (const [id, name] of Object.entries(SWITCHES)) {
			const box = find(id, HTMLInputElement);
			box.addEventListener("change", () => this.#change({ [name]: box.checked }));
		}
	}

	/** Asks what lies in the tray and shows it. @throws as `call` does */
	async update(): Promise<void> {
		const sheets = await call<readonly PrintedSheet[]>("GET", "/paper");
		this.#showEngine(await call<PaperEngine>("GET", "/paper/engine"));
		this.#empty.hidden = sheets.length > 0;
		this.#take.hidden = sheets.length === 0;
		const shown = sheets.map(({ number }) => number).join();
		if (shown === this.#shown) return;
		this.#shown = shown;
		this.#sheets.replaceChildren(...sheets.map(sheetItem));
	}

	async #change(state: Partial<PaperEngine>): Promise<void> {
		this.#showEngine(await call<PaperEngine>("POST", "/paper/engine", state));
	}

	#showEngine(engine: PaperEngine): void {
		if (document.activeElement !== this.#size) this.#size.value = engine.paper;
		for (const [id, name] of Object.entries(SWITCHES)) find(id, HTMLInputElement).checked = engine[name];
	}
}

/** A sheet: its pages as pictures, and the files to keep. */
function sheetItem(sheet: PrintedSheet): HTMLElement {
	const item = document.createElement("li");
	const time = new Date(sheet.printedAt).toLocaleString(language, { dateStyle: "short", timeStyle: "short" });
	const pictures = Array.from({ length: sheet.pages }, (_, index) => {
		const address = `/paper/${sheet.number}.png?page=${index + 1}`;
		const picture = document.createElement("img");
		picture.src = address;
		picture.alt = `${words.printedPage} ${index + 1}, ${time}`;
		picture.width = 96;
		picture.height = Math.round((96 * sheet.height) / sheet.width);
		const link = anchor(address, "");
		link.append(picture);
		return link;
	});
	const about = document.createElement("p");
	about.className = "about";
	write(about, `${time} · ${formatBytes(sheet.byteLength, language)}`);
	const files = document.createElement("p");
	files.className = "about";
	files.append(
		anchor(`/paper/${sheet.number}.pdf`, "PDF"),
		" · ",
		anchor(`/paper/${sheet.number}.pwg`, "PWG Raster"),
	);
	const pages = document.createElement("div");
	pages.className = "pages";
	pages.append(...pictures);
	item.append(pages, about, files);
	return item;
}

function anchor(address: string, text: string): HTMLAnchorElement {
	const link = document.createElement("a");
	link.href = address;
	link.target = "_blank";
	link.rel = "noopener";
	link.textContent = text;
	return link;
}
