/** The one clock that rules the lab: token lifetimes, limits per minute, time stamps. */
export interface Clock {
	/** Milliseconds since 1970-01-01T00:00:00Z. */
	now(): number;
}

/** The computer's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
