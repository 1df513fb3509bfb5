import { Mailer, type MailerParts } from "../../modules/mail/mailer";
import type { ScriptedNetwork } from "../host/transcript";
import { sequence } from "./composition";
import { accountOf, settingsOf } from "./exchange";
import { OPEN_SERVER } from "./small-server";

/** A mailer on a network, and how many connections it had open at once. Never tries again unless a test says so. */
export function watched(
	network: ScriptedNetwork,
	parts: Partial<Pick<MailerParts, "settings" | "account" | "retryDelays">> = {},
): { readonly mailer: Mailer; mostOpen(): number } {
	let most = 0;
	const { io } = network.tcp;
	const counting = class extends io {
		constructor(options: ConstructorParameters<typeof io>[0]) {
			super(options);
			const open = network.opened.filter(({ closed }) => !closed).length;
			most = Math.max(most, open);
		}
	};
	const mailer = new Mailer({
		network: { ...network, tcp: { io: counting } },
		settings: settingsOf(OPEN_SERVER),
		server: "mail",
		account: accountOf(),
		identity: { name: "copier" },
		random: sequence,
		clock: { now: () => Date.UTC(2025, 0, 5) },
		retryDelays: [],
		...parts,
	});
	return { mailer, mostOpen: () => most };
}
