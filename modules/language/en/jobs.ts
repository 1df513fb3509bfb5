/** The table of error codes; 360, 361 and 370 are the guide's. */
const codes = {
	311: {
		status: "The server's name was not found (DNS).",
		solution: "Check the DNS server settings and the server address.",
	},
	312: {
		status: "The email server did not accept the sign-in.",
		solution: "Check the authentication method, the account and the password.",
	},
	313: {
		status: "A communication error occurred with the email server.",
		solution: "Check the network connection and the email server settings.",
	},
	314: {
		status: "The message is larger than the size limit.",
		solution: "Scan fewer pages, or with a lower resolution.",
	},
	350: {
		status: "The server's certificate cannot be trusted.",
		solution: "Check the date and time and the root certificates of the printer.",
	},
	360: {
		status: "Not connected to the cloud service or email service.",
		solution: "Connect to the cloud service or email service.",
	},
	361: {
		status: "The connection to the cloud service or email service has expired.",
		solution: "Connect to the cloud service or email service.",
	},
	370: {
		status: "You need to sign in to the cloud service again.",
		solution: "Sign in to the cloud service.",
	},
};

/** The job history: its columns, kinds, results, and the error codes with their solutions. */
export const jobs = {
	columns: {
		receiptNumber: "No.",
		startedAt: "Date and time",
		type: "Type",
		result: "Result",
		pages: "Pages",
		from: "From",
		to: "To",
		code: "Error code",
	},
	types: {
		"scan-to-email": "Scan to Email",
		"to-my-email": "To My Email",
		fax: "Fax",
		"status-sheet": "Network Status Sheet",
	},
	results: {
		running: "In progress",
		success: "Completed",
		partial: "Partly sent",
		failed: "Error",
		cancelled: "Cancelled",
	},
	/** A fax has numbers of its own for what means the same. */
	codes: { ...codes, 411: codes[311], 412: codes[312], 413: codes[313] },
};
