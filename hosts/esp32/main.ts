import { Printer } from "timbre/printer";
import { createDevice } from "./device";

/** The printer on an ESP32: the SDK calls this once the network and the clock are set up, or found missing. */
export default function main(): void {
	new Printer(createDevice());
}
