import Poco from "commodetto/Poco";
import { clearLCD, display } from "../../host/lcd";
import { WHITE } from "./letters";

/** What draws in the test under way. */
export let poco: InstanceType<typeof Poco>;

/** Gives each test of a file an LCD that shows nothing, and a Poco. */
export function useLCD(): void {
	beforeEach(() => {
		clearLCD();
		poco = new Poco(display, { displayListLength: 4096 });
	});
}

/** Draws on a white LCD. */
export function onWhite(draw: () => void): void {
	poco.begin();
	poco.fillRectangle(WHITE, 0, 0, 320, 240);
	draw();
	poco.end();
}
