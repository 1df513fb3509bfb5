import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineProcess } from "../../../hosts/virtual/board/engine-process";
import { BUILD_TIME, enginePath } from "../engine/widths";

/** Tells the board what it heard, and waits for its answer. */
const FIRMWARE = `export default function main() {
	globalThis.handleCommand = (event) => {
		const bytes = new Uint8Array(event);
		callBoard("heard " + String.fromCharCode(...bytes));
	};
}`;

test(
	"an event that is posted while another is composed waits until that one's turn has ended",
	async () => {
		const folder = mkdtempSync(join(tmpdir(), "timbre-engine-"));
		const firmware = join(folder, "firmware.js");
		writeFileSync(firmware, FIRMWARE);
		const heard: string[] = [];
		const engine = new EngineProcess({ path: await enginePath(64), firmware, ram: 128 * 1024 }, (call) => {
			heard.push(call.toString());
			return undefined;
		});
		try {
			expect(await engine.booted).toBe(true);
			engine.post(() => {
				engine.post(() => "second");
				return "first";
			});
			engine.post(() => {
				engine.post(() => "fourth");
				return undefined;
			});
			engine.post(() => "third");
			await engine.idle();
			expect(heard).toEqual(["heard first", "heard second", "heard third", "heard fourth"]);
		} finally {
			engine.kill();
			await engine.exited;
			rmSync(folder, { recursive: true, force: true });
		}
	},
	BUILD_TIME,
);
