import type { Resolver as HostResolver } from "../../../modules/base/sockets";
import * as board from "./board";
import type { EventHandler } from "./events";

type Question = Parameters<HostResolver["resolve"]>[0];

/** ECMA-419 DNS resolver (`embedded:network/dns/resolver/udp`). */
export default class Resolver implements HostResolver {
	#open: RunningQuestion[] = [];

	resolve(question: Question): void {
		this.#open.push(new RunningQuestion(question, (ended) => this.#forget(ended)));
	}

	/** No callback follows. */
	close(): void {
		for (const question of this.#open) question.drop();
		this.#open = [];
	}

	#forget(ended: RunningQuestion): void {
		this.#open = this.#open.filter((question) => question !== ended);
	}
}

/** One question that the board has not answered yet. */
class RunningQuestion implements EventHandler {
	readonly #question: Question;
	readonly #onEnd: (question: RunningQuestion) => void;
	readonly #id: number;

	constructor(question: Question, onEnd: (question: RunningQuestion) => void) {
		this.#question = question;
		this.#onEnd = onEnd;
		this.#id = events.add(this);
		board.resolveHost(this.#id, /^[\x21-\x7e]+$/.test(question.host) ? question.host : "");
	}

	drop(): void {
		events.remove(this.#id);
	}

	onEvent(name: string, address: string): void {
		this.drop();
		this.#onEnd(this);
		const { host } = this.#question;
		if (name === "resolved") this.#question.onResolved(host, address);
		else this.#question.onError(host);
	}
}
