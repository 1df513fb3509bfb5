import UDP from "embedded:io/socket/udp";
import Resolver from "embedded:network/dns/resolver/udp";
import type { DeviceNetwork, NetworkInterface } from "timbre/base/device";
import Listener from "../moddable/listener";
import { dnsServers, localAddress, wiFiLink } from "../moddable/net";
import TCP from "../moddable/tcp";
import TLS from "../moddable/tls";

/** The board's network: one Wi-Fi interface, which the SDK's `setup/network` has joined before the printer starts. */
export const network: DeviceNetwork = {
	tcp: { io: TCP },
	tls: { io: TLS },
	listener: { io: Listener },
	get dns() {
		return { io: Resolver as DeviceNetwork["dns"]["io"], socket: { io: UDP }, servers: dnsServers() };
	},
	interfaces: () => [wiFi()],
};

function wiFi(): NetworkInterface {
	const address = localAddress();
	const state = { kind: "standard", medium: "wi-fi", connected: address !== undefined } as const;
	if (address === undefined) return state;
	return { ...state, address, configuration: "automatic", dns: dnsServers(), ...wiFiLink() };
}
