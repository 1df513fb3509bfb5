import * as fc from "fast-check";
import { Failure } from "../../modules/base/failure";
import type { Values } from "../../modules/settings/fields";
import { type Step, transcript } from "../host/transcript";
import { messageOf } from "./composition";
import {
	accountOf,
	GREETING as EXCHANGE,
	goodBye,
	LOGIN,
	mailerOn,
	SIGN_IN,
	SMTP_AUTH,
	TOKEN,
	upgrade,
	xoauth2,
} from "./exchange";
import { leaks, shownBy } from "./leaks";
import { capa, POP_BEFORE_SMTP, GREETING as POP3 } from "./pop3-exchange";
import { greeting, OPEN_SERVER } from "./small-server";

const PASSWORDS = ["Correct-Horse-9", 'p@ss wörd, längst & "geheim"!'];
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** How a server may come to repeat a line that it does not like. */
const ECHOES: readonly (readonly [string, (line: string) => Step])[] = [
	["as it is", (line) => `S: 500 5.5.2 unrecognized command: ${line}`],
	["in quotes", (line) => `S: 535 5.7.8 Error: "${line}" failed`],
	["its begin only", (line) => `S: 501 syntax error near ${line.slice(0, Math.ceil(line.length * 0.6))}`],
	["its end only", (line) => `S: 501 syntax error near ${line.slice(Math.floor(line.length * 0.4))}`],
	["in angle brackets", (line) => `S: 535 <${line}>`],
	[
		"cut into lines",
		(line) => ({
			send: `${(line.match(/.{1,40}/g) ?? []).map((part) => `535-${part}`).join("\r\n")}\r\n535 no\r\n`,
		}),
	],
	["as a line that is no reply", (line) => ({ send: `${line}\r\n` })],
	["with another code in between", (line) => ({ send: `535-${line}\r\n550 ${line}\r\n` })],
	["as a challenge that is not base64", (line) => `S: 334 ${line}`],
	["as a positive reply that is none", (line) => `S: 250 ${line}`],
	["as it gives up", (line) => `S: 421 4.7.0 too many errors, last was ${line}`],
];

/** A way of signing in: what comes before, the lines with a secret in them, and what must not show. */
interface Way {
	readonly name: string;
	readonly settings: Partial<Values>;
	readonly before: readonly Step[];
	readonly lines: readonly string[];
	/** Steps from one such line to the next. */
	readonly between?: readonly Step[];
	readonly secrets: readonly string[];
	/** The lines are those of a POP3 server. */
	readonly pop3?: true;
}

const bearer = base64(`n,a=${LOGIN},\x01host=smtp.office365.com\x01port=587\x01auth=Bearer ${TOKEN}\x01\x01`);

function passwordWays(password: string): Way[] {
	const settings = { ...SMTP_AUTH, "mail.password": password };
	const secrets = [password, base64(password), base64(`\0copier\0${password}`)];
	return [
		{
			...{ name: "PLAIN", settings, secrets },
			before: greeting(["AUTH PLAIN"]),
			lines: [`AUTH PLAIN ${base64(`\0copier\0${password}`)}`],
		},
		{
			...{ name: "LOGIN", settings, secrets },
			before: [
				...greeting(["AUTH LOGIN"]),
				"C: AUTH LOGIN",
				"S: 334 VXNlcm5hbWU6",
				`C: ${base64("copier")}`,
				"S: 334 UGFzc3dvcmQ6",
			],
			lines: [base64(password)],
		},
		{
			...{ name: "POP before SMTP", secrets, pop3: true },
			settings: { ...POP_BEFORE_SMTP, "mail.password": password },
			before: [POP3, ...capa("USER"), "C: USER copier", "S: +OK"],
			lines: [`PASS ${password}`],
		},
	];
}

const WAYS: readonly Way[] = [
	{
		...{ name: "XOAUTH2", settings: {}, secrets: [TOKEN, xoauth2()] },
		before: [...EXCHANGE, ...upgrade()],
		lines: [`AUTH XOAUTH2 ${xoauth2()}`],
	},
	{
		...{ name: "OAUTHBEARER", settings: {}, secrets: [TOKEN, bearer] },
		before: [...EXCHANGE, ...upgrade(["AUTH OAUTHBEARER"])],
		lines: [`AUTH OAUTHBEARER ${bearer}`],
	},
	...PASSWORDS.flatMap(passwordWays),
];

