/** The lines of the status screen, page and sheet. */
export const status = {
	headings: {
		general: "General",
		network: "Network",
		tcpIp: "TCP/IP",
		emailServer: "Email Server",
		faxServer: "Fax Server",
		account: "Microsoft account",
		memory: "Memory",
		certificates: "Certificates",
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
		linkSpeed: "Link speed",
		ssid: "SSID",
		security: "Wi-Fi security",
		channel: "Channel",
		signal: "Signal",
		obtained: "Obtain IP address",
		ipAddress: "IP address",
		subnetMask: "Subnet mask",
		gateway: "Default gateway",
		dns: (number: number) => `DNS server ${number}`,
		ipv6Address: "IPv6 address",
		currentStatus: "Current Status",
		account: "Account",
		verificationUri: "Sign-in page",
		code: "Code",
		warning: "Warning",
		caCertificate: (number: number) => `CA Certificate ${number}`,
		problem: "Problem",
		solution: "Solution",
		setting: "Setting",
	},
	/** What is told of records that cannot be read. */
	memory: {
		settings: {
			label: "Settings",
			value:
				"The latest settings in the memory are damaged, or from newer firmware. Earlier or default ones hold: check them.",
		},
		administrator: {
			label: "Administrator password",
			value:
				"The latest password in the memory is damaged, or from newer firmware. An earlier one or the one on the label holds: set a new one.",
		},
		signIns: {
			label: "Sign-ins",
			value:
				"The latest state of a sign-in is damaged, or from newer firmware. If sending fails, sign in again.",
		},
		records: {
			label: "Stored data",
			value: "Some data in the memory is damaged, or from newer firmware. Check contacts and users.",
		},
		keys: {
			label: "Keys",
			value:
				"Keys of the memory are damaged, so settings and sign-ins may be lost. Enter them again. If this message stays, restore the default settings first.",
		},
		unknown: {
			label: "Unknown data",
			value: "The memory holds data that is not this firmware's. It is ignored.",
		},
	},
	values: {
		wired: "Wired LAN",
		wifi: "Wi-Fi",
		connected: "Connected",
		notConnected: "Not connected",
		automatic: "Auto",
		manual: "Manual",
		megabits: (count: number) => `${count} Mbit/s`,
		decibels: (level: number) => `${level} dBm`,
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
