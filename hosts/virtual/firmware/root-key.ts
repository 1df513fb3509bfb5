import type { RootKeySectors } from "../../../modules/base/device";
import * as board from "./board";

/** The two flash sectors that hold root keys. */
export const rootKey: RootKeySectors = {
	read: board.readRootKey,
	write: board.writeRootKey,
	erase: board.eraseRootKey,
};
