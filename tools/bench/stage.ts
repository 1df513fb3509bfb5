import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessToken } from "./access-token";
import type { Cleanup } from "./cleanup";
import { Documents } from "./documents";
import { type Conversation, LabClient } from "./lab-client";
import { Curl } from "./peer-curl";
import { Nodemailer } from "./peer-nodemailer";
import { ACCOUNT, EXCHANGE_ONLINE, type Letter, RECIPIENT, type Sender } from "./sender";
import { Timbre } from "./timbre";

/** How thoroughly to measure. */
export interface Effort {
	/** Measurements of each time, of which the median counts. */
	readonly rounds: number;
	/** Once each, and nothing that takes long and is not asked for by name. */
	readonly quick: boolean;
}

/** How an attachment travels: as it is, or as text, where the server does not offer BINARYMIME. */
export type Encoding = "binarymime" | "base64";

/** Both of them. */
export const ENCODINGS: readonly Encoding[] = ["binarymime", "base64"];

/** One message, as its sender and the server saw it. */
export interface Sent extends Conversation {
	/** Milliseconds, by the sender. */
	readonly duration: number;
}

/** Bytes of the message that makes everybody warm. */
const WARM_UP = 1000;

/** What a stage is made of. */
interface StageParts {
	readonly documents: Documents;
	readonly lab: LabClient;
	readonly timbre: Timbre;
	readonly nodemailer: Nodemailer;
	readonly curl: Curl | undefined;
}

/** Everything that a figure needs: the lab, Timbre and its peers, signed in, warm and proven to do the same work. */
export class Stage {
	readonly effort: Effort;
	readonly documents: Documents;
	readonly #lab: LabClient;
	readonly timbre: Timbre;
	readonly nodemailer: Nodemailer;
	/** Undefined where it is not installed. */
	readonly curl: Curl | undefined;

	private constructor(effort: Effort, parts: StageParts) {
		this.effort = effort;
		this.documents = parts.documents;
		this.#lab = parts.lab;
		this.timbre = parts.timbre;
		this.nodemailer = parts.nodemailer;
		this.curl = parts.curl;
	}

	/**
	 * Starts all of them.
	 * @param cleanup gets what ends them and deletes what they left on the disk
	 * @throws Error of one line when one cannot be started or does not do its work
	 */
	static async open(effort: Effort, cleanup: Cleanup): Promise<Stage> {
		const folder = mkdtempSync(join(tmpdir(), "timbre-bench-"));
		cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
		const lab = await LabClient.start();
		cleanup.add(() => lab.stop());
		const rootFile = join(folder, "root.pem");
		writeFileSync(rootFile, lab.root);
		const timbre = await Timbre.start(lab, folder, rootFile);
		cleanup.add(() => timbre.stop());
		const token = await accessToken(lab, ACCOUNT);
		const nodemailer = await Nodemailer.start(lab, token);
		cleanup.add(() => nodemailer.stop());
		const curl = Curl.installed ? new Curl(lab, rootFile, token) : undefined;
		const stage = new Stage(effort, { documents: new Documents(folder), lab, timbre, nodemailer, curl });
		for (const sender of stage.senders) await stage.#warmUp(sender);
		return stage;
	}

	/** Timbre and the peers that are installed. */
	get senders(): readonly Sender[] {
		return [this.timbre, this.nodemailer, ...(this.curl ? [this.curl] : [])];
	}

	/** A letter with an attachment of so many bytes to the usual recipient, over the usual server. */
	letter(bytes: number, differing: Partial<Letter> = {}): Letter {
		return {
			to: [RECIPIENT],
			document: this.documents.ofLength(bytes),
			server: EXCHANGE_ONLINE,
			...differing,
		};
	}

	/** Works with a server that offers BINARYMIME, or does not. The peers send base64 in any case. */
	offering<Result>(encoding: Encoding, work: () => Promise<Result>): Promise<Result> {
		return this.#lab.with(encoding === "base64" ? { "no-chunking": true } : {}, work);
	}

	/** Works with a server that pauses before each reply, so that who waits for which reply can be counted. */
	pausing<Result>(milliseconds: number, work: () => Promise<Result>): Promise<Result> {
		return this.#lab.with({ slow: milliseconds }, work);
	}

	/** Lets somebody send a letter. @throws Error when it was not taken, or not over the same TLS as everybody's */
	async send(sender: Sender, letter: Letter): Promise<Sent> {
		await this.#lab.forgetConversations();
		const duration = await sender.send(letter);
		const conversation = await this.#lab.conversation();
		const { tlsVersion, login } = conversation;
		if (tlsVersion !== "TLSv1.3" || login !== ACCOUNT)
			throw new Error(`${sender.name} came as ${login} over ${tlsVersion}, not as ${ACCOUNT} over TLSv1.3`);
		return { ...conversation, duration };
	}

	/** The first message of each takes longer, and shows that all deliver the same. */
	async #warmUp(sender: Sender): Promise<void> {
		await this.#lab.emptyMailbox(RECIPIENT);
		const letter = this.letter(WARM_UP);
		await this.send(sender, letter);
		const [message] = await this.#lab.mailbox(RECIPIENT);
		const sent = createHash("sha256").update(readFileSync(letter.document.path)).digest("hex");
		if (message?.attachments[0]?.sha256 !== sent)
			throw new Error(`${sender.name}'s document did not arrive as it was`);
	}
}
