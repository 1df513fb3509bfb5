import { Failure } from "./failure";

/** The device's clock: milliseconds since 1970, UTC; undefined until it was set (by SNTP or by hand). */
export interface DeviceClock {
	now(): number | undefined;
}

/**
 * No right clock shows less, in milliseconds since 1970: 2025-01-01, before this firmware was built. Raise it with a
 * release.
 */
export const EARLIEST_TIME = 1_735_689_600_000;

/** No right clock shows more: 2043-01-01, when the last root certificate of the boards has expired. */
export const LATEST_TIME = 2_303_683_200_000;

/**
 * Why no certificate can be checked by this clock; undefined where it may be right. One that is ahead by less shows only in
 * the certificates, which then have expired.
 */
export function clockFailure(clock: DeviceClock): Failure | undefined {
	const now = clock.now();
	if (now === undefined) return new Failure("tls.clock-not-set");
	return now < EARLIEST_TIME || now >= LATEST_TIME ? new Failure("tls.clock-wrong") : undefined;
}

/** @throws Failure `tls.clock-not-set`, `tls.clock-wrong` */
export function assertClock(clock: DeviceClock): void {
	const failure = clockFailure(clock);
	if (failure) throw failure;
}
