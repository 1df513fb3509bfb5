import type { Texts } from "../en";

/** Where the settings of each of the two servers are; the guide's names. */
export const places: Texts["places"] = {
	mail: "Réseau > Serveur d'email > De base",
	fax: "Fax > Serveur de fax > Paramètres du serveur email",
};
