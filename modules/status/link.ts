import type { NetworkInterface } from "../base/device";
import type { Texts } from "../language/texts";
import type { StatusRow } from "./block";

/** What a network interface tells of its cable or its Wi-Fi; nothing where it is not connected. */
export function linkRows(networkInterface: NetworkInterface, { status }: Texts): StatusRow[] {
	const { connected, linkSpeed, ssid, security, channel, signal } = networkInterface;
	const { labels, values } = status;
	const rows: StatusRow[] = [];
	if (!connected) return rows;
	if (linkSpeed !== undefined) rows.push({ label: labels.linkSpeed, value: values.megabits(linkSpeed) });
	if (ssid !== undefined) rows.push({ label: labels.ssid, value: ssid });
	if (security !== undefined) rows.push({ label: labels.security, value: security });
	if (channel !== undefined) rows.push({ label: labels.channel, value: `${channel}` });
	if (signal !== undefined) rows.push({ label: labels.signal, value: values.decibels(signal) });
	return rows;
}