/** Tries to send over a server; answers what the failure shows. */
async function failureShown(settings: Partial<Values>, steps: readonly Step[]): Promise<string> {
	const network = transcript([...steps, "CLOSE"]);
	const ended = await mailerOn(network, settings, accountOf(TOKEN))
		.send(messageOf())
		.then(
			() => undefined,
			(error: unknown) => error,
		);
	expect(ended).toBeInstanceOf(Failure);
	await goodBye();
	return shownBy(ended);
}

/** The same reply as a POP3 server gives it. */
function asPOP3(step: Step): Step {
	const text =
		typeof step === "string"
			? step.slice(3)
			: "send" in (step as object)
				? String((step as { send: string }).send).trimEnd()
				: "";
	return { send: `${text.replace(/^[0-9]{3}[ -]/gm, "-ERR ").split("\r\n")[0]}\r\n` };
}

describe.each(WAYS)(
	"Signing in by $name, secrets[0] being of $secrets.0.length characters,",
	({ settings, before, lines, secrets, pop3 }) => {
		test.each(ECHOES)(
			"a server that repeats what it was told, %s, makes nothing of it show",
			async (_, echo) => {
				for (const line of lines) {
					for (const repeated of [line, line.split(" ").at(-1) ?? line, ...secrets]) {
						const reply = echo(repeated);
						const shown = await failureShown(settings, [
							...before,
							`C: ${line}`,
							pop3 ? asPOP3(reply) : reply,
						]);
						expect(leaks(shown, secrets)).toEqual([]);
					}
				}
			},
		);

		test("a server that repeats any part of it, amid anything, makes nothing of it show", async () => {
			const part = fc.tuple(
				fc.constantFrom(...lines, ...secrets),
				fc.nat(),
				fc.integer({ min: 1, max: 300 }),
			);
			const words = fc.stringMatching(/^[ -~]{0,20}$/);
			const code = fc.constantFrom("421", "432", "454", "500", "535", "554", "250", "");
			await fc.assert(
				fc.asyncProperty(part, words, words, code, async ([whole, from, length], begin, end, first) => {
					const at = from % whole.length;
					const text = `${begin} ${whole.slice(at, at + length)} ${end}`;
					const reply: Step = { send: `${pop3 ? "-ERR" : first} ${text}\r\n` };
					const shown = await failureShown(settings, [...before, `C: ${lines[0]}`, reply]);
					const own = leaks(`${begin}\n${end}`, secrets);
					expect(leaks(shown, secrets).filter((found) => !own.includes(found))).toEqual([]);
				}),
				{ numRuns: 25 },
			);
		});
	},
);

describe("A server that took the sign-in and repeats it later makes nothing of it show", () => {
	const mail: Step = `C: MAIL FROM:<printer@contoso.example>`;
	const session = [...EXCHANGE, ...upgrade(["AUTH XOAUTH2"]), ...SIGN_IN];
	const secrets = [TOKEN, xoauth2()];

	test.each<[string, Step[]]>([
		["to the sender", [mail, `S: 550 5.7.60 ${xoauth2()} cannot send as this sender`]],
		[
			"to a recipient",
			[mail, "S: 250 OK", "C: RCPT TO:<marie@contoso.example>", `S: 550 5.7.1 ${TOKEN} may not`],
		],
		["as no reply at all", [mail, { send: `${TOKEN.slice(0, 200)}\r\n` }]],
	])("%s", async (_, steps) => {
		expect(leaks(await failureShown({}, [...session, ...steps]), secrets)).toEqual([]);
	});
});

test("A server that no secret is told shows what it says as it is", async () => {
	const shown = await failureShown(OPEN_SERVER, [
		...greeting(),
		"C: MAIL FROM:<printer@contoso.example>",
		"S: 550 5.1.8 Access denied, bad outbound sender",
	]);
	expect(shown).toContain("550 5.1.8 Access denied, bad outbound sender");
});

test("The search would find a part of a secret", () => {
	expect(
		leaks(shownBy(new Failure("smtp.auth-failed", { detail: `no ${TOKEN.slice(20, 28)}` })), [TOKEN]),
	).not.toEqual([]);
	const cause = new Error(TOKEN.slice(0, 30));
	expect(leaks(shownBy(new Failure("internal", { cause })), [TOKEN])).not.toEqual([]);
});
