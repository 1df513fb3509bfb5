import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { LabClient } from "./lab-client";
import { ACCOUNT, EXCHANGE_ONLINE, type Letter, type Sender } from "./sender";

/** curl, whose time is that of a whole process. */
export class Curl implements Sender {
	readonly name = "curl";
	readonly #lab: LabClient;
	readonly #rootFile: string;
	readonly #accessToken: string;

	/** @param rootFile the lab's root certificate, PEM */
	constructor(lab: LabClient, rootFile: string, accessToken: string) {
		this.#lab = lab;
		this.#rootFile = rootFile;
		this.#accessToken = accessToken;
	}

	/** Whether a curl with SMTP is on the PATH. */
	static get installed(): boolean {
		const { status, stdout } = spawnSync("curl", ["--version"], { encoding: "utf8" });
		return status === 0 && /^Protocols:.*\bsmtp\b/m.test(stdout);
	}

	async send(letter: Letter): Promise<number> {
		const start = performance.now();
		const curl = spawn("curl", ["--disable", "--config", "-"], { stdio: ["pipe", "ignore", "pipe"] });
		let errors = "";
		curl.stderr.on("data", (chunk: Buffer) => {
			errors += chunk;
		});
		// By standard input: everybody on the computer sees a command line.
		curl.stdin.end(this.#configuration(letter));
		const [code] = await once(curl, "close");
		const duration = performance.now() - start;
		if (code !== 0) throw new Error(errors.trim() || `curl ended with ${code}`);
		return duration;
	}

	#configuration({ to, document, server }: Letter): string {
		const { port, address, localPort } = this.#lab.route(server);
		const options: readonly (readonly [string, string?])[] = [
			["silent"],
			["show-error"],
			["ssl-reqd"],
			["noproxy", "*"],
			["url", `smtp://${server}:${port}/printer.timbre.example`],
			["connect-to", `${server}:${port}:${address}:${localPort}`],
			["cacert", this.#rootFile],
			["user", ACCOUNT],
			["oauth2-bearer", this.#accessToken],
			["login-options", "AUTH=XOAUTH2"],
			// curl asks its user whether the server takes long AUTH lines; to a server that may not, the answer is no.
			...(server === EXCHANGE_ONLINE ? [["sasl-ir"] as const] : []),
			["mail-from", ACCOUNT],
			...to.map((address) => ["mail-rcpt", address] as const),
			["header", `From: ${ACCOUNT}`],
			["header", `To: ${to.join(", ")}`],
			["header", "Subject: Bench"],
			["form", "=A document.;type=text/plain"],
			["form", `=@${document.path};type=application/pdf;filename=document.pdf;encoder=base64`],
		];
		return options.map(([name, value]) => (value === undefined ? name : `${name} = "${value}"`)).join("\n");
	}
}
