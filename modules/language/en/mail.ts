/** What the printer's own messages say. */
export const mail = {
	/** Subject and text of a scanned document's message; `printer` is the printer's name. */
	scan: {
		subject: (printer: string) => `Scanned document from ${printer}`,
		text: (printer: string, pages: number) =>
			`${pages > 1 ? `A document of ${pages} pages` : "A document"} scanned on ${printer} is attached.\n`,
	},
};
