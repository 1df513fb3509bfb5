import { checkAddress } from "../../mail/address";
import { ADDRESS_PAGES } from "../keyboard-layouts";
import type { PanelContext } from "../screen";
import { attempt } from "./failure";
import { TypingScreen } from "./typing";

/** Longest address, in characters (RFC 5321 section 4.5.3.1.3). */
const ADDRESS_LIMIT = 254;

/** Typing an address on the screen. */
export class AddressScreen extends TypingScreen {
	readonly #done: (address: string) => void;

	/** @param done is given the address, which is valid, when the person chooses OK */
	constructor(address: string, done: (address: string) => void) {
		super({ text: address, limit: ADDRESS_LIMIT, pages: ADDRESS_PAGES, characters: /^[\x21-\x7e]$/ });
		this.#done = done;
	}

	protected override placeholder({ texts }: PanelContext): string {
		return texts.panel.scan.emailAddress;
	}

	protected override finish(address: string, context: PanelContext): void {
		attempt(context, "scanToEmail", () => {
			checkAddress(address);
			this.#done(address);
			context.back();
		});
	}
}
