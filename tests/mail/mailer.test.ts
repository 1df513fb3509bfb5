import { failureOf } from "../host/failure-of";
import { type Step, transcript } from "../host/transcript";
import { messageOf, rewindable, sourceOf } from "./composition";
import {
	accountOf,
	GREETING,
	goodBye,
	LOGIN,
	mailerOn,
	PASSWORD,
	QUIT,
	SMTP_AUTH,
	settingsOf,
	upgrade,
} from "./exchange";
import { envelope, greeting, messagesIn, OPEN_SERVER, PLAIN_SIGN_IN, transaction } from "./small-server";
import { watched } from "./watched-mailer";

const RSET: readonly Step[] = ["C: RSET", "S: 250 2.0.0 OK"];
const pdf = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) % 256);

describe("The fax server's messages", () => {
	const FAX_SERVER = {
		...OPEN_SERVER,
		"fax.authentication": "smtp-auth",
		"fax.smtp-server": "fax.example.com",
		"fax.smtp-port": 2525,
		"fax.account": "copier",
		"fax.password": PASSWORD,
		"fax.security": "none",
	} as const;

	test("go over a session of its own, after the mail server's has been closed, and the other way round", async () => {
		const mail = [...greeting(), ...transaction(), ...QUIT];
		const fax = [...greeting(["AUTH PLAIN"]), ...PLAIN_SIGN_IN, ...transaction(), ...QUIT];
		const network = transcript([mail, fax, mail]);
		const { mailer, mostOpen } = watched(network, { settings: settingsOf(FAX_SERVER) });
		await Promise.all([
			mailer.send(messageOf()),
			mailer.send(messageOf(), {}, accountOf(), "fax"),
			mailer.send(messageOf()),
		]);
		await goodBye();
		network.verify();
		expect(network.opened).toMatchObject([{ port: 25 }, { port: 2525 }, { port: 25 }]);
		expect(mostOpen()).toBe(1);
	});

	test("name the setting of the fax server that is missing", async () => {
		const mailer = mailerOn(transcript([]), { ...FAX_SERVER, "fax.smtp-server": "" });
		const failure = await failureOf(mailer.send(messageOf(), {}, accountOf(), "fax"));
		expect(failure).toMatchObject({ code: "mail.not-configured", field: "fax.smtp-server" });
	});

	test("bear the fax server's sender, else its account", () => {
		const settings = { ...FAX_SERVER, "mail.sender": "copier@contoso.example" };
		const own = mailerOn(transcript([]), { ...settings, "fax.sender": "fax@contoso.example" });
		expect(own.senderOf(accountOf(), "fax")).toBe("fax@contoso.example");
		expect(own.sender).toBe("copier@contoso.example");
		expect(mailerOn(transcript([]), settings).senderOf(accountOf(), "fax")).toBe("copier");
		const oauth2 = { ...settings, "fax.authentication": "oauth2" } as const;
		expect(mailerOn(transcript([]), oauth2).senderOf({ ...accountOf(), login: "me@x.example" }, "fax")).toBe(
			"me@x.example",
		);
	});
});

