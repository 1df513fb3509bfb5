import type { ServerName } from "../base/fax-server";
import type { Texts } from "../language/texts";
import { showCertificates } from "./pages/certificates";
import { connectionTestStatus, showConnectionTest, startConnectionTest } from "./pages/connection-test";
import { changeEmailServer, showEmailServer } from "./pages/email-server";
import { restoreFactorySettings, showFactoryReset } from "./pages/factory-reset";
import { showJobs } from "./pages/jobs";
import { logIn, logOut, showLogin } from "./pages/login";
import { changeNotification, showNotification } from "./pages/notification";
import { changePassword, showPassword } from "./pages/password";
import { changeSignIn, showSignIn, signInStatus } from "./pages/sign-in";
import { showSignOut, signOut } from "./pages/sign-out";
import { showStatus } from "./pages/status";
import { printStatusSheet, showStatusSheet, statusSheetStatus } from "./pages/status-sheet";
import { addUser, changeUser, showUser, showUsers } from "./pages/users";
import { ICON } from "./static/icon";
import { SCRIPT } from "./static/script";
import { STYLE } from "./static/style";
import type { AdministratorVisit, Reply, ServerVisit, Visit } from "./visit";

type Handler<V extends Visit> = (visit: V) => Reply | Promise<Reply>;

/** A page, or a file that pages use. */
export type Route = Entry &
	(
		| ({ readonly access: "administrator" } & Handlers<AdministratorVisit>)
		/** Nothing on it is private. */
		| ({ readonly access: "everyone" } & Handlers<Visit>)
	);

interface Handlers<V extends Visit> {
	readonly GET?: Handler<V>;
	readonly POST?: Handler<V>;
}

interface Entry {
	readonly path: string;
	/** Its name in the menu; absent where the menu does not list it. */
	readonly menu?: (texts: Texts) => string;
	/** The menu's group. */
	readonly group?: "network" | "fax" | "printer";
}

/** Every route of Web Config, in the order of the menu. A new page is one line here. */
export const ROUTES: readonly Route[] = [
	{ path: "/", access: "administrator", GET: showStatus, menu: (texts) => texts.web.navigation.status },
	{ path: "/status-sheet", access: "administrator", GET: showStatusSheet, POST: printStatusSheet },
	{ path: "/status-sheet/status", access: "administrator", GET: statusSheetStatus },
	...emailServerRoutes("mail", "network", "/network/email-server"),
	{
		path: "/network/email-notification",
		access: "administrator",
		GET: showNotification,
		POST: changeNotification,
		menu: (texts) => texts.web.notification.heading,
		group: "network",
	},
	{
		path: "/network/certificates",
		access: "administrator",
		GET: showCertificates,
		menu: (texts) => texts.web.navigation.certificates,
		group: "network",
	},
	...emailServerRoutes("fax", "fax", "/fax/email-server"),
	{
		path: "/jobs",
		access: "administrator",
		GET: showJobs,
		menu: (texts) => texts.web.navigation.jobs,
		group: "printer",
	},
	{
		path: "/users",
		access: "administrator",
		GET: showUsers,
		POST: addUser,
		menu: (texts) => texts.web.users.heading,
		group: "printer",
	},
	{ path: "/users/user", access: "administrator", GET: showUser, POST: changeUser },
	{
		path: "/administrator/password",
		access: "administrator",
		GET: showPassword,
		POST: changePassword,
		menu: (texts) => texts.web.password.heading,
		group: "printer",
	},
	{
		path: "/administrator/factory-reset",
		access: "administrator",
		GET: showFactoryReset,
		POST: restoreFactorySettings,
		menu: (texts) => texts.web.factoryReset.heading,
		group: "printer",
	},
	{ path: "/logout", access: "administrator", POST: logOut },
	{ path: "/login", access: "everyone", GET: showLogin, POST: logIn },
	{ path: "/style.css", access: "everyone", GET: () => file("text/css", STYLE) },
	{ path: "/script.js", access: "everyone", GET: () => file("text/javascript", SCRIPT) },
	{ path: "/icon.svg", access: "everyone", GET: () => file("image/svg+xml", ICON) },
];

/** The pages of one of the two servers: its settings at `home`, and beneath them sign-in, sign-out and connection test. */
function emailServerRoutes(server: ServerName, group: "network" | "fax", home: string): readonly Route[] {
	const of = (handler: Handler<ServerVisit>) => (visit: AdministratorVisit) =>
		handler({ ...visit, server, home });
	const access = "administrator";
	return [
		{
			path: home,
			access,
			GET: of(showEmailServer),
			POST: of(changeEmailServer),
			menu: (texts) => texts.web.email.heading[server],
			group,
		},
		{
			path: `${home}/connection-test`,
			access,
			GET: of(showConnectionTest),
			POST: of(startConnectionTest),
			menu: (texts) => texts.web.connectionTest.heading,
			group,
		},
		{ path: `${home}/connection-test/status`, access, GET: of(connectionTestStatus) },
		{ path: `${home}/sign-in`, access, GET: of(showSignIn), POST: of(changeSignIn) },
		{ path: `${home}/sign-in/status`, access, GET: of(signInStatus) },
		{ path: `${home}/sign-out`, access, GET: of(showSignOut), POST: of(signOut) },
	];
}

/** The route of a path, which must match whole. */
export function findRoute(path: string): Route | undefined {
	return ROUTES.find((route) => route.path === path);
}

function file(type: string, text: string): Reply {
	return { kind: "file", type, text };
}
