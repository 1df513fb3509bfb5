import type { Device, Identity } from "../../../modules/base/device";
import * as board from "./board";
import { display } from "./display";
import { PanelInput } from "./input";
import storage from "./key-value";
import Listener from "./listener";
import { printEngine } from "./print-engine";
import Resolver from "./resolver";
import { rootKey } from "./root-key";
import { scanner } from "./scanner";
import TCP from "./tcp";
import TLS from "./tls";

/** What the board says of itself. */
interface Description {
	readonly identity: Identity;
	readonly clientId: string;
	readonly roots: readonly string[];
}

/** The virtual printer as the `Device` that the firmware is given. */
export function createDevice(): Device {
	const { identity, clientId, roots }: Description = JSON.parse(board.deviceDescription());
	return {
		identity,
		clientId,
		roots,
		network: {
			tcp: { io: TCP },
			tls: { io: TLS },
			listener: { io: Listener },
			dns: { io: Resolver },
			interfaces: () => JSON.parse(board.networkInterfaces()),
		},
		storage,
		rootKey,
		secret: board.deviceSecret(),
		random: board.randomBytes,
		clock: { now: timeOfDay },
		scanner,
		restart: board.restartDevice,
		printEngine,
		display,
		input: new PanelInput(),
	};
}

/** Milliseconds since 1970; undefined until the clock was set. */
function timeOfDay(): number | undefined {
	const error = board.clockError();
	return error === undefined ? undefined : Date.now() + error;
}
