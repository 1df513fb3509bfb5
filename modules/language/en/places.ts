/** Where in Web Config the settings of each of the two servers are; failures and what helps name them. */
export const places = {
	mail: "Network > Email Server > Basic",
	fax: "Fax > Fax Server > Email Server Settings",
};
