/** The lab in a process of its own: none of those who are measured shares its time with the server. */
import { type Route, startLab } from "../../lab/lab";
import { parentGone, tell } from "./serve";

/** Where the lab is, once it runs. */
export interface LabAddress {
	/** Base of pages and API. */
	readonly url: string;
	readonly routes: readonly Route[];
	/** Root certificate, PEM. */
	readonly root: string;
}

async function main(): Promise<void> {
	const gone = parentGone();
	const lab = await startLab({
		sendingLimits: false,
		log: (line) => process.stderr.write(`${line}\n`),
	});
	const { url, routes, root } = lab;
	tell<LabAddress>({ answer: { url, routes, root } });
	await gone;
	await lab.close();
	process.exit();
}

main().catch((error: Error) => {
	tell({ error: error.message });
	process.exitCode = 1;
});
