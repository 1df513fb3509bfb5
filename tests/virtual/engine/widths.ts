import { buildEngine, canBuild32 } from "../../../hosts/virtual/engine/build.mjs";

/** Milliseconds a test may wait for an engine that is not built yet. */
export const BUILD_TIME = 300_000;

/**
 * The widths the engine is tested in: 64 bits, and 32 as on the device. Where the compiler cannot make 32-bit
 * programs they are left out, but never on a CI machine: there the build fails and says what to install.
 */
export async function engineWidths(): Promise<(32 | 64)[]> {
	if (process.env["CI"] || (await canBuild32())) return [32, 64];
	process.stderr.write("The 32-bit engine is not tested here: apt install gcc-multilib\n");
	return [64];
}

/** The path of the engine of this width, built if need be. */
export async function enginePath(bits: 32 | 64): Promise<string> {
	return (await buildEngine({ bits })).path;
}
