import { createServer as createHttpServer } from "node:http";
import { join } from "node:path";
import { type Listener, LOOPBACK, listen } from "../../hosts/virtual/board/loopback";
import { type Approval, approve, type SeenPage } from "./approve";
import { createAuthority } from "./authority/authority";
import { Directory } from "./authority/directory";
import { ACCESS_TOKEN } from "./authority/token-form";
import { type CertificateAuthority, openCertificateAuthority } from "./certificates";
import { type Clock, systemClock } from "./clock";
import { Consents } from "./consents";
import { Faults } from "./faults";
import { SendingLimits } from "./mail/limits";
import { Mailboxes } from "./mail/mailboxes";
import { POP3SignIns } from "./mail/pop3-sign-ins";
import { openPOP3Server, openSmtpServer } from "./mail/server";
import { Transcripts } from "./mail/transcript";
import { Memory } from "./memory";
import type { Route } from "./pages/home-page";
import { createWeb } from "./pages/web";
import { openHttps, tlsOptions } from "./tls";

export { ACCOUNTS, CLIENT_ID, CONSUMER_TENANT_ID, SHARED_MAILBOX, TENANT_ID } from "./accounts";
export type { Approval, SeenPage } from "./approve";
export type { Clock } from "./clock";
export type { FaultName, FaultValue } from "./fault-table";
export type { StoredMessage } from "./mail/mailboxes";
export { type MessageSummary, parseMessage } from "./mail/summary";
export type { Transcript } from "./mail/transcript";
export type { Route } from "./pages/home-page";

const AUTHORITY_HOSTS = ["login.microsoftonline.com"];
/** Microsoft's names, and one of the organization's own, behind which a client cannot know whose server it is. */
const SMTP_HOSTS = ["smtp.office365.com", "smtp-mail.outlook.com", "relay.timbre.example"];
const POP3_HOSTS = ["outlook.office365.com"];
const AUTHORITY_PORT = 443;
const SUBMISSION_PORT = 587;
const POP3_PORT = 110;

/** How to start a lab. */
export interface LabOptions {
	/** Rules every lifetime in the lab; the computer's own without it. */
	readonly clock?: Clock;
	/** Local ports; 0 or nothing: any free one. */
	readonly ports?: {
		readonly web?: number;
		readonly authority?: number;
		readonly smtp?: number;
		readonly pop3?: number;
	};
	/** Keeps the root certificate, grants and consents between runs; without it, nothing outlives the lab. */
	readonly folder?: string;
	/** Whether Exchange Online's sending limits hold (by default they do); a bench sends more than anybody may. */
	readonly sendingLimits?: boolean;
	/** Told what the lab does, a line at a time; never a secret. */
	readonly log?: (line: string) => void;
}

/** A running lab. */
export interface Lab {
	/** Which of Microsoft's servers is played where. */
	readonly routes: readonly Route[];
	/** The root certificate that clients must trust, PEM. */
	readonly root: string;
	/** Base of the web pages, without a slash at the end. */
	readonly url: string;
	readonly mailboxes: Mailboxes;
	readonly transcripts: Transcripts;
	readonly faults: Faults;
	readonly consents: Consents;
	/** Signs in for a user code through the real pages. @returns the last page */
	approve(userCode: string, approval: Approval): Promise<SeenPage>;
	/** Ends every server and connection. */
	close(): Promise<void>;
}

/**
 * Starts a local Microsoft 365: Entra ID's device authorization grant, Exchange Online's SMTP submission, mailboxes, and
 * a POP3 server to sign in to.
 * Everything listens on the loopback address only.
 * @throws Error of one line when a port is in use or the folder cannot be used
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
	const { clock = systemClock, ports = {}, folder, sendingLimits = true, log = () => undefined } = options;
	const memory = new Memory(folder === undefined ? undefined : join(folder, "memory.json"));
	const state: LabState = {
		clock,
		log,
		limits: new SendingLimits(clock, sendingLimits),
		faults: new Faults(),
		consents: new Consents(memory),
		mailboxes: new Mailboxes(clock),
		transcripts: new Transcripts(),
		organization: new Directory("organizations", clock, memory),
		consumers: new Directory("consumers", clock, memory),
		certificates: await openCertificateAuthority(folder),
		routes: [],
	};
	const open: { close(): Promise<void> }[] = [state.organization, state.consumers];
	const close = async () => {
		await Promise.all(open.map((part) => part.close()));
		memory.close();
	};
	try {
		await state.organization.open();
		await state.consumers.open();
		const web = await openWeb(state, ports.web ?? 0);
		open.push(web);
		const url = `http://localhost:${web.port}`;
		open.push(await openAuthority(state, url, ports.authority ?? 0));
		open.push(...(await openMail(state, ports.smtp ?? 0, ports.pop3 ?? 0)));
		const { faults, consents, mailboxes, transcripts, routes, certificates } = state;
		return {
			...{ faults, consents, mailboxes, transcripts, routes, url, close },
			root: certificates.root,
			approve: (userCode, approval) => approve(url, userCode, approval),
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** What the lab's servers share. */
interface LabState {
	readonly clock: Clock;
	readonly limits: SendingLimits;
	readonly faults: Faults;
	readonly consents: Consents;
	readonly mailboxes: Mailboxes;
	readonly transcripts: Transcripts;
	readonly organization: Directory;
	readonly consumers: Directory;
	readonly certificates: CertificateAuthority;
	readonly routes: Route[];
	log(line: string): void;
}

function openWeb(state: LabState, port: number): Promise<Listener> {
	const { organization, consumers, certificates, log } = state;
	const web = createWeb(
		{ ...state, directories: [organization, consumers], root: certificates.root, routes: () => state.routes },
		log,
	);
	return listen(createHttpServer(web.callback()), port, "the lab's web pages");
}

async function openAuthority(state: LabState, url: string, port: number): Promise<Listener> {
	const authority = createAuthority({ ...state, pagesUrl: () => url });
	authority.on("error", (error: Error & { expose?: boolean }) => {
		if (!error.expose) state.log(`authority failed: ${error.message}`);
	});
	const tls = tlsOptions(await state.certificates.issue(AUTHORITY_HOSTS), state.faults);
	const listener = await openHttps(authority.callback(), tls, port, "the lab's authority");
	addRoutes(state.routes, AUTHORITY_HOSTS, AUTHORITY_PORT, listener.port);
	return listener;
}

async function openMail(state: LabState, port: number, pop3Port: number): Promise<Listener[]> {
	const { clock, organization, consumers, certificates, faults, transcripts } = state;
	const readToken = async (dressed: string) => {
		const token = ACCESS_TOKEN.undress(dressed);
		if (token === undefined) return undefined;
		return (await organization.readAccessToken(token)) ?? (await consumers.readAccessToken(token));
	};
	const tls = tlsOptions(await certificates.issue([...SMTP_HOSTS, ...POP3_HOSTS]), faults);
	const parts = { ...state, signIns: new POP3SignIns(clock), readToken, tls };
	const listener = await openSmtpServer(port, transcripts, parts);
	addRoutes(state.routes, SMTP_HOSTS, SUBMISSION_PORT, listener.port);
	const pop3 = await openPOP3Server(pop3Port, parts);
	addRoutes(state.routes, POP3_HOSTS, POP3_PORT, pop3.port);
	return [listener, pop3];
}

function addRoutes(routes: Route[], hosts: readonly string[], port: number, localPort: number): void {
	for (const host of hosts) routes.push({ host, port, address: LOOPBACK, localPort });
}
