import type { TestReport } from "../../mail/connection-test";
import { html, type Markup } from "../html";
import { connectionTestOf, type Reply, redirect, type ServerVisit } from "../visit";
import { BUSY, FOLLOW, failureNote, formToken, note } from "./parts";

/** Seconds between two looks of a browser without script. */
const REFRESH = 3;

const TEST = html`<section class="card" data-state="${"state"}"${"follow"}><p>${"intro"} ${"sendsNothing"}</p>
${"steps"}
${"outcome"}
${"busy"}
<form class="actions" method="post" action="${"path"}">${"formToken"}
${"start"}
<a class="button" href="${"home"}">${"back"}</a></form></section>`;
const START = html`<button class="first">${"label"}</button>`;

function testPath({ home }: ServerVisit): string {
	return `${home}/connection-test`;
}

/** Connection Test of a server: the button, the steps as they go, and the one remedy. */
export function showConnectionTest(visit: ServerVisit): Reply {
	const { home, texts } = visit;
	const connectionTest = connectionTestOf(visit);
	const path = testPath(visit);
	const { heading, intro, sendsNothing, start, again, running } = texts.web.connectionTest;
	const { report, isRunning } = connectionTest;
	const reply = {
		kind: "page",
		heading,
		content: TEST({
			state: stateOf(visit),
			follow: isRunning && FOLLOW({ path }),
			intro,
			sendsNothing,
			steps: report && (() => stepList(visit, report)),
			outcome: report && !isRunning && (() => outcome(visit, report)),
			busy: isRunning && BUSY({ text: running }),
			path,
			formToken: formToken(visit),
			start: !isRunning && START({ label: report ? again : start }),
			home,
			back: texts.web.actions.back,
		}),
	} as const;
	return isRunning ? { ...reply, refresh: REFRESH } : reply;
}

/** Starts a test, or joins the one under way. */
export function startConnectionTest(visit: ServerVisit): Reply {
	// The page shows how it goes from the test's report, so nobody waits here for its end.
	void connectionTestOf(visit).run();
	return redirect(testPath(visit));
}

/** What the page's script asks for, to see whether the test has gone on. */
export function connectionTestStatus(visit: ServerVisit): Reply {
	return { kind: "json", text: JSON.stringify({ state: stateOf(visit) }) };
}

/** Changes whenever the page would. */
function stateOf(visit: ServerVisit): string {
	const { report, isRunning } = connectionTestOf(visit);
	return `${isRunning ? "running" : "ended"}-${report?.current ?? "never"}`;
}

const STEPS = html`<ol class="checks">${"steps"}</ol>`;
const STEP = html`<li class="${"state"}"><span>${"name"}</span> <b>${"told"}</b></li>`;

function stepList(visit: ServerVisit, { steps, current, failure }: TestReport): Markup {
	const { connectionTest } = visit.texts.web;
	const { isRunning } = connectionTestOf(visit);
	const stateAt = (index: number) => {
		if (index < current) return "passed";
		if (index > current) return "untried";
		return failure ? "failed" : isRunning ? "trying" : "untried";
	};
	return STEPS({
		steps: steps.map((step, index) => {
			const state = stateAt(index);
			return STEP({ state, name: connectionTest.steps[step], told: connectionTest.states[state] });
		}),
	});
}

function outcome(visit: ServerVisit, { failure }: TestReport): Markup {
	return failure
		? failureNote(visit, failure, visit.server)
		: note("good", visit.texts.web.connectionTest.passed);
}
