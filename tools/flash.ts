import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { runMcconfig } from "./moddable/run-mcconfig";
import { findSDK, MissingError, requireBoard } from "./moddable/sdk";
import { workplace } from "./moddable/workplace";

/** A board with a display of 320 by 240 pixels. */
const BOARD = "esp32/m5stack_cores3";

const HELP = `npm run flash -- clientId=ID [ssid=NAME password=WORD] [OPTIONS] [name=value ...]

Builds the printer for a board with the Moddable SDK and the ESP-IDF and writes it to the board on the serial port.

  clientId=ID             id of your app registration at Microsoft Entra ID
  ssid=NAME password=WORD the Wi-Fi network
  labelPassword=WORD      the administrator's first password, for a board whose label was not printed
  --board PLATFORM        mcconfig's name of the board (default ${BOARD})
  --debug                 with the debugger, xsbug
  --help                  this text

UPLOAD_PORT names the serial port where there are several.
`;

function main(): void {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			board: { type: "string", default: BOARD },
			debug: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const sdk = findSDK(workplace, resolve("."));
	if (!positionals.some((each) => /^clientId=./.test(each))) {
		throw new MissingError("clientId is missing: npm run flash -- clientId=<id of your app registration>");
	}
	runMcconfig(sdk.mcconfig, {
		platform: values.board,
		manifest: "manifests/esp32.json",
		output: resolve(".timbre/build"),
		options: [...(values.debug ? ["-d"] : []), ...positionals],
		environment: requireBoard(sdk, workplace),
	});
}

try {
	main();
} catch (error) {
	process.stderr.write(`${(error as Error).message}\n`);
	process.exitCode = 1;
}
