/** What is to be known of the computer before mcconfig can be started. */
export interface Workplace {
	readonly platform: NodeJS.Platform;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Is there a file or folder of this path? */
	exists(path: string): boolean;
	/** Serial ports that a board may be on. */
	serialPorts(): readonly string[];
}

/** The SDK as it was found. */
export interface SDK {
	/** Path of its mcconfig. */
	readonly mcconfig: string;
	/** mcconfig's name of this computer. */
	readonly desktop: "lin" | "mac" | "win";
	/** The environment for mcconfig: its own tools and the project's `tsc` come first on the PATH. */
	readonly environment: Record<string, string | undefined>;
}

/** Something is missing; the message is one line that says what, and what to do. */
export class MissingError extends Error {}

const DESKTOPS: Readonly<Partial<Record<NodeJS.Platform, SDK["desktop"]>>> = {
	linux: "lin",
	darwin: "mac",
	win32: "win",
};

/**
 * Finds the Moddable SDK.
 * @param root folder of the project
 * @throws MissingError
 */
export function findSDK(workplace: Workplace, root: string): SDK {
	const { environment, exists, platform } = workplace;
	const desktop = DESKTOPS[platform];
	if (!desktop) throw new MissingError(`the Moddable SDK does not run on ${platform}`);
	const { MODDABLE } = environment;
	if (!MODDABLE) {
		throw new MissingError("MODDABLE is not set; install the Moddable SDK and set it to the SDK's folder");
	}
	if (!exists(MODDABLE)) throw new MissingError(`MODDABLE is ${MODDABLE}, which does not exist`);
	const tools = `${MODDABLE}/build/bin/${desktop}/release`;
	const mcconfig = `${tools}/mcconfig${desktop === "win" ? ".exe" : ""}`;
	if (!exists(mcconfig)) {
		throw new MissingError(
			`${mcconfig} does not exist; build the SDK's tools (make in build/makefiles/${desktop})`,
		);
	}
	const separator = desktop === "win" ? ";" : ":";
	const PATH = [tools, `${root}/node_modules/.bin`, environment.PATH].join(separator);
	return { mcconfig, desktop, environment: { ...environment, PATH } };
}

/** @throws MissingError when the simulator itself is not there */
export function requireSimulator({ desktop }: SDK, { environment, exists }: Workplace): void {
	const simulator = `${environment.MODDABLE}/build/bin/${desktop}/release/mcsim`;
	if (desktop === "lin" && !exists(simulator)) {
		throw new MissingError(`${simulator} does not exist; build the SDK's apps (make in build/makefiles/lin)`);
	}
}

/**
 * What flashing needs beside the SDK: the ESP-IDF, and a board.
 * @returns the environment with the board's port in it
 * @throws MissingError
 */
export function requireBoard(sdk: SDK, { exists, serialPorts }: Workplace): SDK["environment"] {
	const { IDF_PATH, UPLOAD_PORT } = sdk.environment;
	if (!IDF_PATH) {
		throw new MissingError(
			"IDF_PATH is not set; install the ESP-IDF and run its export script in this shell",
		);
	}
	if (!exists(IDF_PATH)) throw new MissingError(`IDF_PATH is ${IDF_PATH}, which does not exist`);
	if (UPLOAD_PORT) {
		if (exists(UPLOAD_PORT) || sdk.desktop === "win") return sdk.environment;
		throw new MissingError(`UPLOAD_PORT is ${UPLOAD_PORT}, which does not exist; is the board connected?`);
	}
	const ports = serialPorts();
	const [port] = ports;
	if (!port)
		throw new MissingError("no board is connected; connect it by USB, or name its port in UPLOAD_PORT");
	if (ports.length > 1) {
		throw new MissingError(`several serial ports (${ports.join(", ")}); name the board's in UPLOAD_PORT`);
	}
	return { ...sdk.environment, UPLOAD_PORT: port };
}
