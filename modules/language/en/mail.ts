/** What the printer's own messages say. */
export const mail = {
	/** Subject and text of a scanned document's message; `printer` is the printer's name. */
	"scan-to-email": {
		subject: (printer: string) => `Scanned document from ${printer}`,
		text: (printer: string, pages: number) =>
			`${pages > 1 ? `A document of ${pages} pages` : "A document"} scanned on ${printer} is attached.\n`,
	},
	/** Of a fax, for the fax service. */
	fax: {
		subject: (printer: string) => `Fax from ${printer}`,
		text: (printer: string, pages: number) =>
			`${pages > 1 ? `A fax of ${pages} pages` : "A fax"} from ${printer} is attached.\n`,
	},
	/** Subject and text of a warning to the administrator. */
	warning: {
		subject: {
			failing: (printer: string) => `${printer}: the sign-in to the email service cannot be renewed`,
			expired: (printer: string) => `${printer}: the sign-in to the email service has expired`,
		},
		failing: (printer: string, account: string, since: string) =>
			`The printer ${printer} has not been able to renew its sign-in as ${account} since ${since}. Until it can, email may not go out, and if this goes on the sign-in will expire.\n`,
		expired: (printer: string, account: string) =>
			`The sign-in of the printer ${printer} as ${account} has expired. The printer cannot send email with this account until someone signs in again.\n`,
		reason: (happened: string, remedy: string) => `What happened: ${happened}\nWhat helps: ${remedy}\n`,
		webConfig: (url: string) => `Web Config of the printer: ${url}\n`,
	},
};
