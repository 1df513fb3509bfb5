import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createSecureContext, createServer as createTLSServer, TLSSocket } from "node:tls";
import { utf8 } from "../../modules/base/bytes";
import { Connection } from "../../modules/network/connection";
import {
	type CertificateAuthority,
	openCertificateAuthority,
	type ServerIdentities,
} from "../../tools/lab/certificates";
import { failureOf } from "../host/failure-of";
import { nodeNetwork } from "../host/sockets";

const HOST = "mail.example.com";
let authority: CertificateAuthority;
let identities: ServerIdentities;
const servers: Server[] = [];

beforeAll(async () => {
	authority = await openCertificateAuthority();
	identities = await authority.issue([HOST]);
});

afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
	servers.push(server);
	await once(server.listen(0, "127.0.0.1"), "listening");
	const address = server.address();
	return address && typeof address === "object" ? address.port : 0;
}

function network() {
	return nodeNetwork({ hosts: { [HOST]: "127.0.0.1" }, ca: authority.root });
}

/** Takes a plain connection, says go, and upgrades it as a server. */
function upgrade(socket: Socket, kind: keyof ServerIdentities, minVersion?: "TLSv1.3"): TLSSocket {
	const secureContext = createSecureContext({ ...identities[kind], ...(minVersion ? { minVersion } : {}) });
	return new TLSSocket(socket, { isServer: true, secureContext }).on("error", () => {});
}

describe("Over real sockets", () => {
	test("a dialogue goes through STARTTLS with a certificate that is checked, and 1 MiB both ways arrives as it was", async () => {
		const sent = Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 7 + (i >> 9)) & 255);
		const port = await listen(
			createServer((socket) => {
				socket.write("220 hello\r\n");
				socket.once("data", () => {
					socket.write("220 go\r\n");
					const secure = upgrade(socket, "good");
					let count = 0;
					secure.on("data", (data) => {
						count += data.length;
						secure.write(data);
						if (count === sent.length) secure.end();
					});
				});
			}),
		);
		const connection = await Connection.connect({ network: network(), host: HOST, port, timeout: 5000 });
		expect(await connection.readLine(99)).toBe("220 hello");
		await connection.write(utf8("STARTTLS\r\n"));
		expect(await connection.readLine(99)).toBe("220 go");
		await connection.startTLS(HOST, {});
		const writing = connection.write(sent);
		const received: Buffer[] = [];
		const piece = new Uint8Array(3000);
		for (let count = await connection.read(piece); count > 0; count = await connection.read(piece)) {
			received.push(Buffer.from(piece.subarray(0, count)));
		}
		await writing;
		expect(Buffer.concat(received).equals(sent)).toBe(true);
		connection.close();
	});

	test.each([
		["expired", "tls.certificate-expired"],
		["wrong-host", "tls.wrong-host"],
		["unknown-issuer", "tls.unknown-issuer"],
	] as const)(
		"a certificate that is %s is refused as %s, unless certificates are not checked",
		async (kind, code) => {
			const server = createTLSServer(identities[kind], (socket) => socket.on("error", () => {}));
			const port = await listen(server);
			const connect = (secure: object) =>
				Connection.connect({ network: network(), host: HOST, port, secure, timeout: 5000 });
			expect(await failureOf(connect({}))).toMatchObject({ code, stage: "tls" });
			(await connect({ verify: false })).close();
		},
	);

	test("a server without TLS is a TLS failure, not a hang", async () => {
		const port = await listen(createServer((socket) => socket.on("error", () => {}).end("220 plain\r\n")));
		const failure = await failureOf(
			Connection.connect({ network: network(), host: HOST, port, secure: {}, timeout: 5000 }),
		);
		expect(["tls.failed", "tls.plaintext-injected"]).toContain(failure.code);
	});

	test("nobody listening is a failure to connect", async () => {
		const port = await listen(createServer());
		servers.pop()?.close();
		expect(
			await failureOf(Connection.connect({ network: network(), host: HOST, port, timeout: 5000 })),
		).toMatchObject({ code: "connect.failed", stage: "connect" });
	});
});
