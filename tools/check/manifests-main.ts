import { manifestProblems, sources } from "./manifests";
import { preloadProblems } from "./manifests-preload";
import { readFirmware } from "./manifests-program";
import { templateProblems } from "./manifests-templates";
import { missingInXS } from "./manifests-xs";

/** Folders with code that XS runs from read-only memory. */
const PRELOADED: readonly string[] = ["modules", "hosts/moddable", "hosts/esp32", "hosts/simulator"];

const firmware = readFirmware(
	".",
	PRELOADED.flatMap((folder) => sources(folder).map((name) => `${folder}/${name}`)),
);
const problems = [
	...manifestProblems("."),
	...preloadProblems(firmware),
	...templateProblems(firmware),
	...missingInXS(firmware),
];
for (const problem of new Set(problems)) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
