import { randomUUID } from "node:crypto";
import type Router from "@koa/router";
import type { Context } from "koa";
import { type Account, findAccount } from "../accounts";
import type { Directory, PendingCode } from "../authority/directory";
import type { Consents } from "../consents";
import type { Faults } from "../faults";
import { html, Markup, page } from "./html";
import {
	accountPage,
	approvalPage,
	blockedPage,
	codePage,
	consentPage,
	donePage,
	gonePage,
	passwordPage,
} from "./sign-in-views";
import { type Language, WORDS, type Words } from "./words";

/** Sign-ins under way that are kept: the oldest go first. */
const KEPT = 200;

/** Longest code a person may type; the rest is cut. */
const CODE_LENGTH = 40;

/** What the pages work with. */
export interface SignInParts {
	readonly faults: Faults;
	readonly consents: Consents;
	readonly directories: readonly Directory[];
}

/** One person's way through the pages, begun with a valid code. */
interface Visit {
	readonly id: string;
	readonly directory: Directory;
	readonly code: PendingCode;
	account?: Account;
	/** The password was right. */
	signedIn?: boolean;
}

type Step = "account" | "password" | "consent";

/** Where a form leads: to a page shown at once, or to the next step of a visit. */
type Outcome = Markup | { readonly visit: Visit; readonly step: Step };

/** What a handler knows of the request. */
interface Submission {
	readonly text: Words;
	/** A field of the form; "" where it is missing. */
	field(name: string): string;
}

/** The pages where a person enters the device's code, signs in and consents. */
export class SignInPages {
	readonly #parts: SignInParts;
	readonly #visits = new Map<string, Visit>();

	constructor(parts: SignInParts) {
		this.#parts = parts;
	}

	/** Adds the pages' routes. */
	addTo(router: Router): void {
		for (const path of ["/device", "/link"]) {
			router.get(path, (context) => {
				const code = String(context.query["user_code"] ?? "").slice(0, CODE_LENGTH);
				answer(context, codePage(words(context), code));
			});
			router.post(path, (context) => answer(context, this.#enterCode(read(context))));
		}
		router.get("/device/:visit/:step", (context) => answer(context, this.#show(context)));
		const steps: Readonly<
			Record<Step, (visit: Visit, submission: Submission) => Outcome | Promise<Outcome>>
		> = {
			account: (visit, submission) => this.#enterAccount(visit, submission),
			password: (visit, submission) => this.#enterPassword(visit, submission),
			consent: (visit, submission) => this.#decide(visit, submission),
		};
		for (const [step, handle] of Object.entries(steps)) {
			router.post(`/device/:visit/${step}`, async (context) => {
				const visit = this.#visit(context);
				const gone = gonePage(words(context));
				answer(context, visit === undefined ? gone : await handle(visit, read(context)));
			});
		}
	}

	#enterCode({ text, field }: Submission): Outcome {
		const typed = field("code").slice(0, CODE_LENGTH);
		for (const directory of this.#parts.directories) {
			const code = directory.findCode(typed);
			if (code !== undefined) return { visit: this.#begin(directory, code), step: "account" };
		}
		return codePage(text, typed, text.wrongCode);
	}

	#begin(directory: Directory, code: PendingCode): Visit {
		const visit = { id: randomUUID(), directory, code };
		this.#visits.set(visit.id, visit);
		for (const oldest of this.#visits.keys()) {
			if (this.#visits.size <= KEPT) break;
			this.#visits.delete(oldest);
		}
		return visit;
	}

	#show(context: Context): Markup {
		const visit = this.#visit(context);
		const text = words(context);
		if (visit === undefined) return gonePage(text);
		const { account, signedIn, code } = visit;
		const step: unknown = context["params"].step;
		if (step === "consent" && signedIn && account) return consentPage(text, code.scope, account);
		if (step === "password" && account) return passwordPage(text, account);
		return accountPage(text);
	}

	#enterAccount(visit: Visit, { text, field }: Submission): Outcome {
		const typed = field("account").trim();
		const account = findAccount(typed);
		if (account === undefined || account.audience !== visit.directory.audience) {
			return accountPage(text, typed, text.unknownAccount);
		}
		visit.account = account;
		visit.signedIn = false;
		return { visit, step: "password" };
	}

	async #enterPassword(visit: Visit, { text, field }: Submission): Promise<Outcome> {
		const { account } = visit;
		if (account === undefined) return gonePage(text);
		if (field("password") !== account.password) return passwordPage(text, account, text.wrongPassword);
		visit.signedIn = true;
		const policy = this.#policyAgainst(account);
		if (policy !== undefined) return blockedPage(text, account, policy);
		const need = this.#parts.consents.need(account);
		if (need === "administrator") return approvalPage(text, account);
		return need === "ask" ? { visit, step: "consent" } : this.#finish(visit, account, true, text);
	}

	async #decide(visit: Visit, { text, field }: Submission): Promise<Outcome> {
		const { account } = visit;
		if (!visit.signedIn || account === undefined) return gonePage(text);
		// A form made by hand must not pass where the page would not have been shown.
		const policy = this.#policyAgainst(account);
		if (policy !== undefined) return blockedPage(text, account, policy);
		if (this.#parts.consents.need(account) === "administrator") return approvalPage(text, account);
		const accepted = field("decision") === "accept";
		if (accepted) this.#parts.consents.grant(account, field("organization") === "on");
		return this.#finish(visit, account, accepted, text);
	}

	async #finish(visit: Visit, account: Account, accepted: boolean, text: Words): Promise<Markup> {
		this.#visits.delete(visit.id);
		if (visit.directory.findCode(visit.code.userCode) === undefined) return gonePage(text);
		if (accepted) await visit.directory.approve(visit.code, account);
		else await visit.directory.decline(visit.code);
		return donePage(text, account, accepted);
	}

	/** The AADSTS number of the policy that is against this account, if one is. */
	#policyAgainst(account: Account): number | undefined {
		const against = (value: unknown) => value === true || value === account.address;
		if (against(this.#parts.faults.peek("conditional-access"))) return 53003;
		return against(this.#parts.faults.peek("device-code-blocked")) ? 530036 : undefined;
	}

	#visit(context: Context): Visit | undefined {
		return this.#visits.get(context["params"].visit as string);
	}
}

function language(context: Context): Language {
	return context.acceptsLanguages("en", "fr") === "fr" ? "fr" : "en";
}

function words(context: Context): Words {
	return WORDS[language(context)];
}

function read(context: Context): Submission {
	const form = (context.request.body ?? {}) as Record<string, unknown>;
	const field = (name: string) => (typeof form[name] === "string" ? form[name] : "");
	return { text: words(context), field };
}

function answer(context: Context, outcome: Outcome): void {
	if (outcome instanceof Markup) {
		const { brand } = words(context);
		const body = html`<main><p class="brand">${brand}</p>${outcome}</main>`;
		context.type = "html";
		context.body = page(language(context), brand, "card", body);
	} else {
		context.status = 303;
		context.redirect(`/device/${outcome.visit.id}/${outcome.step}`);
	}
}
