import { SAMPLE } from "../sample";
import { APIError, call, type ScannerDocument } from "./api";
import { find, formatBytes, write } from "./dom";
import { language, type Words, words } from "./words";

/** Longest document that the printer's tray takes, in bytes. */
const DOCUMENT_LIMIT = 350 * 1024 * 1024;

/** The scanner's tray: a document is dropped or chosen, shown, and taken out again. */
export class Scanner {
	readonly #scanner = find("scanner", HTMLElement);
	readonly #sheet = find("sheet", HTMLElement);
	readonly #empty = find("scanner-empty", HTMLElement);
	readonly #file = find("file", HTMLInputElement);
	readonly #sample = find("sample", HTMLButtonElement);
	readonly #eject = find("eject", HTMLButtonElement);
	readonly #status = find("scanner-status", HTMLElement);
	/** Files held over the page: entered minus left elements. */
	#held = 0;

	constructor() {
		find("choose", HTMLButtonElement).addEventListener("click", () => this.#file.click());
		this.#file.addEventListener("change", () => this.#takeFiles(this.#file.files));
		this.#sample.addEventListener("click", () => this.#takeSample());
		this.#eject.addEventListener("click", () => this.#takeOut());
		this.#acceptDrops();
	}

	/** Asks what lies in the tray and shows it. @throws as `call` does */
	async update(): Promise<void> {
		const { document } = await call<{ document: ScannerDocument | null }>("GET", "/scanner");
		this.#show(document);
	}

	#show(document: ScannerDocument | null): void {
		this.#sheet.hidden = !document;
		this.#eject.hidden = !document;
		this.#sample.hidden = document !== null;
		this.#empty.hidden = document !== null;
		if (!document) return;
		const size = formatBytes(document.byteLength, language);
		write(find("document-name", HTMLElement), document.name);
		write(find("document-size", HTMLElement), document.pages > 1 ? `${size} · ${document.pages} p.` : size);
	}

	/** Anywhere on the page: a browser would otherwise open what is dropped beside the tray. */
	#acceptDrops(): void {
		document.addEventListener("dragenter", () => this.#hold(this.#held + 1));
		document.addEventListener("dragleave", () => this.#hold(this.#held - 1));
		document.addEventListener("dragover", (event) => event.preventDefault());
		document.addEventListener("drop", (event) => {
			event.preventDefault();
			this.#hold(0);
			this.#takeFiles(event.dataTransfer?.files);
		});
	}

	#hold(count: number): void {
		this.#held = Math.max(0, count);
		this.#scanner.classList.toggle("inviting", this.#held > 0);
	}

	async #takeFiles(files: FileList | null | undefined): Promise<void> {
		const [file, ...others] = files ?? [];
		if (!file) return;
		await this.#layIn(async () => file, { name: file.name, pages: 1 });
		if (others.length > 0) write(this.#status, words.oneAtATime);
		this.#file.value = "";
	}

	async #takeSample(): Promise<void> {
		await this.#layIn(() => fetch(SAMPLE.path).then((response) => response.blob()), SAMPLE);
	}

	async #layIn(read: () => Promise<Blob>, { name, pages }: { name: string; pages: number }): Promise<void> {
		write(this.#status, words.layingIn);
		try {
			const content = await read();
			if (content.size > DOCUMENT_LIMIT) throw new APIError(413);
			const query = new URLSearchParams({ name, pages: String(pages) });
			const path = `/scanner?${query}`;
			const { document } = await call<{ document: ScannerDocument }>("POST", path, content);
			this.#show(document);
			write(this.#status, "");
		} catch (error) {
			write(this.#status, words[reasonOf(error)]);
		}
	}

	async #takeOut(): Promise<void> {
		try {
			await call("DELETE", "/scanner");
			this.#show(null);
			write(this.#status, "");
		} catch {
			write(this.#status, words.disconnected);
		}
	}
}

function reasonOf(error: unknown): keyof Words {
	if (!(error instanceof APIError)) return "notLaidIn";
	if (error.status === 413) return "tooLong";
	return error.status === 400 ? "emptyFile" : "notLaidIn";
}
