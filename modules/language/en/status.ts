/** The lines of the status screen, page and sheet. */
export const status = {
	headings: {
		general: "General",
		network: "Network",
		tcpIp: "TCP/IP",
		emailServer: "Email Server",
		account: "Microsoft account",
	},
	labels: {
		model: "Model",
		printerName: "Printer name",
		serial: "Serial number",
		macAddress: "MAC address",
		firmware: "Firmware",
		dateTime: "Date and time",
		standardNetwork: "Standard network",
		additionalNetwork: "Additional network",
		ipAddress: "IP address",
		subnetMask: "Subnet mask",
		gateway: "Default gateway",
		dns: (number: number) => `DNS server ${number}`,
		currentStatus: "Current Status",
		account: "Account",
		verificationUri: "Sign-in page",
		code: "Code",
		warning: "Warning",
		problem: "Problem",
		solution: "Solution",
		setting: "Setting",
	},
	values: {
		wired: "Wired LAN",
		wifi: "Wi-Fi",
		connected: "Connected",
		notConnected: "Not connected",
		notSet: "Not set",
		/** Stands for a password that is stored. */
		masked: "********",
		signedIn: "Signed in",
		signedInNotSaved: "Signed in (not saved)",
		signedOut: "Not signed in",
		signInExpired: "Sign-in expired",
		signingIn: "Sign-in in progress",
		/** Refreshing an account has failed for days. */
		notRenewedSince: (date: string) =>
			`The sign-in could not be renewed since ${date} and will expire if this goes on.`,
	},
};
