import { existsSync, readdirSync } from "node:fs";
import type { Workplace } from "./sdk";

/** Names of serial ports over USB: Linux, macOS. */
const SERIAL_PORT = /^(ttyUSB|ttyACM|cu\.usb|cu\.SLAB|cu\.wchusb)/;

/** This computer. */
export const workplace: Workplace = {
	platform: process.platform,
	environment: process.env,
	exists: existsSync,
	serialPorts() {
		if (!existsSync("/dev")) return [];
		return readdirSync("/dev")
			.filter((name) => SERIAL_PORT.test(name))
			.map((name) => `/dev/${name}`);
	},
};
