import type { KeyObject } from "node:crypto";
import { HandshakeGuard, SUITES } from "../../hosts/moddable/ssl/handshake-guard";
import {
	certificate,
	certificateRequest,
	changeCipherSpec,
	EARLIER_SESSION,
	ECDSA_SUITE,
	END,
	type Exchange,
	finished,
	handshake,
	helloDone,
	isSigned,
	keyExchange,
	keys,
	message,
	PARAMETERS,
	RANDOM,
	RSA_SHA256,
	RSA_SUITE,
	record,
	SERVER_RANDOM,
	serverHello,
} from "./handshake";

/** @returns "passes", "waits" where more is to come, or the code of what it is refused with */
function check(records: readonly Uint8Array[], sessionID: Uint8Array = new Uint8Array(0)): string {
	const guard = new HandshakeGuard({ random: RANDOM, sessionID }, isSigned);
	try {
		for (const each of records) guard.check(new Uint8Array(each));
	} catch (error) {
		expect(guard.finished).toBe(false);
		return (error as { code?: string }).code ?? "tls";
	}
	return guard.finished ? "passes" : "waits";
}

/** A whole handshake in which one message is another. */
const withExchange = (exchange: Exchange, suite: readonly number[] = ECDSA_SUITE, key?: KeyObject) =>
	check([handshake(serverHello({ suite }), certificate(key), keyExchange(exchange), helloDone), ...END]);

describe("A handshake passes", () => {
	test("in one record or in many, with RSA or ECDSA", () => {
		const messages = [serverHello(), certificate(), keyExchange(), helloDone];
		expect(check([handshake(...messages), ...END])).toBe("passes");
		expect(check([...messages.map((each) => handshake(each)), ...END])).toBe("passes");
		const rsa = { scheme: RSA_SHA256, key: keys.rsa.privateKey };
		expect(withExchange(rsa, RSA_SUITE, keys.rsa.publicKey)).toBe("passes");
	});

	test("when the server asks for a client certificate", () => {
		expect(
			check([handshake(serverHello(), certificate(), keyExchange(), certificateRequest, helloDone), ...END]),
		).toBe("passes");
	});

	test("when it takes up the session that the client asked for", () => {
		const hello = handshake(serverHello({ sessionID: EARLIER_SESSION }));
		expect(check([hello, ...END], EARLIER_SESSION)).toBe("passes");
	});

	test("not before its last record has come", () => {
		const records = [handshake(serverHello(), certificate(), keyExchange(), helloDone), ...END];
		for (let count = 0; count < records.length; count++) {
			expect(check(records.slice(0, count))).toBe("waits");
		}
	});
});

describe("A key exchange is refused", () => {
	const everyScheme = [0, 1, 2, 3, 4, 5, 6, 7, 8, 255].flatMap((hash) =>
		[0, 1, 2, 3, 4, 7, 8, 255].map((kind) => [hash, kind] as const),
	);

	test("in every scheme that was not offered, signed or not", () => {
		const empty = new Uint8Array(0);
		for (const scheme of everyScheme) {
			expect(withExchange({ scheme, signature: empty })).toBe("tls");
			const isOffered = scheme[0] === 4 && scheme[1] === 3;
			expect(withExchange({ scheme })).toBe(isOffered ? "passes" : "tls");
		}
	});

	test("signed by another key than the certificate's", () => {
		expect(withExchange({ key: keys.stranger.privateKey })).toBe("tls");
	});

	test("signed with a key of another kind than the suite's or the certificate's", () => {
		const rsa = { scheme: RSA_SHA256, key: keys.rsa.privateKey };
		expect(withExchange(rsa, ECDSA_SUITE, keys.rsa.publicKey)).toBe("tls");
		expect(withExchange(rsa, RSA_SUITE, keys.ec.publicKey)).toBe("tls");
		expect(withExchange({}, RSA_SUITE)).toBe("tls");
		expect(withExchange({}, ECDSA_SUITE, keys.rsa.publicKey)).toBe("tls");
	});

	test("signed for another handshake or other parameters", () => {
		const other = new Uint8Array(32).fill(8);
		expect(withExchange({ signed: [other, SERVER_RANDOM, PARAMETERS] })).toBe("tls");
		expect(withExchange({ signed: [RANDOM, other, PARAMETERS] })).toBe("tls");
		expect(withExchange({ signed: [RANDOM, SERVER_RANDOM, new Uint8Array(69)] })).toBe("tls");
	});

	test.each([
		["an explicit curve", [1, ...PARAMETERS.subarray(1)]],
		["another curve", [3, 0, 24, ...PARAMETERS.subarray(3)]],
		["a compressed point", [3, 0, 23, 65, 2, ...PARAMETERS.subarray(5)]],
		["no point", [3, 0, 23, 0]],
		["a short point", [3, 0, 23, 64, ...PARAMETERS.subarray(4, 68)]],
	])("on %s", (_what, parameters) => {
		expect(withExchange({ parameters: Uint8Array.from(parameters) })).toBe("tls");
	});

	test("with more behind it, or cut off at any byte", () => {
		expect(withExchange({ after: [0] })).toBe("tls");
		const body = keyExchange().subarray(4);
		for (let length = 0; length < body.length; length++) {
			const cut = message(12, body.subarray(0, length));
			expect(check([handshake(serverHello(), certificate(), cut)])).toBe("tls");
		}
	});

	test("changed at any byte", () => {
		const whole = keyExchange();
		for (let position = 4; position < whole.length; position++) {
			const changed = whole.slice();
			changed[position] = (changed[position] ?? 0) ^ 0x01;
			expect(check([handshake(serverHello(), certificate(), changed, helloDone), ...END])).toBe("tls");
		}
	});
});

