/** The display that the SDK's setup has made; undefined on a board without one. */
declare var screen:
	| (import("../../../modules/base/device").Display & {
			/** On the desktop: hears of the mouse and the keyboard. */
			context?: {
				onTouchBegan(id: number, x: number, y: number): void;
				onTouchMoved(id: number, x: number, y: number): void;
				onTouchEnded(id: number, x: number, y: number): void;
				onKeyDown(key: string): void;
			};
	  })
	| undefined;

/** What the SDK's `system` module, which is preloaded, makes on a board. */
declare var System: {
	/** Starts the board anew at once. */
	restart(): never;
};
