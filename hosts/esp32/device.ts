import storage from "embedded:storage/key-value";
import config from "mc/config";
import { ROOTS } from "ssl/roots";
import type { Device, Identity, KeyValueStorage } from "timbre/base/device";
import { labelPassword } from "../moddable/label-password";
import { macAddress as readMACAddress } from "../moddable/net";
import { input } from "./input";
import { network } from "./network";
import { hardwareRandom } from "./random";
import { FlashRootKey } from "./root-key";
import { scanner } from "./scanner";
import { deviceSecret } from "./secret";
import { WallClock } from "./wall-clock";

/** The board as the `Device` that the firmware is given. */
export function createDevice(): Device {
	const secret = deviceSecret(hardwareRandom);
	const clock = new WallClock(config.sntp);
	return {
		identity: identity(secret),
		clientId: config.clientId,
		network,
		storage: { open: (options) => storage.open(options) as KeyValueStorage },
		rootKey: new FlashRootKey(),
		secret,
		random: hardwareRandom,
		clock,
		scanner,
		restart: () => globalThis.System.restart(),
		// No printEngine: a board of its own has none; the maker of a printer adds a driver that takes PWG Raster here.
		...(globalThis.screen && { display: globalThis.screen, input }),
		roots: ROOTS.map(({ name }) => name),
	};
}

function identity(secret: Uint8Array): Identity {
	const macAddress = readMACAddress();
	const digits = macAddress.replaceAll(":", "");
	return {
		manufacturer: config.manufacturer,
		model: config.model,
		name: `timbre-${digits.slice(-6).toLowerCase()}`,
		serial: `TBE${digits}`,
		macAddress,
		firmware: config.version,
		initialPassword: config.labelPassword || labelPassword(secret),
	};
}
