import type { Scanner } from "timbre/base/device";

/**
 * The scan unit. A board of its own has none, so this tray is empty; the maker of a printer puts a driver for the scan
 * bus in its place by mapping `timbre/hosts/esp32/scanner` in the product's manifest to a module with the same export.
 */
export const scanner: Scanner = {
	scan: () => undefined,
};
