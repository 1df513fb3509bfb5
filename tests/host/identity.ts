import type { Identity } from "../../modules/base/device";

/** What a printer of the tests is by its label. */
export const IDENTITY: Identity = {
	manufacturer: "Timbre",
	model: "MF-1",
	name: "TIMBRE-1",
	serial: "X5AB000123",
	macAddress: "02:00:5E:10:00:01",
	firmware: "1.0.0",
	initialPassword: "label-1234",
};
