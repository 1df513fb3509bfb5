// biome-ignore lint/style/useNodejsImportProtocol: the SDK's module, not that of Node.js
import Net from "net";

/** The device's IPv4 address, where it has one now. */
export function localAddress(): string | undefined {
	return Net.get("IP") as string | undefined;
}

/** `AA:BB:CC:DD:EE:FF` */
export function macAddress(): string {
	return Net.get("MAC").toUpperCase();
}

/** Addresses of the DNS servers that the network told. */
export function dnsServers(): readonly string[] {
	return Net.get("DNS");
}

/** Name and signal (dBm) of the Wi-Fi that the device has joined. */
export function wiFiLink(): { readonly ssid: string; readonly signal: number } {
	return { ssid: Net.get("SSID"), signal: Net.get("RSSI") };
}

/** Asks the computer's own resolver for a host's IPv4 address; it answers undefined where there is none. */
export function lookUp(host: string, onAnswer: (address: string | undefined) => void): void {
	Net.resolve(host, (_host, address) => onAnswer(address));
}
