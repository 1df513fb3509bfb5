import { Printer } from "../../../modules/printer";
import { Controls } from "./controls";
import { createDevice } from "./device";
import { startMachine } from "./machine";

/** The virtual printer's firmware; the engine calls this in the machine it has cloned from the preloaded one. */
export default function main(): void {
	startMachine();
	new Controls(new Printer(createDevice(), { hosts: ["localhost"] }));
}
