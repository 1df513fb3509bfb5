/** One of the printer's two mail servers: the one that it mails by, and the one that it faxes by. */
export type ServerName = "mail" | "fax";

/** A table by setting, with the fax server's settings (`fax.*`) beside the mail server's (`mail.*`). */
export type WithFaxServer<Table> = Table & {
	readonly [Key in keyof Table as Key extends `mail.${infer Name}` ? `fax.${Name}` : never]: Table[Key];
};

/**
 * Gives the fax server what the table has of the mail server: the two have the same settings, with the same ranges and the
 * same names (guide, "Assistance du serveur de télécopie OAuth 2.0").
 */
export function withFaxServer<Table extends object>(table: Table): WithFaxServer<Table> {
	const own = Object.entries(table).filter(([key]) => key.startsWith("mail."));
	const twins = own.map(([key, value]) => [key.replace("mail.", "fax."), value]);
	return { ...table, ...Object.fromEntries(twins) };
}
