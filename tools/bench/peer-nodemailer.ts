import { Child } from "./child";
import type { LabClient } from "./lab-client";
import type { NodemailerRequest } from "./programs/nodemailer";
import { ACCOUNT, type Letter, type Sender } from "./sender";

/** nodemailer, as a service would use it: warm, a connection for each message. */
export class Nodemailer implements Sender {
	readonly name = "nodemailer";
	readonly #child: Child;
	readonly #lab: LabClient;
	readonly #accessToken: string;

	private constructor(child: Child, lab: LabClient, accessToken: string) {
		this.#child = child;
		this.#lab = lab;
		this.#accessToken = accessToken;
	}

	/** Starts nodemailer's process. */
	static async start(lab: LabClient, accessToken: string): Promise<Nodemailer> {
		const { child } = await Child.start("nodemailer");
		return new Nodemailer(child, lab, accessToken);
	}

	send({ to, document, server }: Letter): Promise<number> {
		const { address, localPort } = this.#lab.route(server);
		const request: NodemailerRequest = {
			host: server,
			address,
			port: localPort,
			root: this.#lab.root,
			user: ACCOUNT,
			accessToken: this.#accessToken,
			to,
			path: document.path,
		};
		return this.#child.ask<number>(request);
	}

	stop(): Promise<void> {
		return this.#child.stop();
	}
}
