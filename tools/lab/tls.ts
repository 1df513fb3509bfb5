import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer } from "node:net";
import { createSecureContext, type SecureContext, type SecureVersion, TLSSocket } from "node:tls";
import { type Listener, listen } from "../../hosts/virtual/board/loopback";
import type { CertificateKind, ServerIdentities } from "./certificates";
import type { Faults } from "./faults";

/** What one TLS connection needs. */
export type ConnectionTls = () => { secureContext: SecureContext };

/** Milliseconds a client may take for the TLS handshake. */
const HANDSHAKE_LIMIT = 60000;

/** Ends the connection of a client that does not finish its handshake. */
function limitHandshake(socket: TLSSocket): void {
	const timer = setTimeout(() => socket.destroy(), HANDSHAKE_LIMIT);
	socket.once("secure", () => clearTimeout(timer));
	socket.once("close", () => clearTimeout(timer));
}

/** Waits for the end of a handshake. Rejects with `hangup` where it fails, or takes too long. */
export function handshake(socket: TLSSocket, hangup: Error): Promise<void> {
	limitHandshake(socket);
	return new Promise((resolve, reject) => {
		socket.once("secure", resolve);
		socket.once("close", () => reject(hangup));
	});
}

/** TLS options that follow the faults `certificate` and `tls-version` at each connection. */
export function tlsOptions(identities: ServerIdentities, faults: Faults): ConnectionTls {
	return () => {
		const kind = (faults.take("certificate") ?? "good") as CertificateKind;
		const version = faults.take("tls-version") as SecureVersion | undefined;
		const secureContext = createSecureContext({
			...identities[kind],
			minVersion: version ?? "TLSv1.2",
			maxVersion: version ?? "TLSv1.3",
		});
		return { secureContext };
	};
}

/**
 * Opens an HTTPS server whose certificate and versions are chosen anew for each connection, which `node:https`
 * cannot do for the versions.
 * @throws Error when the port is in use
 */
export function openHttps(
	handle: RequestListener,
	tls: ConnectionTls,
	port: number,
	name: string,
): Promise<Listener> {
	const http = createHttpServer(handle);
	const server = createServer({ noDelay: true }, (socket) => {
		const secure = new TLSSocket(socket, { ...tls(), isServer: true });
		// A client that refuses the certificate ends the handshake with an alert: no failure of the lab.
		secure.on("error", () => secure.destroy());
		secure.once("secure", () => http.emit("connection", secure));
		limitHandshake(secure);
	});
	return listen(server, port, name);
}
