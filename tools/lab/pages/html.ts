/** HTML that is safe to send: made by {@link html} only. */
export class Markup {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

type Part = Markup | string | number | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** Template tag: every value is escaped, unless it is markup already; lists are joined, undefined is left out. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
	return new Markup(strings.map((string, index) => string + render(parts[index])).join(""));
}

function render(part: Part): string {
	if (part === undefined) return "";
	if (part instanceof Markup) return part.text;
	if (typeof part === "object") return part.map(render).join("");
	return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** A whole page. @param layout "card": one narrow box; "wide": the lab's own pages */
export function page(language: string, title: string, layout: "card" | "wide", body: Markup): string {
	return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body class="${layout}">
${body}
</body>
</html>
`.text;
}