describe("Several messages sent at once", () => {
	test("go over one connection one after another, with one sign-in and one QUIT", async () => {
		const script = [
			...greeting(["AUTH PLAIN"]),
			...PLAIN_SIGN_IN,
			...transaction(),
			...transaction(),
			...transaction(),
			...QUIT,
		];
		const network = transcript(script);
		const mailer = mailerOn(network, SMTP_AUTH);
		const subjects = ["first", "second", "third"];
		await Promise.all(subjects.map((subject) => mailer.send(messageOf({ subject }))));
		await goodBye();
		network.verify();
		expect(messagesIn(network.received[0]).map(subjectOf)).toEqual(subjects);
		expect(network.opened).toMatchObject([{ closed: true }]);
	});

	test("and one that the server refuses does not keep the next from going", async () => {
		const script = [
			...greeting(),
			...envelope("S: 550 5.1.1 unknown"),
			...RSET,
			...transaction("S: 554 5.2.0 refused"),
			...RSET,
			...transaction(),
			...QUIT,
		];
		const network = transcript(script);
		const mailer = mailerOn(network, OPEN_SERVER);
		const endings = await Promise.allSettled([1, 2, 3].map(() => mailer.send(messageOf())));
		await goodBye();
		network.verify();
		expect(endings).toMatchObject([
			{ reason: { code: "smtp.recipient-refused" } },
			{ reason: { code: "smtp.message-refused" } },
			{ status: "fulfilled", value: [] },
		]);
	});

	test("and one that can go to no server does not even disturb the session", async () => {
		const network = transcript([...greeting(["SIZE 5000"]), ...sized(), ...sized(), ...QUIT]);
		const mailer = mailerOn(network, OPEN_SERVER);
		const attachments = [{ name: "scan.pdf", type: "application/pdf", source: sourceOf(pdf) }];
		const endings = await Promise.allSettled([
			mailer.send(messageOf()),
			mailer.send(messageOf({ attachments })),
			mailer.send(messageOf()),
		]);
		await goodBye();
		network.verify();
		expect(endings).toMatchObject([
			{ status: "fulfilled" },
			{ reason: { code: "smtp.message-too-large" } },
			{ status: "fulfilled" },
		]);
	});

	test("and a connection that breaks costs only the message that was on it", async () => {
		const broken = [...greeting(), ...envelope(), "C: DATA", { fail: "unreachable" }] satisfies Step[];
		const network = transcript([broken, [...greeting(), ...transaction(), ...QUIT]]);
		const mailer = mailerOn(network, OPEN_SERVER);
		const endings = await Promise.allSettled([mailer.send(messageOf()), mailer.send(messageOf())]);
		await goodBye();
		network.verify();
		expect(endings.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
	});

	test.each<[string, Step[]]>([
		["without a word", ["CLOSE"]],
		["with a reply that nobody asked for", ["S: 421 4.7.0 One message a connection", "CLOSE"]],
	])("all reach a server that hangs up after each, %s", async (_, end) => {
		const once = [...greeting(), ...transaction(), ...end];
		const network = transcript(Array<Step[]>(6).fill(once));
		const mailer = mailerOn(network, OPEN_SERVER, undefined, [0.001, 0.001]);
		const subjects = ["first", "second", "third"];
		const sending = subjects.map((subject) => {
			const source = rewindable(pdf);
			const attachments = [{ name: "scan.pdf", type: "application/pdf", source }];
			return mailer.send(messageOf({ subject, attachments }));
		});
		expect(await Promise.all(sending)).toEqual([[], [], []]);
		const sent = network.received.flatMap((received) => messagesIn(received).map(subjectOf));
		expect(sent.sort()).toEqual([...subjects].sort());
	});
});

function subjectOf(message: string): string | undefined {
	return /^Subject: (.*)\r$/m.exec(message)?.[1];
}

/** A transaction that says how long the message is. */
function sized(): Step[] {
	const [, ...rest] = transaction();
	const mail: Step = {
		expect(received) {
			const [line = ""] =
				/^MAIL FROM:<printer@contoso\.example> SIZE=\d+\r\n/.exec(received.toString()) ?? [];
			return line ? line.length : undefined;
		},
	};
	return [mail, ...rest];
}

describe("A session", () => {
	const changes = [
		{ "mail.smtp-server": "other.example.com" },
		{ "mail.smtp-port": 2525 },
		{ "mail.account": "someone" },
	] as const;

	test.each(changes)("does not outlive the settings that it was opened with: %j", async (change) => {
		let settings = settingsOf(OPEN_SERVER);
		const script = [...greeting(), ...transaction(), ...QUIT];
		const network = transcript([script, script]);
		const { mailer } = watched(network, { settings: { get: (key) => settings.get(key) } });
		// The second waits while the first is sent; meanwhile the administrator presses OK.
		const first = mailer.send(messageOf(), {
			progress() {
				settings = settingsOf({ ...OPEN_SERVER, ...change });
			},
		});
		await Promise.all([first, mailer.send(messageOf())]);
		await goodBye();
		network.verify();
		expect(network.opened[1]?.port).toBe(settings.get("mail.smtp-port"));
	});

	test("is closed when nobody waits, and the next message signs in anew", async () => {
		const script = [...greeting(["AUTH PLAIN"]), ...PLAIN_SIGN_IN, ...transaction(), ...QUIT];
		const network = transcript([script, script]);
		const mailer = mailerOn(network, SMTP_AUTH);
		await mailer.send(messageOf());
		await mailer.send(messageOf());
		await goodBye();
		network.verify();
	});
});

test.each([
	["marie@contoso.example", "another account"],
	[LOGIN, "another account of the same name"],
])("A message that goes by %s, %s, signs in with its token, in a session of its own", async (login) => {
	const session = (login: string, token: string): Step[] => [
		...GREETING,
		...upgrade(["AUTH XOAUTH2"]),
		`C: AUTH XOAUTH2 ${Buffer.from(`user=${login}\x01auth=Bearer ${token}\x01\x01`).toString("base64")}`,
		"S: 235 2.7.0 Authentication successful",
		...transaction(),
		...QUIT,
	];
	const hers = { ...accountOf("hers"), login };
	const network = transcript([session(LOGIN, "own"), session(hers.login, "hers"), session(LOGIN, "own")]);
	const { mailer } = watched(network, { settings: settingsOf(), account: accountOf("own") });
	await Promise.all([mailer.send(messageOf()), mailer.send(messageOf(), {}, hers), mailer.send(messageOf())]);
	await goodBye();
	network.verify();
});

describe("The farewell", () => {
	test("is waited for by nobody: a message is sent once the server took it", async () => {
		const network = transcript([...greeting(), ...transaction(), "C: QUIT", "STALL"]);
		expect(await mailerOn(network, OPEN_SERVER).send(messageOf())).toEqual([]);
		await goodBye();
		network.verify();
	});

	test("comes before the next connection, so that the service never counts two", async () => {
		const script: Step[] = [...greeting(), ...transaction(), ...QUIT];
		const network = transcript([script, script, script]);
		const { mailer, mostOpen } = watched(network, { settings: settingsOf(OPEN_SERVER) });
		for (let message = 0; message < 3; message++) await mailer.send(messageOf());
		await goodBye();
		network.verify();
		expect(mostOpen()).toBe(1);
	});

	test("is said by whoever wants the connection for something else", async () => {
		const script = [...greeting(), ...transaction(), ...QUIT];
		const network = transcript([script]);
		const { mailer } = watched(network, { settings: settingsOf(OPEN_SERVER) });
		const sending = mailer.send(messageOf());
		const open = mailer.exclusively({}, async () => network.opened.filter(({ closed }) => !closed).length);
		expect(await open).toBe(0);
		await sending;
		network.verify();
	});
});

describe("A message whose 250 is lost", () => {
	const lost: Step[] = [...greeting(), ...transaction("CLOSE")];
	const taken: Step[] = [...greeting(), ...transaction(), ...QUIT];

	test("goes again as the very same message, so that the server can tell that it has it", async () => {
		const network = transcript([lost, taken]);
		const source = rewindable(pdf);
		const message = messageOf({ attachments: [{ name: "scan.pdf", type: "application/pdf", source }] });
		expect(await mailerOn(network, OPEN_SERVER, undefined, [0.001]).send(message)).toEqual([]);
		await goodBye();
		network.verify();
		const [first, second] = network.received.map((received) => messagesIn(received)[0]);
		expect(first).toContain("Message-ID: <a1b2c3@contoso.example>\r\n");
		expect(second).toBe(first);
	});

	test("does not go again where its document cannot be read a second time", async () => {
		const network = transcript([lost, taken]);
		const attachments = [
			{ name: "a.pdf", type: "application/pdf", source: rewindable(pdf) },
			{ name: "b.pdf", type: "application/pdf", source: sourceOf(pdf) },
		];
		const sending = mailerOn(network, OPEN_SERVER, undefined, [0.001]).send(messageOf({ attachments }));
		expect(await failureOf(sending)).toMatchObject({ code: "network.closed", stage: "data" });
		await goodBye();
		expect(network.opened.length).toBe(1);
	});
});
