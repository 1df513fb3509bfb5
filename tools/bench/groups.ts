import { COMPUTE } from "./compute";
import { FLASH_WEAR } from "./flash-wear";
import type { Group } from "./group";
import { HEAP } from "./heap";
import { PANEL } from "./panel";
import { SHEET } from "./sheet";
import { SMTP_TIME } from "./smtp-time";
import { SMTP_WAITS } from "./smtp-waits";
import { SMTP_WIRE } from "./smtp-wire";

/** Everything the bench measures, in the order of the table; the last moves the printer's time on. */
export const GROUPS: readonly Group[] = [
	...[SMTP_WAITS, SMTP_WIRE, SMTP_TIME, HEAP, SHEET, COMPUTE, PANEL],
	FLASH_WEAR,
];
