import { readFileSync } from "node:fs";
import { join } from "node:path";
import { prepareResources } from "../../hosts/virtual/board/resources";

/** The SDK's `Resource`: a file of the firmware's resources. */
export default class Resource extends ArrayBuffer {
	/** @throws Error when there is no such resource */
	constructor(path: string) {
		const file = readFileSync(join(prepareResources(), path));
		super(file.byteLength);
		new Uint8Array(this).set(file);
	}
}
