import Poco from "commodetto/Poco";
import { LANGUAGES } from "../../modules/language/texts";
import { Canvas } from "../../modules/panel/canvas";
import { MENU_TREE } from "../../modules/panel/menu-tree";
import { Navigator } from "../../modules/panel/navigator";
import { HomeScreen } from "../../modules/panel/screens/home";
import { clearLCD, display, lcd } from "../host/lcd";
import { differences, expectGolden, SCREEN } from "../virtual/drawing/golden";
import { TestPanel } from "./support/test-panel";
import { TestPrinter } from "./support/test-printer";
import { WAYS } from "./support/ways";

const GOLDEN = new URL("golden/", import.meta.url);

/** In RGB565. */
const WHITE = 0xffff;

describe.each(LANGUAGES)("The screens in %s look as they did when a person found them good", (language) => {
	test.each(Object.keys(WAYS))("%s", async (name) => {
		const panel = new TestPanel({ language, faxes: name.includes("fax") });
		await panel.drawn();
		await WAYS[name]?.(panel);
		const shown = { width: lcd.width, height: lcd.height, pixels: lcd.pixels.slice() };
		// Screens that count time draw on until they are left.
		await panel.press("home");
		expectGolden(shown, `${language}-${name}`, GOLDEN, SCREEN);
	});
});

test("a picture that lacks one accent is not taken for the golden one, one with other soft edges is", async () => {
	const panel = new TestPanel({ language: "fr" });
	await panel.go("jobMenu");
	const golden = { width: lcd.width, height: lcd.height, pixels: lcd.pixels.slice() };
	const bare = golden.pixels.slice();
	// The accent of the title's "État".
	for (let y = 8; y < 13; y++) bare.fill(WHITE, y * lcd.width + 50, y * lcd.width + 64);
	expect(differences({ ...golden, pixels: bare }, golden, SCREEN)).toBeGreaterThan(0);
	const soft = golden.pixels.map((pixel) => (pixel & 31 ? pixel - 1 : pixel));
	expect(differences({ ...golden, pixels: soft }, golden, SCREEN)).toBe(0);
});

test.each([4, 5])("home with %d functions", async (count) => {
	clearLCD();
	const { services } = new TestPrinter({ language: "fr" });
	const items = Array.from({ length: count }, (_, index) => MENU_TREE[index < 3 ? index : index - 2]);
	const canvas = new Canvas(new Poco(display, { displayListLength: 6144 }));
	const navigator = new Navigator(
		services,
		canvas,
		new HomeScreen(items.filter((item) => item !== undefined)),
	);
	while (navigator.painter.busy) await new Promise((resolve) => setTimeout(resolve, 0));
	expectGolden(lcd, `fr-home-${count}`, GOLDEN, SCREEN);
});
