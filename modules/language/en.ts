import { dates } from "./en/dates";
import { failures } from "./en/failures";
import { jobs } from "./en/jobs";
import { mail } from "./en/mail";
import { panel } from "./en/panel";
import { places } from "./en/places";
import { settings } from "./en/settings";
import { sheet } from "./en/sheet";
import { status } from "./en/status";
import { web } from "./en/web-config";

/** English: the table whose shape every other language fills. */
export const en = { dates, failures, jobs, mail, panel, places, settings, sheet, status, web };

/** Every text a person reads, in one language. A language that lacks one does not compile. */
export type Texts = typeof en;
