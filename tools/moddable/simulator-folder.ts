import { randomBytes, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readIdentity, readSecret } from "../../hosts/virtual/board/identity";
import type { Route } from "../lab/lab";

/** What the simulator finds in its folder beside what it keeps there itself. */
export interface SimulatorFolderOptions {
	readonly folder: string;
	/** Version of the firmware. */
	readonly version: string;
	readonly routes: readonly Route[];
	/** Root certificate to trust, PEM. */
	readonly root?: string | undefined;
}

/** Bytes of the seed from which the simulator's random numbers come. */
const SEED_LENGTH = 32;

/**
 * Makes the simulator's folder ready (`hosts/simulator/folder.ts` lists what is in it): a new identity and secret at the
 * first time, routes, root and a fresh seed each time.
 * @returns who the simulator is
 */
export function prepareSimulatorFolder({ folder, version, routes, root }: SimulatorFolderOptions) {
	mkdirSync(join(folder, "tray"), { recursive: true, mode: 0o700 });
	const identity = readIdentity(folder, version);
	readSecret(folder);
	writeFileSync(join(folder, "seed.bin"), randomBytes(SEED_LENGTH), { mode: 0o600 });
	writeFileSync(join(folder, "routes.json"), `${JSON.stringify(routes, null, "\t")}\n`);
	const certificate = root === undefined ? new Uint8Array(0) : new X509Certificate(root).raw;
	writeFileSync(join(folder, "root.der"), certificate);
	if (!existsSync(join(folder, "storage"))) mkdirSync(join(folder, "storage"), { mode: 0o700 });
	return identity;
}
