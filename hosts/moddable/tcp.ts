import SDKTCP from "embedded:io/socket/tcp";
import type { Socket, TCPOptions } from "timbre/base/sockets";

/** The SDK's class, typed by what it does: its `read` into a buffer answers the count. */
const NativeTCP = SDKTCP as unknown as new (options: TCPOptions & { readonly nodelay: boolean }) => Socket;

/** ECMA-419 TCP client; the SDK spells `noDelay` in its own way. */
export default class TCP extends NativeTCP {
	/** Throws an Error when the address or the port cannot be one, or when `from` is not open. */
	constructor(options: TCPOptions) {
		super({ ...options, nodelay: options.noDelay ?? false });
	}
}
