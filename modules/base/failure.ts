import { type Action, FAILURES, type FailureCode, type Stage } from "./failure-codes";

/** Longest server text a Failure keeps, in characters: two SMTP reply lines of 512 octets (RFC 5321 section 4.5.3.1.5). */
const DETAIL_LIMIT = 1024;

/** What may be said of a failure beside its code. */
export interface FailureOptions {
	/** Where it happened, when that is not the code's usual stage. */
	readonly stage?: Stage;
	/** What helps, when that is not the code's usual action. */
	readonly action?: Action;
	/** What the server said, or the value that was refused; never a secret. Control characters become spaces. */
	readonly detail?: string | undefined;
	/** The input that was refused: a settings key or a header's name. */
	readonly field?: string | undefined;
	/** Name of the server it is about, where that is not the mail server that sends: the POP3 server's. */
	readonly server?: string | undefined;
	/** Seconds after which the server allows another try (HTTP Retry-After). */
	readonly retryAfter?: number | undefined;
	/** The error behind this one. */
	readonly cause?: unknown;
}

/**
 * The one error class of Timbre: a value with a stable code, a stage and an action. What a person reads comes from
 * `language/` by the code; `message` is for logs and holds the code and the detail.
 */
export class Failure extends Error {
	readonly code: FailureCode;
	readonly stage: Stage;
	readonly action: Action;
	readonly detail: string | undefined;
	readonly field: string | undefined;
	readonly server: string | undefined;
	readonly retryAfter: number | undefined;

	/** @param code which failure; its stage and action come from the table unless `options` says otherwise */
	constructor(code: FailureCode, options: FailureOptions = {}) {
		const detail = options.detail === undefined ? undefined : printable(options.detail);
		super(undefined, { cause: options.cause });
		const [stage, action] = FAILURES[code];
		this.code = code;
		this.stage = options.stage ?? stage;
		this.action = options.action ?? action;
		this.detail = detail;
		this.field = options.field;
		this.server = options.server;
		this.retryAfter = options.retryAfter;
	}

	/** Code and detail, for logs; made when asked for, because a history of failures holds each text once. */
	override get message(): string {
		return this.detail ? `${this.code}: ${this.detail}` : this.code;
	}

	/** `Failure`, for logs. */
	override get name(): string {
		return "Failure";
	}

	/** The same failure with something of it told differently. */
	but(changes: FailureOptions & { readonly code?: FailureCode }): Failure {
		const { stage, action, detail, field, server, retryAfter, cause } = this;
		const { code = this.code, ...others } = changes;
		return new Failure(code, { stage, action, detail, field, server, retryAfter, cause, ...others });
	}

	/**
	 * Any thrown value as a Failure: a Failure itself unchanged, anything else as `internal` with its text as detail, so
	 * that nobody ever sees "Error: undefined".
	 */
	static from(error: unknown, code: FailureCode = "internal", options: FailureOptions = {}): Failure {
		if (error instanceof Failure) return error;
		const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
		return new Failure(code, { detail, cause: error, ...options });
	}
}

function printable(text: string): string {
	return text
		.slice(0, DETAIL_LIMIT)
		.replace(/[\u0000-\u001f\u007f]+/g, " ")
		.trim();
}
