import config from "mc/config";
import { ROOTS } from "ssl/roots";
import type { Device, DeviceNetwork, Identity, NetworkInterface } from "timbre/base/device";
import { localAddress } from "../moddable/net";
import { readFile, readJSON } from "./folder";
import { input } from "./input";
import { storage } from "./key-value";
import { SeededRandom } from "./random";
import SimulatorResolver from "./resolver";
import { rootKey } from "./root-key";
import { Routes } from "./routes";
import { scanner } from "./scanner";
import { RoutedTCP, RoutedTLS, UserListener } from "./sockets";

/** The desktop as the `Device` that the firmware is given. Throws an Error where the simulator's folder is not ready. */
export function createDevice(): Device {
	const random = new SeededRandom();
	const secret = readFile("secret.bin");
	const label = readJSON<Pick<Identity, "serial" | "macAddress" | "initialPassword">>("identity.json");
	if (!secret || !label) throw new Error("the folder is not ready; start by npm run simulator");
	return {
		identity: {
			manufacturer: config.manufacturer,
			model: config.model,
			name: `timbre-${label.macAddress.replaceAll(":", "").slice(-6).toLowerCase()}`,
			firmware: config.version,
			...label,
		},
		clientId: config.clientId,
		network: network(),
		storage,
		rootKey,
		secret: new Uint8Array(secret),
		random: (byteLength) => random.bytes(byteLength),
		clock: { now: () => Date.now() },
		scanner,
		// A program on the desktop cannot start itself anew: the person does.
		restart: () => trace("Close the simulator and start it again: npm run simulator\n"),
		// No printEngine: the SDK's simulator has no paper.
		...(globalThis.screen && { display: globalThis.screen, input }),
		roots: ROOTS.map(({ name }) => name),
	};
}

function network(): DeviceNetwork {
	const routes = new Routes();
	const file = readFile("root.der");
	const root = file?.byteLength ? file : undefined;
	// `tcp` and the others hand these on to their classes; see `SocketProvider`.
	const providers = {
		tcp: { io: RoutedTCP, routes },
		tls: { io: RoutedTLS, routes, root },
		dns: { io: SimulatorResolver, routes },
		listener: { io: UserListener },
	};
	return { ...(providers as unknown as DeviceNetwork), interfaces: () => [wired()] };
}

function wired(): NetworkInterface {
	const address = localAddress();
	const state = { kind: "standard", medium: "wired", connected: true } as const;
	return address === undefined ? state : { ...state, address };
}
