import { join } from "node:path";
import { parseArgs } from "node:util";
import { ACCOUNTS } from "./accounts";
import { startLab } from "./lab";

const HELP = `A local Microsoft 365 for Timbre: sign-in, SMTP submission, mailboxes. Listens on 127.0.0.1 only.

  node tools/run.mjs tools/lab/main.ts [options]

  --web <port>        web pages and API (default 8365)
  --authority <port>  Entra ID, HTTPS (default 8443)
  --smtp <port>       Exchange Online, SMTP with STARTTLS (default 8587)
  --folder <path>     where root.pem and authority.json are kept (default .timbre/lab)
  --help              this text
`;

/** A port from the command line. @throws Error when it is none */
function port(name: string, text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 0 || value > 65535) {
		throw new Error(`--${name} takes a port, 0 to 65535, not ${text}`);
	}
	return value;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			web: { type: "string", default: "8365" },
			authority: { type: "string", default: "8443" },
			smtp: { type: "string", default: "8587" },
			folder: { type: "string", default: ".timbre/lab" },
			help: { type: "boolean", default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const print = (line: string) => process.stdout.write(`${line}\n`);
	const lab = await startLab({
		ports: {
			web: port("web", values.web),
			authority: port("authority", values.authority),
			smtp: port("smtp", values.smtp),
		},
		folder: values.folder,
		log: print,
	});
	print(`Pages       ${lab.url}`);
	for (const route of lab.routes) {
		print(`${`${route.host}:${route.port}`.padEnd(32)} ${route.address}:${route.localPort}`);
	}
	print(`Root        ${join(values.folder, "root.pem")}`);
	for (const account of ACCOUNTS) print(`Account     ${account.address.padEnd(24)} ${account.password}`);
	const stop = () => void lab.close();
	process.once("SIGINT", stop);
	process.once("SIGTERM", stop);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
