import fc from "fast-check";
import type { Key } from "../../modules/base/device";
import { Failure } from "../../modules/base/failure";
import { DISPLAY } from "../../modules/panel/layout";
import { lcd } from "../host/lcd";
import { PLACES } from "./support/person";
import { TestPanel } from "./support/test-panel";
import { settle } from "./support/test-printer";

const KEYS: readonly Key[] = ["home", "back", "up", "down", "left", "right", "ok", "start", "stop"];

/** The ring around the focus: accent, or ink on what has the accent's color itself (RGB565). */
const RINGS = new Set([rgb565(0x1f, 0x5f, 0xd0), rgb565(0x16, 0x1d, 0x2b)]);

function rgb565(red: number, green: number, blue: number): number {
	return ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
}

/** Is a ring drawn at the left edge of the focus, at half its height? */
function focusIsVisible({ panel }: TestPanel): boolean {
	const { focus } = panel;
	if (!focus) return false;
	const row = Math.floor(focus.y + focus.height / 2) * DISPLAY.width + focus.x;
	return [0, 1, 2, 3, 4, 5, 6].some((column) => RINGS.has(lcd.pixels[row + column] ?? 0));
}

describe("The focus", () => {
	test("is visible wherever the keys lead", async () => {
		const walks = fc.array(fc.constantFrom(...KEYS), { minLength: 10, maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(walks, async (keys) => {
				const panel = new TestPanel();
				await panel.drawn();
				panel.load();
				for (const key of keys) {
					await panel.press(key);
					expect(focusIsVisible(panel)).toBe(true);
				}
			}),
			{ numRuns: 25 },
		);
	});

	test("follows the finger", async () => {
		const panel = new TestPanel();
		await panel.drawn();
		await panel.press("ok", "ok");
		await panel.tap(100, 100);
		expect(panel.panel.focus).toEqual({ x: 80, y: 80, width: 40, height: 40 });
		expect(focusIsVisible(panel)).toBe(true);
	});

	test("returns to where it was when a person goes back", async () => {
		const panel = new TestPanel();
		await panel.press("down", "right");
		const { focus } = panel.panel;
		await panel.press("ok", "down", "ok", "back", "back");
		expect(panel.panel.focus).toEqual(focus);
	});
});

describe("A finger", () => {
	test("that slides off what it touched chooses nothing", async () => {
		const panel = new TestPanel();
		await panel.drawn();
		await panel.drag([100, 80], [100, 200]);
		expect(panel.text).not.toContain("Add a recipient");
	});

	test("drags what is longer than the display, and its ends hold", async () => {
		const panel = new TestPanel();
		await panel.go("settings", "generalSettings", "networkSettings", "networkStatus", "emailServerStatus");
		expect(panel.text).toContain("Email Server Status");
		panel.texts.length = 0;
		await panel.drag([160, 220], [160, 0]);
		await panel.drag([160, 220], [160, -400]);
		expect(panel.text).toContain("POP3 Server Port Number");
		panel.texts.length = 0;
		await panel.drag([160, 60], [160, 2000]);
		expect(panel.text).toContain("Authentication Method");
	});
});

describe("A list that is longer than the display", () => {
	test("scrolls with the focus, to its last row and back", async () => {
		const panel = new TestPanel();
		for (let job = 0; job < 12; job++) {
			panel.queue.start({ type: "scan-to-email", from: "", to: ["a@b.fr"], pages: 1 }, async () => []);
			await settle();
		}
		await panel.press("down", "left", "ok", "ok");
		expect(panel.text).toContain("No. 12 ");
		for (let row = 1; row < 12; row++) {
			await panel.press("down");
			expect(focusIsVisible(panel)).toBe(true);
		}
		expect(panel.text).toContain("No. 1 ");
		await panel.press("ok");
		expect(panel.text).toContain("Email sent");
		await panel.press("back");
		expect(panel.text).toContain("No. 1 ");
		expect(focusIsVisible(panel)).toBe(true);
	});
});

describe("What changes elsewhere shows at once", () => {
	test("a language that is chosen holds at once", async () => {
		const panel = new TestPanel();
		await panel.press("down", "right", "ok", "down", "ok", "down", "ok");
		expect(panel.text).toContain("Langue / Language");
		await panel.press("home");
		expect(panel.text).toContain("Numérisation vers email");
	});

	test("the mail service's state on the home screen, and nothing else is drawn for it", async () => {
		const panel = new TestPanel();
		await panel.drawn();
		const before = panel.panel.pixels;
		panel.account.become({ kind: "signed-out", failure: new Failure("oauth.revoked") });
		await panel.drawn();
		expect(panel.panel.pixels - before).toBe(DISPLAY.width * 40);
		panel.account.become({ kind: "signed-out" });
		await panel.drawn();
		expect(panel.panel.pixels - before).toBe(DISPLAY.width * 40);
	});

	test("the email server's status while it is read", async () => {
		const panel = new TestPanel();
		await panel.go("settings", "generalSettings", "networkSettings", "networkStatus", "emailServerStatus");
		panel.texts.length = 0;
		panel.account.become({ kind: "signed-out" });
		await panel.drawn();
		expect(panel.text).toContain("Not signed in");
	});

	test("screens that are left listen no more", async () => {
		const panel = new TestPanel();
		await panel.drawn();
		const { listeners } = panel.account;
		for (let visit = 0; visit < 3; visit++) {
			await panel.go("settings", "generalSettings", "networkSettings", "networkStatus", "emailServerStatus");
			await panel.press("home");
		}
		expect(panel.account.listeners).toBe(listeners);
	});
});

describe("Only what changes is drawn", () => {
	async function pixelsOf(panel: TestPanel, work: () => Promise<void>): Promise<number> {
		const before = panel.panel.pixels;
		await work();
		return panel.panel.pixels - before;
	}

	test("an arrow key on the keyboard draws two keys", async () => {
		const panel = new TestPanel();
		await panel.press("ok", "ok");
		expect(await pixelsOf(panel, () => panel.press("right"))).toBe(2 * 40 * 40);
	});

	test("typing draws the place of the character", async () => {
		const panel = new TestPanel();
		await panel.press("ok", "ok", "ok");
		expect(await pixelsOf(panel, () => panel.press("ok"))).toBeLessThan(20 * 34);
	});

	test("an arrow key in a menu draws two rows", async () => {
		const panel = new TestPanel();
		await panel.press("down", "right", "ok");
		expect(await pixelsOf(panel, () => panel.press("down"))).toBe(2 * 50 * 320);
	});

	test("progress draws the bar's new end and the numbers", async () => {
		const panel = new TestPanel();
		await panel.press("ok", "ok");
		await panel.type("a@b.fr");
		await panel.tapOn(PLACES.keyboardOK);
		panel.load();
		await panel.press("start");
		panel.mailer.progress(100_000, 1_000_000);
		await panel.drawn();
		const pixels = await pixelsOf(panel, async () => {
			panel.mailer.progress(110_000, 1_000_000);
			await panel.drawn();
		});
		expect(pixels).toBeLessThan(DISPLAY.width * 40);
		const unchanged = async () => {
			panel.mailer.progress(110_000, 1_000_000);
			await panel.drawn();
		};
		expect(await pixelsOf(panel, unchanged)).toBe(0);
	});

	test("a key that leads nowhere draws nothing", async () => {
		const panel = new TestPanel();
		await panel.drawn();
		expect(await pixelsOf(panel, () => panel.press("left", "back", "home", "start"))).toBe(0);
	});

	test("a new screen is drawn in pieces, so that the network goes on in between", async () => {
		const panel = new TestPanel();
		await panel.drawn();
		const pieces: number[] = [];
		const end = lcd.onChange(({ width, height }) => pieces.push(width * height));
		expect(await pixelsOf(panel, () => panel.press("ok"))).toBe(320 * 240);
		end();
		expect(pieces.length).toBeGreaterThanOrEqual(5);
		expect(Math.max(...pieces)).toBeLessThanOrEqual(320 * 48);
	});
});

test("every place that can be touched has 40 pixels or more in both directions", async () => {
	const panel = new TestPanel();
	await panel.drawn();
	const ways: Key[][] = [["ok"], ["ok"], ["home", "down", "right", "ok"]];
	for (const way of [[], ...ways]) {
		await panel.press(...way);
		for (let x = 4; x < DISPLAY.width; x += 20) {
			for (let y = 4; y < DISPLAY.height; y += 20) await touched(panel, x, y);
		}
	}
});

/** Touches a point without choosing, and looks at what takes the focus. */
async function touched(panel: TestPanel, x: number, y: number): Promise<void> {
	await panel.drag([x, y], [x, y + 20]);
	const { focus } = panel.panel;
	expect(Math.min(focus?.width ?? 0, focus?.height ?? 0)).toBeGreaterThanOrEqual(40);
}
