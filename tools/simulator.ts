import { resolve } from "node:path";
import { parseArgs } from "node:util";
import packageJSON from "../package.json" with { type: "json" };
import { CLIENT_ID, type Lab, startLab } from "./lab/lab";
import { runMcconfig } from "./moddable/run-mcconfig";
import { findSDK, requireSimulator } from "./moddable/sdk";
import { prepareSimulatorFolder } from "./moddable/simulator-folder";
import { workplace } from "./moddable/workplace";

const HELP = `npm run simulator [-- OPTIONS] [name=value ...]

Builds the printer for this computer with the Moddable SDK and runs it in the SDK's simulator, with the local Microsoft
365 ("the lab") beside it. Web Config is at http://localhost:8080. Choose a simulator of 320 by 240 pixels in its menu,
M5Stack for one, and make its window large enough for the whole picture, which is red until then.

  --no-lab         without the lab: names lead to the real network
  --state DIR      where the simulator's storage and tray are kept (default .timbre)
  --client-id ID   app registration at Microsoft Entra ID to sign in with (default the lab's)
  --debug          with the debugger, xsbug, which stops at every exception, those that are handled too
  --help           this text
`;

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			"no-lab": { type: "boolean", default: false },
			state: { type: "string", default: ".timbre" },
			"client-id": { type: "string", default: CLIENT_ID },
			debug: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const sdk = findSDK(workplace, resolve("."));
	requireSimulator(sdk, workplace);
	const state = resolve(values.state);
	const folder = `${state}/simulator`;
	const lab = values["no-lab"] ? undefined : await openLab(`${state}/lab`);
	try {
		const identity = prepareSimulatorFolder({
			folder,
			version: packageJSON.version,
			routes: lab?.routes ?? [],
			root: lab?.root,
		});
		print(`Tray        ${folder}/tray`);
		print(`Web Config  http://localhost:8080   password ${identity.initialPassword}`);
		runMcconfig(sdk.mcconfig, {
			platform: sdk.desktop,
			manifest: "manifests/simulator.json",
			output: `${state}/build`,
			options: [
				// Only a debug build is started by mcconfig; with the debugger it would stand still at the first failure.
				values.debug ? "-d" : "-dn",
				`files=${folder}`,
				`clientId=${values["client-id"]}`,
				...positionals,
			],
			environment: sdk.environment,
		});
	} catch (error) {
		await lab?.close();
		throw error;
	}
	process.once("SIGINT", () => void lab?.close());
}

async function openLab(folder: string): Promise<Lab> {
	const lab = await startLab({ ports: { web: 8365, authority: 0, smtp: 0 }, folder, log: print });
	print(`Lab         ${lab.url}   Ctrl-C ends it`);
	return lab;
}

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
