import type { TestReport } from "../../mail/connection-test";
import { html, type Markup } from "../html";
import { type AdministratorVisit, type Reply, redirect } from "../visit";
import { BUSY, FOLLOW, failureNote, formToken, note } from "./parts";

const CONNECTION_TEST = "/network/email-server/connection-test";

/** Seconds between two looks of a browser without script. */
const REFRESH = 3;

const TEST = html`<section class="card" data-state="${"state"}"${"follow"}><p>${"intro"} ${"sendsNothing"}</p>
${"steps"}
${"outcome"}
${"busy"}
<form class="actions" method="post" action="${"path"}">${"formToken"}
${"start"}
<a class="button" href="/network/email-server">${"back"}</a></form></section>`;
const START = html`<button class="first">${"label"}</button>`;

/** Email Server > Connection Test: the button, the steps as they go, and the one remedy. */
export function showConnectionTest(visit: AdministratorVisit): Reply {
	const { services, texts } = visit;
	const { connectionTest } = services;
	const { heading, intro, sendsNothing, start, again, running } = texts.web.connectionTest;
	const { report, isRunning } = connectionTest;
	const reply = {
		kind: "page",
		heading,
		content: TEST({
			state: stateOf(visit),
			follow: isRunning && FOLLOW({ path: CONNECTION_TEST }),
			intro,
			sendsNothing,
			steps: report && (() => stepList(visit, report)),
			outcome: report && !isRunning && (() => outcome(visit, report)),
			busy: isRunning && BUSY({ text: running }),
			path: CONNECTION_TEST,
			formToken: formToken(visit),
			start: !isRunning && START({ label: report ? again : start }),
			back: texts.web.actions.back,
		}),
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

const STEPS = html`<ol class="checks">${"steps"}</ol>`;
const STEP = html`<li class="${"state"}"><span>${"name"}</span> <b>${"told"}</b></li>`;

function stepList({ services, texts }: AdministratorVisit, { steps, current, failure }: TestReport): Markup {
	const { connectionTest } = texts.web;
	const stateAt = (index: number) => {
		if (index < current) return "passed";
		if (index > current) return "untried";
		return failure ? "failed" : services.connectionTest.isRunning ? "trying" : "untried";
	};
	return STEPS({
		steps: steps.map((step, index) => {
			const state = stateAt(index);
			return STEP({ state, name: connectionTest.steps[step], told: connectionTest.states[state] });
		}),
	});
}

function outcome(visit: AdministratorVisit, { failure }: TestReport): Markup {
	return failure ? failureNote(visit, failure) : note("good", visit.texts.web.connectionTest.passed);
}
