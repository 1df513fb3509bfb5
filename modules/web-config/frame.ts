import { LANGUAGES } from "../language/texts";
import { printerName } from "../status/status";
import { html, type Markup } from "./html";
import type { Route } from "./routes";
import type { Reply, Visit } from "./visit";

/** A whole page: head, menu, language choice and log-out around a route's content. */
export function frame(visit: Visit, page: Reply & { kind: "page" }, routes: readonly Route[]): Markup {
	const { texts, language, session, services } = visit;
	const { web } = texts;
	const model = `${services.device.identity.manufacturer} ${services.device.identity.model}`;
	return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.heading} – ${web.title}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<script src="/script.js" defer></script>
${page.refresh !== undefined && html`<noscript><meta http-equiv="refresh" content="${page.refresh}"></noscript>`}
</head>
<body>
<a class="skip" href="#content">${web.skipToContent}</a>
<header class="top"><div class="top-in">
<a class="mark" href="/"><img src="/icon.svg" alt="" width="36" height="36"><span><b>${web.title}</b><span>${model} – ${printerName(services)}</span></span></a>
${languageChoice(visit)}
${
	session &&
	html`<form method="post" action="/logout"><input type="hidden" name="token" value="${visit.formToken}"><button class="small leave"><svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M8 3H4v14h4M13 6l4 4-4 4M17 10H8"/></svg><span>${web.navigation.logOut}</span></button></form>`
}
</div></header>
<div class="frame${session && " with-menu"}">
${session && menu(visit, routes)}
<main id="content">
<h1${!session && html` class="unseen"`}>${page.heading}</h1>
${page.content}
</main>
</div>
</body>
</html>
`;
}

/** Links to this page in each language; each names itself in its own language. */
function languageChoice({ path, language, texts }: Visit): Markup {
	return html`<nav class="tongues" aria-label="${texts.web.language}">${LANGUAGES.map(
		(code) =>
			html`<a href="${path}?language=${code}" lang="${code}" hreflang="${code}"${code === language && html` aria-current="true"`}><abbr title="${texts.settings.choices.language[code]}">${code}</abbr></a>`,
	)}</nav>`;
}

function menu({ path, texts }: Visit, routes: readonly Route[]): Markup {
	let group: Route["group"];
	const items: Markup[] = [];
	for (const route of routes) {
		if (!route.menu) continue;
		if (route.group && route.group !== group) {
			items.push(html`<li class="group">${texts.web.navigation[route.group]}</li>`);
		}
		group = route.group;
		// A page that the menu does not list belongs to the one that it lies under.
		const own = routes.some((other) => other.menu && other.path === path);
		const here = path === route.path || (!own && route.path !== "/" && path.startsWith(`${route.path}/`));
		items.push(
			html`<li><a href="${route.path}"${here && html` aria-current="page"`}>${route.menu(texts)}</a></li>`,
		);
	}
	return html`<nav class="menu" aria-label="${texts.web.navigation.main}"><ul>${items}</ul></nav>`;
}
