import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { decodePNG } from "../../hosts/virtual/board/png";
import type { Box } from "../../modules/graphics/box";
import { parseMessage } from "../../tools/lab/lab";
import { expectGolden } from "../virtual/drawing/golden";
import { Office } from "../virtual/support/office";
import { keyOf, PLACES } from "./support/person";

const MARIE = "marie@timbre.example";

const GOLDEN = new URL("golden/", import.meta.url);

/** Milliseconds after which a picture that never comes is a failure. */
const PATIENCE = 10_000;

let office: Office;

beforeAll(async () => {
	office = await Office.openSignedIn();
}, 120_000);
afterAll(async () => {
	await office?.close();
});

/** Presses a hard key a number of times. */
function press(key: Parameters<typeof office.printer.board.input.key>[0], times = 1): void {
	for (let count = 0; count < times; count++) office.printer.board.input.key(key);
}

function tap({ x, y, width, height }: Box): void {
	const { input } = office.printer.board;
	input.touch("began", x + width / 2, y + height / 2);
	input.touch("ended", x + width / 2, y + height / 2);
}

/** Goes from one key of the keyboard to another. */
function walkKeys(from: Box, to: Box): void {
	const [across, down] = [(to.x - from.x) / from.width, (to.y - from.y) / from.height];
	press(down > 0 ? "down" : "up", Math.abs(down));
	press(across > 0 ? "right" : "left", Math.abs(across));
}

/** Types an address by the arrow keys, from the first key of the keyboard on, and goes to OK above the last column. */
function typeByKeys(address: string): void {
	let at = keyOf("a");
	for (const character of address) {
		walkKeys(at, keyOf(character));
		press("ok");
		at = keyOf(character);
	}
	walkKeys(at, keyOf("h"));
	press("up");
}

/** The document has arrived, and the panel says so: the same picture as in the tests without XS. */
async function expectSent(document: Buffer): Promise<void> {
	const [stored] = await office.lab.mailboxes.waitFor(MARIE, 1);
	if (!stored) throw new Error("no message");
	const { contents } = await parseMessage(stored);
	expect(contents[0]?.equals(document)).toBe(true);
	const { display } = office.printer.board;
	const end = Date.now() + PATIENCE;
	const golden = decodePNG(readFileSync(new URL("en-job-sent.png", GOLDEN))).pixels;
	const shown = () => display.pixels.every((pixel, index) => pixel === golden[index]);
	while (!shown() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
	expectGolden(display, "en-job-sent", GOLDEN);
}

describe("The main job at the panel, the firmware on XS", () => {
	let document: Buffer;

	beforeEach(async () => {
		office.lab.mailboxes.clear(MARIE);
		document = randomBytes(20_000);
		press("home");
		await office.load(document);
	});

	test("by keys alone", async () => {
		press("ok", 2);
		typeByKeys(MARIE);
		press("ok");
		press("ok");
		await expectSent(document);
	});

	test("by touch alone", async () => {
		tap(PLACES.scanToEmail);
		tap(PLACES.addRecipient);
		for (const character of MARIE) tap(keyOf(character));
		tap(PLACES.keyboardOK);
		tap(PLACES.action);
		await expectSent(document);
	});
});
