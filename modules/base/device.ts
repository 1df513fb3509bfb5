import type Poco from "commodetto/Poco";
import type { DeviceClock } from "./clock";
import type { Listener, ListenerOptions, Resolver, Socket, TCPOptions, TLSOptions } from "./sockets";
import type { Source } from "./source";

/** Who this printer is; printed on its label. */
export interface Identity {
	readonly manufacturer: string;
	readonly model: string;
	/** The name it bears on the network until a setting changes it: letters, digits and hyphens (RFC 1123). */
	readonly name: string;
	readonly serial: string;
	/** `AA:BB:CC:DD:EE:FF` */
	readonly macAddress: string;
	/** Firmware version. */
	readonly firmware: string;
	/** The administrator password printed on the label; holds until another is set. */
	readonly initialPassword: string;
}

/** One network interface and its state now. */
export interface NetworkInterface {
	/** `additional` is a second network that never carries OAuth2 traffic (guide, note of the configuration chapter). */
	readonly kind: "standard" | "additional";
	readonly medium: "wired" | "wi-fi";
	readonly connected: boolean;
	readonly address?: string;
	readonly mask?: string;
	readonly gateway?: string;
	readonly dns?: readonly string[];
	/** Whether the network gave the address (DHCP), or somebody entered it. */
	readonly configuration?: "automatic" | "manual";
	readonly ipv6?: readonly string[];
	/** Of a cable: megabits per second. */
	readonly linkSpeed?: number;
	/** Of Wi-Fi: the network's name, its security as people call it (`WPA2-PSK`), channel, and signal in dBm. */
	readonly ssid?: string;
	readonly security?: string;
	readonly channel?: number;
	readonly signal?: number;
}

/** A socket class and the options it is opened with. */
export interface SocketProvider<Options, Instance> {
	readonly io: new (options: Options) => Instance;
}

/** The network as ECMA-419 classes. */
export interface DeviceNetwork {
	readonly tcp: SocketProvider<TCPOptions, Socket>;
	readonly tls: SocketProvider<TLSOptions, Socket>;
	readonly listener: SocketProvider<ListenerOptions, Listener>;
	readonly dns: SocketProvider<object, Resolver>;
	/** All interfaces, as they are now. */
	interfaces(): readonly NetworkInterface[];
}

/**
 * A key-value domain in flash (ECMA-419 `embedded:storage/key-value`, NVS on the ESP32). Keys have at most 15
 * characters. Writing one pair is atomic and durable on return; a power cut loses at most the pair being written.
 * Superseded values stay in flash until their page is recycled.
 */
export interface KeyValueStorage {
	/** The value, or undefined where there is none. */
	read(key: string): ArrayBuffer | undefined;
	/** Throws when the flash is full or worn out. */
	write(key: string, value: Uint8Array): void;
	delete(key: string): void;
	[Symbol.iterator](): IterableIterator<string>;
	close(): void;
}

/** Two flash sectors that can be erased, each for one root key; erasing leaves nothing behind. */
export interface RootKeySectors {
	/** The first bytes of a sector (0 or 1); 0xFF where erased. */
	read(sector: 0 | 1, byteLength: number): Uint8Array;
	/** Writes to the start of an erased sector; durable on return. */
	write(sector: 0 | 1, bytes: Uint8Array): void;
	erase(sector: 0 | 1): void;
}

/** One page, or one document, from the scanner. */
export interface ScannedDocument extends Source {
	/** MIME type, e.g. `application/pdf`. */
	readonly type: string;
	/** Name without folder, e.g. `scan.pdf`. */
	readonly name: string;
	readonly pages: number;
}

/** The scanner and its tray. */
export interface Scanner {
	/** Takes what lies in the tray; undefined when it is empty. */
	scan(): ScannedDocument | undefined;
}

/** A size of paper by its self-describing name (PWG 5101.1). */
export type PaperSize = "iso_a4_210x297mm" | "na_letter_8.5x11in";

/** Why a print engine gave a job up; `busy` prints another one. */
export type PrintError = "paper-out" | "door-open" | "busy" | "failed";

/** How a job of the print engine is started. No callback comes before `start` returns, none after the last two. */
export interface PrintJobOptions {
	/** PWG Raster (PWG 5102.4). */
	readonly type: "image/pwg-raster";
	/** The engine takes so many bytes now (as the sockets of ECMA-419 say it). */
	onWritable(count: number): void;
	/** The paper lies in the tray. */
	onDone(): void;
	/** The job is given up; nothing of it is printed any more. */
	onError(reason: PrintError): void;
}

/** A document on its way to paper. */
export interface PrintJob {
	/** Takes bytes: at most as many as the last `onWritable` told, less what was written since. */
	write(bytes: Uint8Array): void;
	/** The document is whole. */
	end(): void;
	/** Cancels what is not printed yet. */
	close(): void;
}

/** What puts a raster on paper. */
export interface PrintEngine {
	/** The paper in its tray, for now. */
	readonly paper: PaperSize;
	/** Starts a job; whether the engine can print it is told by the job's callbacks. */
	start(options: PrintJobOptions): PrintJob;
}

/** The LCD, as Poco takes it: an output for pixels in RGB565. */
export type Display = ConstructorParameters<typeof Poco>[0];

/** A hard key beside the LCD. */
export type Key = "home" | "back" | "up" | "down" | "left" | "right" | "ok" | "start" | "stop";

/** Hears what a person does at the panel. */
export interface InputListener {
	/** A finger on the LCD, in pixels of the display; between `began` and `ended` it may leave the display's edges. */
	onTouch(phase: "began" | "moved" | "ended", x: number, y: number): void;
	/** A hard key was pressed. */
	onKey(key: Key): void;
	/** A character from a keyboard, where a host has one. */
	onCharacter?(character: string): void;
}

/** Touch screen and hard keys. */
export interface Input {
	/** Sets who hears of it, in place of who did before. */
	listen(listener: InputListener): void;
}

/** What a host hands to `new Printer(device)`. Nothing in `modules/` knows more of the host than this. */
export interface Device {
	readonly identity: Identity;
	/** Id of the app registration at Microsoft Entra ID, from the build configuration. */
	readonly clientId: string;
	readonly network: DeviceNetwork;
	readonly storage: { open(options: { readonly path: string }): KeyValueStorage };
	readonly rootKey: RootKeySectors;
	/** 32 bytes that only this device has (eFuse or flash encryption key derivate). */
	readonly secret: Uint8Array;
	/** Fresh random bytes from the hardware. */
	random(byteLength: number): Uint8Array;
	readonly clock: DeviceClock;
	readonly scanner: Scanner;
	/** Undefined on a board that does not print. */
	readonly printEngine?: PrintEngine;
	/** Undefined on a board without a panel, together with `input`. */
	readonly display?: Display;
	readonly input?: Input;
	/** Starts the firmware anew, as after switching off and on; what runs now may go on for a moment. */
	restart(): void;
	/** Names of the trusted root certificates that the TLS client checks against. */
	readonly roots: readonly string[];
}
