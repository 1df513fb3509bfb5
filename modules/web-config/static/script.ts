/**
 * The script of all pages; every page works without it. It shows only the rows that the chosen authentication method
 * uses, fills in the mail service's server, copies the code, counts its time down, and follows the sign-in.
 */
export const SCRIPT = `"use strict";
(() => {
	const find = (selector) => document.querySelector(selector);
	const all = (selector) => document.querySelectorAll(selector);

	find(".menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

	const method = find("[name$='.authentication']");
	const service = find("[name$='.service']");
	const lists = (list, value) => list === undefined || list.split(" ").includes(value);
	const showUsedRows = () => {
		for (const row of all("[data-for]")) {
			row.hidden = !lists(row.dataset.for, method.value) || !lists(row.dataset.service, service.value);
		}
	};
	const fillServer = () => {
		if (method.value !== "oauth2") return;
		for (const input of all("[data-presets]")) input.value = JSON.parse(input.dataset.presets)[service.value];
	};
	if (method) {
		showUsedRows();
		method.addEventListener("change", () => { showUsedRows(); fillServer(); });
		service.addEventListener("change", () => {
			showUsedRows();
			fillServer();
			for (const details of all("[data-open]")) details.open ||= lists(details.dataset.open, service.value);
		});
	}

	const copy = find("[data-copy]");
	if (copy) {
		const code = find(copy.dataset.copy);
		copy.hidden = false;
		copy.addEventListener("click", () => {
			getSelection().selectAllChildren(code);
			if (document.execCommand("copy")) copy.textContent = copy.dataset.done;
		});
	}

	const signIn = find("[data-state]");
	if (signIn && signIn.dataset.follow) {
		const left = find("[data-seconds]");
		const ends = left && performance.now() + left.dataset.seconds * 1000;
		const show = () => {
			const seconds = Math.max(0, Math.round((ends - performance.now()) / 1000));
			const rest = String(seconds % 60).padStart(2, "0");
			left.textContent = seconds < 60 ? seconds + "\\u00a0s" : Math.floor(seconds / 60) + "\\u00a0min " + rest + "\\u00a0s";
		};
		if (left) setInterval(show, 1000);
		const follow = async () => {
			try {
				const answer = await fetch(signIn.dataset.follow, { cache: "no-store" });
				if (!answer.ok || (await answer.json()).state !== signIn.dataset.state) return location.reload();
			} catch {
				// The printer did not answer; the next try comes anyway.
			}
			setTimeout(follow, 2500);
		};
		setTimeout(follow, 1500);
	}
})();
`;
