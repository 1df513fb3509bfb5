/// <reference path="../../../../hosts/virtual/firmware/globals.d.ts" />
import { Digest } from "crypt";
import { answerControl } from "../../../../hosts/virtual/firmware/board";
import { createDevice } from "../../../../hosts/virtual/firmware/device";
import { CONTROL_ID, type EventHandler } from "../../../../hosts/virtual/firmware/events";
import { startMachine } from "../../../../hosts/virtual/firmware/machine";
import Timer from "../../../../hosts/virtual/firmware/timer";
import { fromBase64, text, toBase64, utf8 } from "../../../../modules/base/bytes";
import type { Device } from "../../../../modules/base/device";
import { Failure } from "../../../../modules/base/failure";
import type { Socket, SocketCallbacks } from "../../../../modules/base/sockets";

/** What the tests ask this firmware to do; the answer arrives as the control request's own. */
export type ProbeRequest =
	| {
			readonly command: "talk";
			readonly host: string;
			readonly port: number;
			readonly tls?: boolean;
			readonly text: string;
	  }
	| { readonly command: "remember"; readonly key: string; readonly text: string }
	| { readonly command: "recall"; readonly key: string }
	| { readonly command: "wait"; readonly milliseconds: number }
	| { readonly command: "digest"; readonly type: "SHA256"; readonly repeat: number }
	| { readonly command: "encode"; readonly text: string }
	| { readonly command: "decode"; readonly base64: string }
	| { readonly command: "scan" }
	| { readonly command: "loop" | "throw" | "fill" | "crowd" };

type Settle = (answer: unknown) => void;

/** A firmware for tests: an echo server on port 80, and one way to try each part of the virtual host. */
class Probe implements EventHandler {
	readonly #device: Device;

	constructor(device: Device) {
		this.#device = device;
		const listener = new device.network.listener.io({
			port: 80,
			onReadable: () => {
				for (let accepted = listener.read(); accepted; accepted = listener.read()) this.#echo(accepted);
			},
		});
		globalThis.events.set(CONTROL_ID, this);
	}

	onEvent(_name: string, argument: string): void {
		const separator = argument.indexOf(" ");
		const id = argument.slice(0, separator);
		const settle: Settle = (answer) => answerControl(id, JSON.stringify({ answer }));
		try {
			this.#carryOut(JSON.parse(argument.slice(separator + 1)), settle);
		} catch (error) {
			const { code, stage, action, detail } = Failure.from(error);
			answerControl(id, JSON.stringify({ failure: { code, stage, action, detail } }));
		}
	}

	#echo(accepted: Socket): void {
		let room = 0;
		let unread = 0;
		const pump = (): void => {
			while (room > 0 && unread > 0) {
				const bytes = socket.read(Math.min(room, unread)) as ArrayBuffer;
				unread -= bytes.byteLength;
				room = socket.write(bytes) ?? 0;
			}
		};
		const socket = new this.#device.network.tcp.io({
			from: accepted,
			onReadable: (count) => {
				unread = count;
				pump();
			},
			onWritable: (count) => {
				room = count;
				pump();
			},
			onError: () => socket.close(),
		});
	}

	#carryOut(request: ProbeRequest, settle: Settle): void {
		if (request.command === "talk") this.#talk(request, settle);
		else if (request.command === "wait") wait(request.milliseconds, settle);
		else if (request.command === "loop") for (;;);
		else if (request.command === "throw") throwLater();
		else settle(this.#answer(request));
	}

	#answer(request: ProbeRequest): unknown {
		const storage = this.#device.storage.open({ path: "probe" });
		switch (request.command) {
			case "remember":
				storage.write(request.key, new TextEncoder().encode(request.text));
				return [...storage];
			case "recall": {
				const value = storage.read(request.key);
				return value ? new TextDecoder().decode(value) : null;
			}
			case "encode":
				return toBase64(utf8(request.text));
			case "decode":
				return text(fromBase64(request.base64));
			case "digest":
				return digest(request.type, request.repeat);
			case "scan":
				return this.#scan();
			case "crowd":
				return crowd(this.#device);
			default:
				return fill();
		}
	}

	#talk({ host, port, tls, text }: ProbeRequest & { command: "talk" }, settle: Settle): void {
		const { dns, tcp, tls: secure } = this.#device.network;
		let received = "";
		let written = false;
		const callbacks: SocketCallbacks = {
			onWritable: () => {
				if (!written) socket.write(new TextEncoder().encode(text));
				written = true;
			},
			onReadable: () => {
				received += new TextDecoder().decode(socket.read());
			},
			onError: (error) => {
				socket.close();
				settle({ received, error: error?.code });
			},
		};
		let socket: Socket;
		new dns.io({}).resolve({
			host,
			onError: () => settle({ error: "dns" }),
			onResolved: (_host, address) => {
				socket = tls
					? new secure.io({ address, port, host, secure: {}, ...callbacks })
					: new tcp.io({ address, port, ...callbacks });
			},
		});
	}

	#scan(): object | null {
		const document = this.#device.scanner.scan();
		if (!document) return null;
		const digest = new Digest("SHA256");
		const piece = new Uint8Array(4096);
		for (let count = document.read(piece) as number; count > 0; count = document.read(piece) as number) {
			digest.write(piece.subarray(0, count));
		}
		document.close?.();
		const { name, type, pages, byteLength } = document;
		return { name, type, pages, byteLength, digest: Base64.encode(digest.close()) };
	}
}

function wait(milliseconds: number, settle: Settle): void {
	const start = Date.now();
	Timer.set(() => settle(Date.now() - start), milliseconds);
}

function digest(type: "SHA256", repeat: number): string {
	const digest = new Digest(type);
	for (let count = 0; count < repeat; count++) digest.write(`${count},`);
	return Base64.encode(digest.close());
}

/** Opens sockets that nothing answers, to see what one costs. */
function crowd({ network }: Device): number {
	const onError = (): void => {};
	(globalThis as { crowd?: object }).crowd = Array.from(
		{ length: 32 },
		() =>
			new network.tcp.io({
				address: "192.0.2.1",
				port: 25,
				onError,
				onReadable: onError,
				onWritable: onError,
			}),
	);
	return 32;
}

function throwLater(): void {
	void Promise.reject(new Failure("mail.not-configured", { detail: "thrown by the probe" }));
}

function fill(): never {
	const rows: string[] = [];
	for (;;) rows.push("x".repeat(1000) + rows.length);
}

/** Starts the probe. */
export default function main(): void {
	startMachine();
	new Probe(createDevice());
}
