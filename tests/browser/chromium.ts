import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium, or the one that CHROMIUM names. */
const PATH = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Whether there is a browser on this computer. */
export const present = existsSync(PATH);

/**
 * Describes what a page does in a real browser. Where there is none the tests are skipped, and a line says so; in
 * continuous integration that is a failure.
 */
export function describeInBrowser(name: string, tests: () => void): void {
	if (present) {
		describe(name, tests);
		return;
	}
	const line = `${PATH} is missing (apt install chromium)`;
	if (process.env["CI"] === "true") {
		test(`${name}: needs a browser`, () => {
			throw new Error(line);
		});
		return;
	}
	process.stderr.write(`skipped: ${name}: ${line}\n`);
	describe.skip(name, tests);
}

/** Starts it without a window. In a container it runs as root, where its sandbox does not. */
export function launch(): Promise<Browser> {
	const asRoot = process.getuid?.() === 0;
	return chromium.launch({ executablePath: PATH, args: asRoot ? ["--no-sandbox"] : [] });
}
