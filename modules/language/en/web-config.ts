/** The browser pages. */
export const web = {
	title: "Web Config",
	skipToContent: "Skip to content",
	language: "Language",
	navigation: {
		main: "Main menu",
		status: "Status",
		network: "Network",
		fax: "Fax",
		certificates: "Certificates",
		jobs: "Job Status",
		logOut: "Administrator Logout",
	},
	actions: { ok: "OK", cancel: "Cancel", back: "Back" },
	login: {
		heading: "Administrator login",
		intro: "The settings of this printer are for its administrator.",
		password: "Administrator password",
		initialPassword: "Until it is changed, the password is the one on the printer's label.",
		wrong: (attemptsLeft: number) =>
			`The password is not right. ${attemptsLeft === 1 ? "One more wrong password locks" : `${attemptsLeft} more wrong passwords lock`} the login for a while.`,
		locked: (duration: string) => `Too many wrong passwords. Try again in ${duration}.`,
		loggedOut: "You are logged out.",
		ended: "You were logged out because nothing happened for a while. Log in again.",
	},
	password: {
		heading: "Administrator Password",
		initial:
			"The password on the printer's label still holds. Set your own: anyone who reads the label can log in.",
		change: "Set a password",
		current: "Current password",
		next: "New password",
		again: "New password again",
		rule: (min: number, max: number) => `Use ${min} to ${max} letters, digits and signs, without accents.`,
		different: "The two new passwords differ.",
		saved: "The new password holds. Other browsers were logged out.",
	},
	factoryReset: {
		heading: "Restore Default Settings",
		forgets:
			"The printer forgets all its settings, the administrator password, every sign-in and every user, for good. Nobody can read them out of its memory afterwards.",
		afterwards:
			"It then restarts as a new printer: the administrator password is the one on its label, and the email service must be signed in to again.",
		restore: "Restore and Restart",
		done: "The default settings are restored. The printer restarts; in a moment, log in with the password on its label.",
	},
	status: { heading: "Product Status" },
	statusSheet: {
		heading: "Print Status Sheet",
		intro: (paper: string) =>
			`The printer prints everything on the status page on ${paper} paper. No password is on it.`,
		type: "Printed in",
		types: { black_1: "Black and white", sgray_8: "Shades of gray" },
		print: "Print Status Sheet",
		printing: "Printing…",
		printed: "The network status sheet was printed.",
		cancelled: "The printing was cancelled.",
		unavailable: "This printer has no print engine.",
	},
	email: {
		heading: { mail: "Email Server > Basic", fax: "Fax Server > Email Server Settings" },
		certificateRequired: "A certificate is required to use a secure function of the email server.",
		certificateSettings: "Make the settings on the following page.",
		groups: {
			faxService: "Fax service",
			authentication: "Authentication",
			outgoing: "SMTP server",
			incoming: "POP3 server",
		},
		faxDomain:
			"A fax goes as an email to the fax number at this domain: for +33 1 23 45 67 89, to 33123456789@ and the domain. Ask the provider of the fax service for it.",
		currentStatus: "Current Status",
		signedIn: "Signed in",
		signedInUntilOK: "Not saved yet: click OK to store this sign-in in the printer.",
		signingIn: "A sign-in is in progress.",
		showCode: "Show the code",
		signIn: "Sign In",
		signInAgain: "Sign In again",
		signOut: "Sign out",
		validationAdvice: "Enabling certificate validation is recommended.",
		validationOff:
			"If it is disabled, the printer connects without confirming that the email server is secure.",
		standardNetworkOnly: "OAuth2 works on the standard network only, not on the additional one.",
		ownService:
			"A service that signs in as Microsoft Entra ID does, at this address and tenant; or one with its own two endpoints below.",
		ownTenant: "Leave it empty for every organization.",
		ownScope:
			"Leave it empty for Exchange Online. Otherwise name the permission to send, and what gives a refresh token and the account's name (offline_access openid profile).",
		registration: "Application registration",
		ownClientID:
			"Leave it empty for the printer's own. US Government and 21Vianet need an application registered there, other services one of theirs; it must be a public client.",
		signInIncomplete: "The sign-in cannot start yet. Correct the marked fields, then select Sign In.",
		passwordStored: "Stored; leave empty to keep it",
		passwordTyped: "Typed; click OK to store it",
		removePassword: "Remove the stored password",
		saved: "The settings were saved.",
		signedOut: "The printer is signed out of the email service.",
		notSaved: "Nothing was saved. Correct the marked fields, then click OK.",
	},
	notification: {
		heading: "Email Notification",
		groups: { renewal: "Renewal of the sign-ins", warning: "Warnings" },
		selfRefresh:
			"Microsoft ends a sign-in that was not used for 90 days. The printer can renew its sign-ins by itself, so that it stays signed in even if nobody sends email.",
		intervalUnit: "From 1 to 60 days since the last use.",
		delay:
			"From 1 to 29 days for which renewing has failed. The warning shows in the status and on the control panel.",
		email: "Gets one email for each warning. Leave empty for none.",
	},
	signIn: {
		heading: "Sign in to the email service",
		intro: (service: string) => `The printer will send email with an account of ${service}.`,
		start: "Sign in with Microsoft",
		starting: "Asking for a code…",
		steps: {
			copy: "Copy this code.",
			open: "Open this page, on this computer or on a phone:",
			scan: "QR code of this page, for a phone",
			enter:
				"Enter the code, sign in with the printer's mail account, then select Accept. An administrator can accept on behalf of the organization.",
		},
		code: "Authentication code",
		copy: "Copy",
		copied: "Copied",
		timeLeft: "Time left:",
		updates: "This page goes on by itself when you are done.",
		done: (login: string) => `Signed in as ${login}.`,
		doneNext: "Go back to the settings and click OK to store the sign-in in the printer.",
		toSettings: "Back to the settings",
		details: "Details",
	},
	signOut: {
		heading: "Sign out?",
		question: {
			mail: (login: string) =>
				`The printer forgets the sign-in of ${login} and can send no more email until someone signs in again.`,
			fax: (login: string) =>
				`The printer forgets the sign-in of ${login} and can send no more faxes until someone signs in again.`,
		},
	},
	connectionTest: {
		heading: "Connection Test",
		intro: "The printer tries the stored email settings step by step.",
		sendsNothing: "It sends no message.",
		start: "Start",
		again: "Test again",
		running: "Testing…",
		passed: "The printer can send email with these settings.",
		states: { passed: "OK", failed: "Failed", trying: "Testing…", untried: "Not tested" },
		steps: {
			network: "Network connection",
			dns: "Address of the server (DNS)",
			connect: "Connection to the server",
			greeting: "Greeting of the server",
			tls: "Encryption (TLS)",
			certificate: "Certificate of the server",
			"sign-in": "Authentication",
			sender: "Sender accepted",
			recipient: "Recipient accepted",
		},
	},
	certificates: {
		heading: "Certificates",
		caCertificate: "CA Certificate",
		caIntro: "The printer trusts servers whose certificate comes from one of these authorities:",
		rootUpdate: "Root Certificate Update",
		rootUpdateText: (firmware: string) =>
			`The root certificates come with the firmware (now ${firmware}). To renew them, update the firmware.`,
	},
	jobs: {
		heading: "Job Status",
		empty: "No jobs since the printer was turned on.",
		codes: "Error codes",
		status: "Status",
		solution: "Solution",
		refused: "Refused:",
	},
	errors: {
		heading: "This did not work",
		notFound: "There is no such page.",
		method: "This page cannot be used that way.",
		forbidden:
			"The form was not accepted, because it is too old or did not come from this printer. Open the page again.",
		host: "This address does not belong to the printer. Open Web Config with the printer's IP address or name.",
		tooLarge: "The form is too large.",
	},
};
