import type { Texts } from "../en";

/** What the printer's own messages say. */
export const mail: Texts["mail"] = {
	"scan-to-email": {
		subject: (printer) => `Document numérisé par ${printer}`,
		text: (printer, pages) =>
			`Veuillez trouver ci-joint ${pages > 1 ? `un document de ${pages} pages` : "un document"} numérisé par ${printer}.\n`,
	},
	fax: {
		subject: (printer) => `Fax de ${printer}`,
		text: (printer, pages) =>
			`Veuillez trouver ci-joint ${pages > 1 ? `un fax de ${pages} pages` : "un fax"} de ${printer}.\n`,
	},
	warning: {
		subject: {
			failing: (printer) => `${printer} : la connexion au service de messagerie ne peut pas être renouvelée`,
			expired: (printer) => `${printer} : la connexion au service de messagerie a expiré`,
		},
		failing: (printer, account, since) =>
			`Depuis le ${since}, l'imprimante ${printer} ne parvient pas à renouveler sa connexion en tant que ${account}. En attendant, des e-mails peuvent ne pas partir, et si cela continue, la connexion expirera.\n`,
		expired: (printer, account) =>
			`La connexion de l'imprimante ${printer} en tant que ${account} a expiré. L'imprimante ne peut plus envoyer d'e-mails avec ce compte jusqu'à ce que quelqu'un se connecte de nouveau.\n`,
		reason: (happened, remedy) => `Ce qui s'est passé : ${happened}\nSolution : ${remedy}\n`,
		webConfig: (url) => `Web Config de l'imprimante : ${url}\n`,
	},
};
