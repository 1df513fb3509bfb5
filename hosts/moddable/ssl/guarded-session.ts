import Session, { type RecordChannel } from "ssl/session";
import { HandshakeError, HandshakeGuard } from "./handshake-guard";
import { isSignedWith } from "./signature";

/** The SDK's client session with every record of the handshake checked before the SDK acts on it. */
export class GuardedSession extends Session {
	#guard: HandshakeGuard | undefined;
	#over = false;

	/** @throws Error where the handshake is refused; the session is of no use then */
	override handshake(channel: RecordChannel): boolean {
		if (!super.handshake(channel)) return false;
		// An alert has ended it without a session.
		if (!this.alert && !this.#guard?.finished) throw new HandshakeError("tls", "incomplete");
		this.#over = true;
		this.#guard = undefined;
		return true;
	}

	/** The SDK takes every record from here. */
	override readPacket(channel: RecordChannel): ArrayBuffer | undefined {
		const record = super.readPacket(channel);
		if (record && !this.#over) {
			// Made now: both are there once the ClientHello has been sent.
			this.#guard ??= new HandshakeGuard(
				{ random: bytes(this.clientRandom), sessionID: bytes(this.clientSessionID) },
				(certificate, kind, signed, signature) =>
					isSignedWith(certificate, [kind, "SHA256"], signed, signature),
			);
			this.#guard.check(new Uint8Array(record));
		}
		return record;
	}
}

function bytes(buffer: ArrayBuffer | undefined): Uint8Array {
	return new Uint8Array(buffer ?? new ArrayBuffer(0));
}
