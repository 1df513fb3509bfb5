import { writeSync } from "node:fs";

/** Jest reporter that ends a run with the one line that people and scripts look for. */
export default class ClosingLineReporter {
	/** @param {unknown} _contexts @param {import("@jest/reporters").AggregatedResult} results */
	onRunComplete(_contexts, results) {
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		const skipped = results.numPendingTests
			? `${results.numPendingTests} tests were skipped, see above\n`
			: "";
		// At the exit, because Jest prints its own summary after the reporters are done.
		process.once("exit", () =>
			writeSync(1, `${skipped}Tests: ${results.numPassedTests} passed, ${failed} failed\n`),
		);
	}
}
