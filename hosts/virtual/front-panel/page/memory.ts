import type { EngineState } from "./api";
import { find, formatBytes, write } from "./dom";
import { language, words } from "./words";

/** The gauge of the firmware's memory: what is used, the most it ever was, and what is left under the cap. */
export class MemoryGauge {
	readonly #used = find("gauge-used", HTMLElement);
	readonly #peak = find("gauge-peak", HTMLElement);
	readonly #note = find("memory-note", HTMLElement);

	/** Shows an engine's report; dashes without one. */
	show({ report }: EngineState): void {
		write(this.#note, report ? "" : words.memoryOff);
		if (!report) {
			this.#showFigures({});
			return;
		}
		const { cap = 0, free = 0, slots = 0, chunks = 0, slotsPeak = 0, chunksPeak = 0 } = report;
		const used = cap - free;
		// The stack's room is taken from the start; slots and chunks grow and shrink, and may peak at different moments:
		// their sum is never less than the true peak.
		const peak = Math.min(cap, used - slots - chunks + slotsPeak + chunksPeak);
		this.#showFigures({ used, peak, free, cap });
	}

	#showFigures(figures: { used?: number; peak?: number; free?: number; cap?: number }): void {
		const { used = 0, peak = 0, cap = 0 } = figures;
		const share = (value: number): string => `${cap ? (value / cap) * 100 : 0}%`;
		this.#used.style.width = share(used);
		this.#peak.style.width = share(peak);
		for (const name of ["used", "peak", "free", "cap"] as const) {
			const value = figures[name];
			write(find(`memory-${name}`, HTMLElement), value === undefined ? "–" : formatBytes(value, language));
		}
	}
}
