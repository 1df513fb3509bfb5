import type { TLSOptions } from "../../../modules/base/sockets";
import * as board from "./board";
import TCP from "./tcp";

/**
 * TLS client, with the options of the SDK's TLSSocket: `from` upgrades an open TCP socket (STARTTLS). The board does the
 * handshake and checks the certificate against the device's roots; `onWritable` follows when both are done, `onError`
 * with a reason when not.
 */
export default class TLS extends TCP {
	/** Throws an Error when the host's name cannot be one. */
	constructor(options: TLSOptions) {
		super(options);
		const serverName = options.secure.serverName ?? options.host;
		if (!/^[\x21-\x7e]{1,253}$/.test(serverName)) {
			this.close();
			throw new Error("invalid host");
		}
		board.secureSocket(this.id, serverName, options.secure.verify ?? true);
	}
}
