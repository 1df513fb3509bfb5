import { ACCOUNTS } from "../../tools/lab/lab";
import { laySample } from "./front-panel/sample-document";
import { HELP, parseStartOptions, UsageError } from "./options";
import { startVirtualPrinter, type VirtualPrinter } from "./virtual-printer";

/** What `npm start` prints once everything runs. */
function describe({ board, lab, bits, webConfigURL, controlURL }: VirtualPrinter, ram: number): string {
	const { model, serial, initialPassword } = board.identity;
	const lines = [
		`Timbre ${model} ${serial} is on: XS with ${bits}-bit slots, RAM cap ${(ram * bits) / 32} KiB.`,
		"",
		`Front panel     ${controlURL}   (LCD, keys, scanner, power; the control API: ${controlURL}/api)`,
		`Web Config      ${webConfigURL}`,
		`  administrator password on the label: ${initialPassword}`,
	];
	if (lab) {
		lines.push(`Microsoft 365   ${lab.url}   (sign-in, mailboxes, faults)`);
		for (const { address, password } of ACCOUNTS) lines.push(`  ${address.padEnd(24)} ${password}`);
	}
	return `\n${lines.join("\n")}\n\nStop with Ctrl+C.\n`;
}

async function main(): Promise<void> {
	const options = parseStartOptions(process.argv.slice(2));
	if (options.help) {
		process.stdout.write(HELP);
		return;
	}
	const printer = await startVirtualPrinter({
		...options,
		log: (line) => process.stderr.write(`${line}\n`),
	});
	await laySample(printer.controlURL);
	process.stdout.write(describe(printer, options.ram));
	const stop = (): void => {
		void printer.stop().then(() => process.exit(0));
	};
	process.once("SIGINT", stop);
	process.once("SIGTERM", stop);
}

main().catch((error: unknown) => {
	process.stderr.write(`timbre: ${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = error instanceof UsageError ? 2 : 1;
});
