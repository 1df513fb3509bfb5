import type { Texts } from "../en";

/** What stands on the network status sheet beside the status. */
export const sheet: Texts["sheet"] = {
	papers: { iso_a4_210x297mm: "A4", "na_letter_8.5x11in": "Lettre US" },
	title: "Feuille d'état du réseau",
	page: (number, pages) => `Page ${number} sur ${pages}`,
};
