import type { Texts } from "./en";
import { dates } from "./fr/dates";
import { failures } from "./fr/failures";
import { jobs } from "./fr/jobs";
import { mail } from "./fr/mail";
import { panel } from "./fr/panel";
import { places } from "./fr/places";
import { settings } from "./fr/settings";
import { sheet } from "./fr/sheet";
import { status } from "./fr/status";
import { web } from "./fr/web-config";

/** French, the language of the guide. */
export const fr: Texts = { dates, failures, jobs, mail, panel, places, settings, sheet, status, web };
