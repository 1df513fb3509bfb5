/** The element of this id and class. Throws when the page has none: the page and its script do not belong together. */
export function find<Kind extends Element>(id: string, kind: new () => Kind): Kind {
	const element = document.getElementById(id);
	if (!(element instanceof kind)) throw new Error(`the page has no #${id}`);
	return element;
}

/** Writes text into an element unless it is there: screen readers tell of each change of a status. */
export function write(element: Element, text: string): void {
	if (element.textContent !== text) element.textContent = text;
}

/** A number of bytes as people read it. */
export function formatBytes(byteLength: number, language: string): string {
	const units = language === "fr" ? ["o", "Kio", "Mio"] : ["bytes", "KiB", "MiB"];
	const power = byteLength < 1024 ? 0 : byteLength < 1024 * 1024 ? 1 : 2;
	const value = byteLength / 1024 ** power;
	const digits = power === 0 || value >= 100 ? 0 : 1;
	const text = value.toLocaleString(language, {
		minimumFractionDigits: digits,
		maximumFractionDigits: digits,
	});
	return `${text}\u00a0${units[power]}`;
}
