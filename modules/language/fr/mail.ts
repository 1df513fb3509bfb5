import type { Texts } from "../en";

/** What the printer's own messages say. */
export const mail: Texts["mail"] = {
	scan: {
		subject: (printer) => `Document numérisé par ${printer}`,
		text: (printer, pages) =>
			`Veuillez trouver ci-joint ${pages > 1 ? `un document de ${pages} pages` : "un document"} numérisé par ${printer}.\n`,
	},
};
