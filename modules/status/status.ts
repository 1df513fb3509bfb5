import { clockFailure } from "../base/clock";
import type { Device, NetworkInterface } from "../base/device";
import type { Failure } from "../base/failure";
import type { Texts } from "../language/texts";
import type { AccountState } from "../oauth/account";
import { refreshWarning } from "../oauth/refresh-warning";
import { isFaxServerSet, MAIL_SERVER_SETTINGS } from "../settings/email-server";
import { FIELDS, isSecret, type SettingKey } from "../settings/fields";
import type { Settings } from "../settings/settings";
import type { Vault } from "../storage/vault";
import type { StatusBlock, StatusRow } from "./block";
import { certificatesBlock } from "./certificates";
import { linkRows } from "./link";
import { maskedAccount } from "./masked-account";
import { memoryRows } from "./memory";

export type { StatusBlock, StatusRow };

/** What the status is read from. */
export interface StatusSources {
	readonly settings: Pick<Settings, "get">;
	/** The mail server's account. */
	readonly account: { readonly state: AccountState };
	readonly device: Pick<Device, "identity" | "network" | "clock" | "roots">;
}

/**
 * What the printer tells about itself, as headed blocks of label and value: the panel, the browser page and the printed
 * sheet all show these. No value is a secret: a stored password is a row of asterisks of one length, an account is masked. Source: guide,
 * "Vérifiez le statut de l'authentification OAuth 2.0".
 *
 * @throws Failure `storage.*` when a setting cannot be read
 */
export function statusBlocks(
	sources: StatusSources & {
		readonly vault: Pick<Vault, "problems">;
		readonly accounts: { readonly fax: { readonly state: AccountState } };
	},
	texts: Texts,
): readonly StatusBlock[] {
	const blocks = [
		generalBlock(sources, texts),
		...networkBlocks(sources, texts),
		emailServerBlock(sources, texts),
	];
	if (sources.settings.get("mail.authentication") === "oauth2") blocks.push(accountBlock(sources, texts));
	// The fax server's account is opened only where there is a fax server.
	if (isFaxServerSet(sources.settings)) {
		blocks.push(faxServerBlock({ ...sources, account: sources.accounts.fax }, texts));
	}
	blocks.push(certificatesBlock(sources.device, texts));
	const memory = memoryRows(sources.vault.problems, texts);
	if (memory.length > 0) blocks.push({ heading: texts.status.headings.memory, rows: memory });
	return blocks;
}

/** The network's blocks alone, for the panel's Wired LAN/Wi-Fi Status: each interface, and TCP/IP of those connected. */
export function networkBlocks(sources: StatusSources, texts: Texts): readonly StatusBlock[] {
	return [networkBlock(sources, texts), ...tcpIpBlocks(sources, texts)];
}

/** The Email Server block alone, for the panel's Email Server Status. */
export function emailServerBlock(sources: StatusSources, texts: Texts): StatusBlock {
	const { settings, account } = sources;
	const { labels } = texts.settings;
	const rows = [settingRow(settings, "mail.authentication", texts)];
	const oauth2 = settings.get("mail.authentication") === "oauth2";
	if (oauth2) {
		rows.push(settingRow(settings, "mail.service", texts));
		rows.push({ label: texts.status.labels.currentStatus, value: accountStatus(account.state, texts) });
		const warning = accountWarning(sources, texts);
		if (warning) rows.push({ label: texts.status.labels.warning, value: warning.text });
	}
	for (const name of MAIL_SERVER_SETTINGS) {
		const key = `mail.${name}` as const;
		if (oauth2 && key === "mail.password") continue;
		if (key === "mail.account") {
			const name = oauth2 ? loginOf(account.state) : settings.get(key);
			rows.push({ label: labels[key], value: name ? maskedAccount(name) : texts.status.values.notSet });
		} else rows.push(settingRow(settings, key, texts));
	}
	return { heading: texts.status.headings.emailServer, rows };
}

/** The Fax Server block: where faxes are mailed, by which server, and its account. @param sources with that account */
function faxServerBlock(sources: StatusSources, texts: Texts): StatusBlock {
	const { settings, account } = sources;
	const { labels, headings } = texts.status;
	const rows = (["fax.server-domain", "fax.smtp-server", "fax.authentication"] as const).map((key) =>
		settingRow(settings, key, texts),
	);
	if (settings.get("fax.authentication") === "oauth2") {
		rows.push({ label: labels.currentStatus, value: accountStatus(account.state, texts) });
		const login = loginOf(account.state);
		if (login !== undefined) rows.push({ label: labels.account, value: login });
		const warning = accountWarning(sources, texts);
		if (warning?.failing) rows.push({ label: labels.warning, value: warning.text });
	}
	return { heading: headings.faxServer, rows };
}

/** The Microsoft account: its state, and what is wrong with it. */
function accountBlock(sources: StatusSources, texts: Texts): StatusBlock {
	const { labels } = texts.status;
	const { state } = sources.account;
	const rows: StatusRow[] = [{ label: labels.currentStatus, value: accountStatus(state, texts) }];
	const login = loginOf(state);
	if (login !== undefined) rows.push({ label: labels.account, value: maskedAccount(login) });
	if (state.kind === "code-shown") {
		rows.push({ label: labels.verificationUri, value: state.verificationUri });
		rows.push({ label: labels.code, value: state.userCode });
	}
	const warning = accountWarning(sources, texts);
	if (warning?.failing) rows.push({ label: labels.warning, value: warning.text });
	const failure = failureOf(state) ?? warning?.failure;
	if (failure) {
		const { happened, remedy } = texts.failures[failure.code];
		rows.push({ label: labels.problem, value: happened }, { label: labels.solution, value: remedy });
	}
	return { heading: texts.status.headings.account, rows };
}

