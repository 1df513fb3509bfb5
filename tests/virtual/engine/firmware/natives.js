import { perform } from "./perform.js";

const hex = (buffer) =>
	[...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
let resource;

export default function main() {
	perform({
		encodeBase64: (bytes) => Base64.encode(unhex(bytes)),
		decodeBase64: (text) => hex(Base64.decode(text)),
		encodeText: (text) => hex(new TextEncoder().encode(text)),
		encodeInto() {
			const bytes = new Uint8Array(4);
			const { read, written } = new TextEncoder().encodeInto("aé€", bytes);
			return `${read} ${written} ${hex(bytes)}`;
		},
		decodeText: (bytes) => new TextDecoder().decode(unhex(bytes)),
		decodeStrictly: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(unhex(bytes)),
		decodeStream() {
			const decoder = new TextDecoder();
			return decoder.decode(unhex("61e282"), { stream: true }) + decoder.decode(unhex("ac62"));
		},
		qrcode(input) {
			const modules = qrcode({ input, maxVersion: 10 });
			return `${modules.size} ${new Uint8Array(modules).join("")}`;
		},
		qrcodeTooLong: () => qrcode({ input: "x".repeat(1000), maxVersion: 2 }),
		readDocument(argument) {
			const [path, position, room] = argument.split(" ");
			const into = new Uint8Array(Number(room) + 2);
			const count = readDocument(path, Number(position), into.subarray(1, -1));
			return `${count} ${hex(into)}`;
		},
		open: (path) => new Resource(path).byteLength,
		exists: (path) => Resource.exists(path),
		read(path) {
			const bytes = new Uint8Array(new Resource(path));
			return `${bytes.length} ${bytes[0]} ${bytes.at(-1)} ${new DataView(bytes.buffer).getUint16(1)}`;
		},
		slice: (path) => hex(new Resource(path).slice(2, 5)),
		sliceWithout(path) {
			const part = new Resource(path).slice(2, 6, false).slice(1, 3, false);
			return `${part instanceof Resource} ${part.byteLength} ${hex(part)}`;
		},
		sliceBeyond: (path) => [
			new Resource(path).slice(-5, 1e9).byteLength,
			new Resource(path).slice(9, 3).byteLength,
		],
		sendResource: (path) => new Uint8Array(callBoard("sum", new Resource(path))),
		base64OfResource: (path) => Base64.encode(new Resource(path).slice(0, 3, false)),
		writeResource: (path) => {
			new Uint8Array(new Resource(path))[0] = 1;
		},
		fillResource: (path) => callBoard("sum", undefined, new Resource(path)),
		keep: (path) => {
			resource = new Resource(path);
			return resource.byteLength;
		},
	});
}
