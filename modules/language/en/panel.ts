/** `1.2 MB`; whole kilobytes below one megabyte. */
function bytes(count: number): string {
	return count < 1e6 ? `${Math.ceil(count / 1e3)} KB` : `${(count / 1e6).toFixed(1)} MB`;
}

/** What a job says that mails a document. */
const job = {
	preparing: "Connecting…",
	sending: "Sending…",
	stopping: "Stopping…",
	stop: "Stop",
	/** `45 %`, with `done` from 0 to 1. */
	percent: (done: number) => `${Math.floor(done * 100)}%`,
	/** How many bytes have been sent, of how many where that is known. */
	progress: (sent: number, total: number | undefined) =>
		total === undefined ? bytes(sent) : `${bytes(sent)} of ${bytes(total)}`,
	success: "Email sent",
	partial: "Not sent to everyone",
	failed: "Not sent",
	cancelled: "Cancelled",
	errorCode: (code: number) => `Error code ${code}`,
	/** A recipient that the server refused. */
	refused: "Refused",
};

/** The control panel; the names of the menus are the product's. */
export const panel = {
	/** The names of functions and menu items; each is the title of its screen too. */
	menu: {
		scanToEmail: "Scan to Email",
		toMyEmail: "To My Email",
		fax: "Fax",
		jobMenu: "Job/Status",
		jobStatus: "Job Status",
		settings: "Settings",
		generalSettings: "General Settings",
		networkSettings: "Network Settings",
		networkStatus: "Network Status",
		lanStatus: "Wired LAN/Wi-Fi Status",
		emailServerStatus: "Email Server Status",
		connectionCheck: "Connection Check",
		advanced: "Advanced",
		emailServer: "Email Server",
		serverSettings: "Server Settings",
		signIn: "Sign In",
		signOut: "Sign out",
		dateTime: "Date/Time",
		printerSettings: "Printer Settings",
		administrator: "Administrator",
		administratorPassword: "Administrator Password",
		lockSetting: "Lock Setting",
		/** What the lock icon of the home screen leads to. */
		logIn: "Administrator Login",
		logOut: "Administrator Logout",
		restoreDefaults: "Restore Default Settings",
		statusSheet: "Print Status Sheet",
		/** In this language and in another, for who came here in a language that is not theirs. */
		language: "Language / Langue",
	},
	factoryReset: {
		restore: "Restore",
		done: "The default settings are restored. The printer restarts.",
	},
	/** What stands in the empty field where a password is typed. */
	password: {
		current: "Administrator password",
		next: "New password",
		again: "New password again",
		changed: "The new password holds. Browsers were logged out.",
	},
	administrator: {
		loggedIn: "You are logged in as administrator.",
		/** The operation time-out. */
		timeOut: (minutes: number) => `After ${minutes} minutes without input you are logged out.`,
		/** Beside the choices of Lock Setting. */
		locked: "Only the administrator changes the settings of the email server.",
		unlocked: "Anyone can change the settings of the email server.",
	},
	signIn: {
		open: "On a phone or computer, open",
		enter: "and enter the code",
		save: "Select OK to store the sign-in in the printer.",
		saved: "The sign-in is stored in the printer.",
		failed: "Not signed in",
	},
	check: {
		passed: "All steps passed",
		failed: "Connection failed",
		step: "Failed step",
	},
	clock: {
		set: "The clock is set.",
	},
	scan: {
		addRecipient: "Add a recipient",
		start: "Start",
		emailAddress: "Email address",
		subject: "Subject",
		/** Stands in place of a subject. */
		usualSubject: "Printer's usual subject",
	},
	toMyEmail: {
		idNumber: "ID number",
		wrong: (attemptsLeft: number) =>
			`The ID number is not right. ${attemptsLeft === 1 ? "One more wrong number locks" : `${attemptsLeft} more wrong numbers lock`} the login for a while.`,
		locked: (duration: string) => `Too many wrong ID numbers. Try again in ${duration}.`,
		/** At the first use, and once the sign-in has ended. */
		signIn:
			"Sign in with the Microsoft account of your company or organization (email address and password).",
		/** What helps a user whose sign-in has ended during a job. */
		again: "Select To My Email again and sign in.",
	},
	fax: {
		number: "Fax number",
		addNumber: "Add a fax number",
	},
	job,
	/** Whether it was faxed, only the fax service knows. */
	faxJob: { ...job, success: "Sent to the fax service" },
	/** Of a job that prints: in place of the words that tell of an email. */
	printJob: {
		preparing: "Preparing…",
		sending: "Printing…",
		progress: (): string => "",
		success: "Printed",
		partial: "Partly printed",
		failed: "Not printed",
		cancelled: "Cancelled",
	},
	statusSheet: {
		/** Before it is printed. */
		message: (paper: string) => `The network status sheet will be printed on ${paper} paper.`,
		content: "It shows the settings and the state of network and email server, but no password.",
		start: "Print",
	},
};
