import type { OwnerGroup } from "./owner-group";

/** The id of the former ring among the sealed values. */
export const RING_1 = "ring";

const NEXT_LENGTH = 2;
const NUMBER_LENGTH = 2;
const HASH_LENGTH = 8;
const ENTRY_LENGTH = NUMBER_LENGTH + HASH_LENGTH + 32;

/**
 * The groups of a ring as firmware before groups sealed it whole: the number of the next owner (2 bytes), then for each
 * owner its number (2, its id in hexadecimal), the first 8 bytes of the SHA-256 of its name, its key (32).
 *
 * @param groupOf which group the owner with this hash belongs to
 * @param empty makes a group without owners
 */
export function groupsOfRing1(
	ring: Uint8Array,
	groupOf: (hash: Uint8Array) => number,
	empty: () => OwnerGroup,
): Map<number, OwnerGroup> {
	const groups = new Map<number, OwnerGroup>();
	for (let at = NEXT_LENGTH; at + ENTRY_LENGTH <= ring.byteLength; at += ENTRY_LENGTH) {
		const number = ((ring[at] ?? 0) << 8) | (ring[at + 1] ?? 0);
		const hash = ring.subarray(at + NUMBER_LENGTH, at + NUMBER_LENGTH + HASH_LENGTH);
		const key = ring.slice(at + NUMBER_LENGTH + HASH_LENGTH, at + ENTRY_LENGTH);
		const group = groupOf(hash);
		const id = number.toString(16).padStart(4, "0");
		groups.set(group, (groups.get(group) ?? empty()).with(hash, { id, key }));
	}
	return groups;
}
