import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";
import type { Clock } from "../clock";

/** Moments in a stored payload, seconds since 1970. */
const MOMENTS = ["iat", "exp", "iiat"] as const;

/**
 * Storage for oidc-provider that puts it under the lab's clock. The library reads the computer's clock; the lab's may
 * run days ahead of it. So the moments of a payload are kept in lab time: on the way in they move by the difference
 * of the clocks at that time, on the way out by the difference now. What the lab's clock says has expired, the
 * library then finds expired: to the second, or one second early when the computer's clock ticks in between.
 *
 * @param payloads what is stored, by model and id
 */
export function createStorage(clock: Clock, payloads: Map<string, AdapterPayload>): AdapterFactory {
	forgetExpired(payloads, clock);
	const lead = () => Math.floor(clock.now() / 1000) - Math.floor(Date.now() / 1000);

	return (model: string): Adapter => {
		const prefix = `${model}:`;
		const find = (matches: (payload: AdapterPayload) => boolean) => {
			for (const [key, payload] of payloads) {
				if (key.startsWith(prefix) && matches(payload)) return shift(payload, -lead());
			}
			return undefined;
		};
		return {
			async upsert(id, payload, expiresIn) {
				const stored = shift(payload, lead());
				if (expiresIn > 0) stored.exp = Math.floor(clock.now() / 1000) + expiresIn;
				payloads.set(prefix + id, stored);
			},
			async find(id) {
				const payload = payloads.get(prefix + id);
				return payload && shift(payload, -lead());
			},
			async findByUserCode(userCode) {
				return find((payload) => payload.userCode === userCode);
			},
			async findByUid(uid) {
				return find((payload) => payload.uid === uid);
			},
			async consume(id) {
				// Entra leaves a refresh token valid after its rotation, where the library would take its reuse for theft.
				const payload = payloads.get(prefix + id);
				if (!payload || model === "RefreshToken") return;
				payloads.set(prefix + id, { ...payload, consumed: Math.floor(clock.now() / 1000) });
			},
			async destroy(id) {
				payloads.delete(prefix + id);
			},
			async revokeByGrantId(grantId) {
				for (const [key, payload] of payloads) {
					if (key.startsWith(prefix) && payload.grantId === grantId) payloads.delete(key);
				}
			},
		};
	};
}

/** What ran out before this run is of no use; only of a refresh token it matters that it once was good. */
function forgetExpired(payloads: Map<string, AdapterPayload>, clock: Clock): void {
	const now = clock.now() / 1000;
	for (const [key, { exp }] of payloads) {
		if (exp !== undefined && exp < now && !key.startsWith("RefreshToken:")) payloads.delete(key);
	}
}

function shift(payload: AdapterPayload, seconds: number): AdapterPayload {
	const moved: AdapterPayload = { ...payload };
	for (const name of MOMENTS) {
		const moment = moved[name];
		if (typeof moment === "number") moved[name] = moment + seconds;
	}
	return moved;
}