describe("A message out of turn is refused", () => {
	test.each([
		["no key exchange", [serverHello(), certificate(), helloDone]],
		["no certificate", [serverHello(), keyExchange(), helloDone]],
		["the key exchange before the certificate", [serverHello(), keyExchange(), certificate(), helloDone]],
		["no hello", [certificate(), keyExchange(), helloDone]],
		["two hellos", [serverHello(), serverHello(), certificate(), keyExchange(), helloDone]],
		["two certificates", [serverHello(), certificate(), certificate(), keyExchange(), helloDone]],
		["another certificate later", [serverHello(), certificate(), keyExchange(), certificate(), helloDone]],
		["two key exchanges", [serverHello(), certificate(), keyExchange(), keyExchange(), helloDone]],
		["a hello done twice", [serverHello(), certificate(), keyExchange(), helloDone, helloDone]],
		["a finished at once", [serverHello(), finished]],
		["a finished that is not encrypted", [serverHello(), certificate(), keyExchange(), helloDone, finished]],
		["a hello request", [message(0, new Uint8Array(0)), serverHello()]],
		["a client's hello", [serverHello(), message(1, new Uint8Array(40))]],
		["a new session ticket", [serverHello(), certificate(), keyExchange(), message(4, RANDOM), helloDone]],
		["an unknown message", [serverHello(), message(255, RANDOM)]],
	])("%s", (_what, messages) => {
		expect(check([handshake(...messages), ...END])).toBe("tls");
		expect(check([...messages.map((each) => handshake(each)), ...END])).toBe("tls");
	});

	test("ChangeCipherSpec too early, twice, or not itself", () => {
		const messages = [serverHello(), certificate(), keyExchange(), helloDone];
		for (let count = 0; count < messages.length; count++) {
			const early = messages.slice(0, count).map((each) => handshake(each));
			expect(check([...early, changeCipherSpec])).toBe("tls");
		}
		expect(check([handshake(...messages), changeCipherSpec, changeCipherSpec])).toBe("tls");
		expect(check([handshake(...messages), record(20, Uint8Array.of(2))])).toBe("tls");
		expect(check([handshake(...messages), record(20, Uint8Array.of(1, 1))])).toBe("tls");
		expect(check([handshake(...messages), record(20)])).toBe("tls");
	});

	test("application data anywhere before the end", () => {
		const data = record(23, RANDOM);
		const messages = [serverHello(), certificate(), keyExchange(), helloDone].map((each) => handshake(each));
		const records = [...messages, ...END];
		for (let count = 0; count < records.length; count++) {
			expect(check([...records.slice(0, count), data])).toBe("tls");
		}
	});

	test("a session taken up again that was not asked for, or with a certificate", () => {
		const resuming = serverHello({ sessionID: EARLIER_SESSION });
		expect(check([handshake(resuming), ...END])).toBe("tls");
		expect(check([handshake(serverHello({ sessionID: new Uint8Array(0) })), ...END])).toBe("tls");
		expect(check([handshake(serverHello()), ...END], EARLIER_SESSION)).toBe("tls");
		expect(check([handshake(resuming, certificate())], EARLIER_SESSION)).toBe("tls");
	});
});

describe("A hello is refused", () => {
	test("of another version of TLS, an older one by its name", () => {
		expect(check([handshake(serverHello({ version: [3, 2] }), certificate())])).toBe("tls-too-old");
		expect(check([handshake(serverHello({ version: [3, 0] }))])).toBe("tls-too-old");
		expect(check([handshake(serverHello({ version: [3, 4] }))])).toBe("tls");
	});

	test.each([
		["no cipher", [0, 0]],
		["static RSA", [0, 0x9c]],
		["anonymous DH", [0, 0xa6]],
		["anonymous ECDH", [0xc0, 0x18]],
		["DHE", [0, 0x9e]],
		["an export cipher", [0, 0x14]],
		["a suite of the SDK's that was not offered", [0xc0, 0x27]],
		["a suite of TLS 1.3", [0x13, 1]],
	])("with %s", (_what, suite) => {
		expect(SUITES.some(({ value }) => value.join() === suite.join())).toBe(false);
		expect(check([handshake(serverHello({ suite }))])).toBe("tls");
	});

	test("with compression", () => {
		expect(check([handshake(serverHello({ compression: 1 }))])).toBe("tls");
	});
});

describe("A record is refused", () => {
	test("empty, of an unknown type, or with a message that does not end in it", () => {
		expect(check([new Uint8Array(0)])).toBe("tls");
		expect(check([record(22)])).toBe("tls");
		expect(check([record(24, RANDOM)])).toBe("tls");
		expect(check([handshake(serverHello().subarray(0, 20))])).toBe("tls");
		expect(check([record(22, serverHello(), Uint8Array.of(11))])).toBe("tls");
	});

	test("but an alert is handed on: it ends the connection", () => {
		expect(check([record(21, Uint8Array.of(2, 40))])).toBe("waits");
	});
});
