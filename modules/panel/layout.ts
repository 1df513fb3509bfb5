import type { Box } from "../graphics/box";

/** The display of the panel, in pixels. */
export const DISPLAY: Box = { x: 0, y: 0, width: 320, height: 240 };

/** Height of the bar with the screen's title; its Back is a touch target. */
export const TITLE_HEIGHT = 40;

/** Height of the strip with a screen's main action. */
const ACTIONS_HEIGHT = 54;

/** Space at the edges, and between things, in pixels. */
export const MARGIN = 12;
export const GAP = 8;

/** Everything below the title. */
export const CONTENT: Box = {
	x: 0,
	y: TITLE_HEIGHT,
	width: DISPLAY.width,
	height: DISPLAY.height - TITLE_HEIGHT,
};

/** What lies below the title and above the actions. */
export const CONTENT_ABOVE_ACTIONS: Box = { ...CONTENT, height: CONTENT.height - ACTIONS_HEIGHT };

/** The one action of a screen, at its bottom. */
export const ACTION: Box = {
	x: MARGIN,
	y: DISPLAY.height - ACTIONS_HEIGHT + 4,
	width: DISPLAY.width - 2 * MARGIN,
	height: 44,
};
