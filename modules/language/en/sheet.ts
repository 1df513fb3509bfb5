/** What stands on the network status sheet beside the status. */
export const sheet = {
	/** Sizes of paper as people call them. */
	papers: { iso_a4_210x297mm: "A4", "na_letter_8.5x11in": "Letter" },
	title: "Network Status Sheet",
	/** The number of a page, where there are several. */
	page: (number: number, pages: number) => `Page ${number} of ${pages}`,
};
