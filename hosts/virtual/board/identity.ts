import { randomBytes, randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Identity } from "../../../modules/base/device";

/** What is made once for each virtual printer. */
type Label = Pick<Identity, "serial" | "macAddress" | "initialPassword">;

/** Letters and digits that nobody mistakes for one another on a label. */
const PASSWORD_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
const PASSWORD_LENGTH = 10;
const SECRET_LENGTH = 32;

/**
 * Who the virtual printer of this state folder is: serial number, MAC address and label password are made at its first
 * start and stay.
 * @param firmware the firmware's version
 * @throws Error with one line when the folder's identity cannot be read
 */
export function readIdentity(folder: string, firmware: string): Identity {
	const path = join(folder, "identity.json");
	const label = readOrMake(path, parseLabel, () =>
		Buffer.from(`${JSON.stringify(makeLabel(), null, "\t")}\n`),
	);
	const tail = label.macAddress.replaceAll(":", "").slice(-6).toLowerCase();
	return { manufacturer: "Timbre", model: "Virtual Printer", name: `timbre-${tail}`, firmware, ...label };
}

/**
 * The 32 bytes that only this device has; kept apart from the flash file, as eFuses are from flash.
 * @throws Error with one line when they cannot be read
 */
export function readSecret(folder: string): Uint8Array {
	return readOrMake(
		join(folder, "secret.bin"),
		(bytes) => (bytes.byteLength === SECRET_LENGTH ? bytes : undefined),
		() => randomBytes(SECRET_LENGTH),
	);
}

function readOrMake<Value>(
	path: string,
	parse: (bytes: Buffer) => Value | undefined,
	make: () => Buffer,
): Value {
	try {
		writeFileSync(path, make(), { flag: "wx", mode: 0o600 });
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
	}
	const value = parse(readFileSync(path));
	if (value === undefined)
		throw new Error(`${path} is damaged; delete the state folder to start with a new printer`);
	return value;
}

function parseLabel(bytes: Buffer): Label | undefined {
	try {
		const { serial, macAddress, initialPassword } = JSON.parse(bytes.toString());
		const complete = [serial, macAddress, initialPassword].every(
			(value) => typeof value === "string" && value,
		);
		return complete ? { serial, macAddress, initialPassword } : undefined;
	} catch {
		return undefined;
	}
}

function makeLabel(): Label {
	const tail = randomBytes(5).toString("hex").toUpperCase().match(/../g) ?? [];
	return {
		serial: `TBV${String(randomInt(1e9)).padStart(9, "0")}`,
		macAddress: ["02", ...tail].join(":"),
		initialPassword: Array.from(
			{ length: PASSWORD_LENGTH },
			() => PASSWORD_ALPHABET[randomInt(PASSWORD_ALPHABET.length)],
		).join(""),
	};
}
