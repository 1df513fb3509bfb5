import { LANGUAGES } from "../language/texts";
import { printerName } from "../status/status";
import { html, type Markup } from "./html";
import type { Route } from "./routes";
import type { Reply, Visit } from "./visit";

const PAGE = html`<!DOCTYPE html>
<html lang="${"language"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${"heading"} – ${"title"}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<script src="/script.js" defer></script>
${"refresh"}
</head>
<body>
<a class="skip" href="#content">${"skipToContent"}</a>
<header class="top"><div class="top-in">
<a class="mark" href="/"><img src="/icon.svg" alt="" width="36" height="36"><span><b>${"title"}</b><span>${"model"} – ${"name"}</span></span></a>
${"languageChoice"}
${"logOut"}
</div></header>
<div class="frame${"withMenu"}">
${"menu"}
<main id="content">
<h1${"unseen"}>${"heading"}</h1>
${"content"}
</main>
</div>
</body>
</html>
`;
const REFRESH = html`<noscript><meta http-equiv="refresh" content="${"seconds"}"></noscript>`;
const LOG_OUT = html`<form method="post" action="/logout"><input type="hidden" name="token" value="${"token"}"><button class="small leave"><svg viewBox="0 0 20 20" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M8 3H4v14h4M13 6l4 4-4 4M17 10H8"/></svg><span>${"label"}</span></button></form>`;
const UNSEEN = html` class="unseen"`;

/** A whole page: head, menu, language choice and log-out around a route's content. */
export function frame(visit: Visit, page: Reply & { kind: "page" }, routes: readonly Route[]): Markup {
	const { texts, language, session, services } = visit;
	const { web } = texts;
	const { manufacturer, model } = services.device.identity;
	return PAGE({
		language,
		title: web.title,
		heading: page.heading,
		refresh: page.refresh !== undefined && REFRESH({ seconds: page.refresh }),
		skipToContent: web.skipToContent,
		model: `${manufacturer} ${model}`,
		name: printerName(services),
		languageChoice: languageChoice(visit),
		logOut: session && LOG_OUT({ token: visit.formToken, label: web.navigation.logOut }),
		withMenu: session && " with-menu",
		menu: session && menu(visit, routes),
		unseen: !session && UNSEEN,
		content: page.content,
	});
}

const LANGUAGE_CHOICE = html`<nav class="tongues" aria-label="${"label"}">${"languages"}</nav>`;
const LANGUAGE = html`<a href="${"path"}?language=${"code"}" lang="${"code"}" hreflang="${"code"}"${"current"}><abbr title="${"name"}">${"code"}</abbr></a>`;
const CURRENT_LANGUAGE = html` aria-current="true"`;

/** Links to this page in each language; each names itself in its own language. */
function languageChoice({ path, language, texts }: Visit): Markup {
	const languages = LANGUAGES.map((code) =>
		LANGUAGE({
			path,
			code,
			current: code === language && CURRENT_LANGUAGE,
			name: texts.settings.choices.language[code],
		}),
	);
	return LANGUAGE_CHOICE({ label: texts.web.language, languages });
}

const MENU = html`<nav class="menu" aria-label="${"label"}"><ul>${"items"}</ul></nav>`;
const MENU_GROUP = html`<li class="group">${"name"}</li>`;
const MENU_ITEM = html`<li><a href="${"path"}"${"current"}>${"name"}</a></li>`;
const CURRENT_PAGE = html` aria-current="page"`;

function menu({ path, texts }: Visit, routes: readonly Route[]): Markup {
	let group: Route["group"];
	const items: Markup[] = [];
	for (const route of routes) {
		if (!route.menu) continue;
		if (route.group && route.group !== group) {
			items.push(MENU_GROUP({ name: texts.web.navigation[route.group] }));
		}
		group = route.group;
		// A page that the menu does not list belongs to the one that it lies under.
		const own = routes.some((other) => other.menu && other.path === path);
		const here = path === route.path || (!own && route.path !== "/" && path.startsWith(`${route.path}/`));
		items.push(MENU_ITEM({ path: route.path, current: here && CURRENT_PAGE, name: route.menu(texts) }));
	}
	return MENU({ label: texts.web.navigation.main, items });
}