/**
 * What will keep the account from working before long, or does already: a clock by which no certificate can be checked, or
 * refreshes that have failed for as long as is set.
 */
export function accountWarning(
	{ account, settings, device }: StatusSources,
	texts: Texts,
): { readonly text: string; readonly failure: Failure; readonly failing: boolean } | undefined {
	const clock = clockFailure(device.clock);
	if (clock) return { text: texts.failures[clock.code].happened, failure: clock, failing: false };
	const failing = refreshWarning(account.state, settings, device.clock.now() ?? 0);
	if (!failing) return undefined;
	const text = texts.status.values.notRenewedSince(texts.dates.date(new Date(failing.since)));
	return { text, failure: failing.failure, failing: true };
}

/** What stands beside Current Status. */
export function accountStatus(state: AccountState, texts: Texts): string {
	const { values } = texts.status;
	switch (state.kind) {
		case "signed-in":
			return state.saved ? values.signedIn : values.signedInNotSaved;
		case "expired":
			return values.signInExpired;
		case "starting":
		case "code-shown":
			return values.signingIn;
		default:
			return values.signedOut;
	}
}

/** Why an account is not usable, where something went wrong with it. */
export function failureOf(state: AccountState): Failure | undefined {
	return "failure" in state ? state.failure : undefined;
}

/** Is a sign-in under way, or done and not stored yet? */
export function isUnsaved(state: AccountState): boolean {
	return isUnderWay(state) || (state.kind === "signed-in" && !state.saved);
}

/** Is a sign-in under way? */
export function isUnderWay({ kind }: AccountState): boolean {
	return kind === "starting" || kind === "code-shown";
}

/** The address that is signed in, or was until it expired. */
export function loginOf(state: AccountState): string | undefined {
	return state.kind === "signed-in" || state.kind === "expired" ? state.login : undefined;
}

/** The name the printer bears on the network: the one that was set, else its own. */
export function printerName({
	settings,
	device,
}: Pick<StatusSources, "settings"> & { readonly device: Pick<Device, "identity"> }): string {
	return settings.get("device.name") || device.identity.name;
}

function generalBlock({ settings, device }: StatusSources, texts: Texts): StatusBlock {
	const { labels, values, headings } = texts.status;
	const { identity } = device;
	const now = device.clock.now();
	return {
		heading: headings.general,
		rows: [
			{ label: labels.model, value: `${identity.manufacturer} ${identity.model}` },
			{ label: labels.printerName, value: printerName({ settings, device }) },
			{ label: labels.serial, value: identity.serial },
			{ label: labels.macAddress, value: identity.macAddress },
			{ label: labels.firmware, value: identity.firmware },
			{
				label: labels.dateTime,
				value: now === undefined ? values.notSet : texts.dates.dateTime(new Date(now)),
			},
		],
	};
}

function networkBlock({ device }: StatusSources, texts: Texts): StatusBlock {
	const { labels, values, headings } = texts.status;
	const rows = device.network.interfaces().flatMap((networkInterface) => {
		const { kind, medium, connected } = networkInterface;
		const label = kind === "standard" ? labels.standardNetwork : labels.additionalNetwork;
		const state = connected ? values.connected : values.notConnected;
		return [
			{ label, value: `${mediumName(medium, texts)} – ${state}` },
			...linkRows(networkInterface, texts),
		];
	});
	return { heading: headings.network, rows };
}

/** One block for each connected interface; they bear the medium's name where there are several. */
function tcpIpBlocks({ device }: StatusSources, texts: Texts): StatusBlock[] {
	const connected = device.network.interfaces().filter((networkInterface) => networkInterface.connected);
	const heading = texts.status.headings.tcpIp;
	return connected.map((networkInterface) => ({
		heading: connected.length > 1 ? `${heading} – ${mediumName(networkInterface.medium, texts)}` : heading,
		rows: tcpIpRows(networkInterface, texts),
	}));
}

function tcpIpRows(networkInterface: NetworkInterface, texts: Texts): StatusRow[] {
	const { address, mask, gateway, dns = [], configuration, ipv6 = [] } = networkInterface;
	const { labels, values } = texts.status;
	const obtained = configuration && { label: labels.obtained, value: values[configuration] };
	return [
		...(obtained ? [obtained] : []),
		{ label: labels.ipAddress, value: address ?? values.notSet },
		{ label: labels.subnetMask, value: mask ?? values.notSet },
		{ label: labels.gateway, value: gateway ?? values.notSet },
		...dns.map((server, index) => ({ label: labels.dns(index + 1), value: server })),
		...ipv6.map((value) => ({ label: labels.ipv6Address, value })),
	];
}

function mediumName(medium: NetworkInterface["medium"], { status }: Texts): string {
	return medium === "wired" ? status.values.wired : status.values.wifi;
}

function settingRow(settings: StatusSources["settings"], key: SettingKey, texts: Texts): StatusRow {
	return { label: texts.settings.labels[key], value: settingValue(settings, key, texts) };
}

/** What a person reads as the value of a setting; of a secret, whether there is one. */
export function settingValue(settings: StatusSources["settings"], key: SettingKey, texts: Texts): string {
	const value = `${settings.get(key)}`;
	if (value === "") return texts.status.values.notSet;
	if (isSecret(key)) return texts.status.values.masked;
	return FIELDS[key].kind === "choice" || FIELDS[key].kind === "boolean"
		? choiceName(key, value, texts)
		: value;
}

/** What a person reads for a choice of a setting; the bare value where it has no name. */
export function choiceName(key: SettingKey, value: string, { settings }: Texts): string {
	const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = settings.choices;
	return choices[key]?.[value] ?? value;
}
