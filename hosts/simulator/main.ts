import { Printer } from "timbre/printer";
import { createDevice } from "./device";

/** The printer on the desktop, in the SDK's simulator. */
export default function main(): void {
	new Printer(createDevice(), { hosts: ["localhost"] });
}
