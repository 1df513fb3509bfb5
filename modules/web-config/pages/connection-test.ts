import type { TestReport } from "../../mail/connection-test";
import { html, type Markup } from "../html";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import { failureNote, formToken, note } from "./parts";

const CONNECTION_TEST = "/network/email-server/connection-test";

/** Seconds between two looks of a browser without script. */
const REFRESH = 3;

/** Email Server > Connection Test: the button, the steps as they go, and the one remedy. */
export function showConnectionTest(visit: AdministratorVisit): Reply {
	const { services, texts } = visit;
	const { connectionTest } = services;
	const { heading, intro, sendsNothing, start, again, running } = texts.web.connectionTest;
	const { report, isRunning } = connectionTest;
	const follow = isRunning && html` data-follow="${CONNECTION_TEST}/status"`;
	const reply = {
		kind: "page",
		heading,
		content: html`<section class="card" data-state="${stateOf(visit)}"${follow}><p>${intro} ${sendsNothing}</p>
${report && (() => stepList(visit, report))}
${report && !isRunning && (() => outcome(visit, report))}
${isRunning && html`<p class="busy" role="status">${running}</p>`}
<form class="actions" method="post" action="${CONNECTION_TEST}">${formToken(visit)}
${!isRunning && html`<button class="first">${report ? again : start}</button>`}
<a class="button" href="/network/email-server">${texts.web.actions.back}</a></form></section>`,
	} as const;
	return isRunning ? { ...reply, refresh: REFRESH } : reply;
}

/** Starts a test, or joins the one under way. */
export function startConnectionTest({ services }: AdministratorVisit): Reply {
	// The page shows how it goes from the test's report, so nobody waits here for its end.
	void services.connectionTest.run();
	return redirect(CONNECTION_TEST);
}

/** What the page's script asks for, to see whether the test has gone on. */
export function connectionTestStatus(visit: AdministratorVisit): Reply {
	return { kind: "json", text: JSON.stringify({ state: stateOf(visit) }) };
}

/** Changes whenever the page would. */
function stateOf({ services }: AdministratorVisit): string {
	const { report, isRunning } = services.connectionTest;
	return `${isRunning ? "running" : "ended"}-${report?.current ?? "never"}`;
}

function stepList({ services, texts }: AdministratorVisit, { steps, current, failure }: TestReport): Markup {
	const { connectionTest } = texts.web;
	const stateAt = (index: number) => {
		if (index < current) return "passed";
		if (index > current) return "untried";
		return failure ? "failed" : services.connectionTest.isRunning ? "trying" : "untried";
	};
	return html`<ol class="checks">${steps.map((step, index) => {
		const state = stateAt(index);
		return html`<li class="${state}"><span>${connectionTest.steps[step]}</span> <b>${connectionTest.states[state]}</b></li>`;
	})}</ol>`;
}

function outcome(visit: AdministratorVisit, { failure }: TestReport): Markup {
	return failure ? failureNote(visit, failure) : note("good", visit.texts.web.connectionTest.passed);
}
