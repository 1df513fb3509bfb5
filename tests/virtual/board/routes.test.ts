import { Routes } from "../../../hosts/virtual/board/routes";

function resolve(routes: Routes, host: string): Promise<string | undefined> {
	return new Promise((answer) => {
		routes.resolve(host, answer);
	});
}

describe("Routes", () => {
	const routes = new Routes([
		{ host: "login.example", port: 443, localPort: 4001 },
		{ host: "smtp.example", port: 587, localPort: 4002 },
		{ host: "smtp.example", port: 465, localPort: 4003 },
	]);

	test("give each name one address, whatever its case, out of a range that no real host has", async () => {
		expect(await resolve(routes, "smtp.example")).toBe("198.51.100.2");
		expect(await resolve(routes, "SMTP.Example.")).toBe("198.51.100.2");
		expect(await resolve(routes, "login.example")).toBe("198.51.100.1");
	});

	test("lead each port of a name to its server, and no other port anywhere", () => {
		expect(routes.target("198.51.100.2", 587)).toEqual({ address: "127.0.0.1", port: 4002 });
		expect(routes.target("198.51.100.2", 465)).toEqual({ address: "127.0.0.1", port: 4003 });
		expect(routes.target("198.51.100.2", 25)).toBeUndefined();
		expect(routes.target("127.0.0.1", 22)).toBeUndefined();
	});

	test("know no name that is not routed, and nothing that is no name", async () => {
		for (const host of ["example.com", "", "localhost"]) expect(await resolve(routes, host)).toBeUndefined();
	});

	test("leave an address an address", async () => {
		expect(await resolve(routes, "192.0.2.7")).toBe("192.0.2.7");
	});

	test("lead to the real network only when the printer is online, and never to an address of a routed name", () => {
		const online = new Routes([{ host: "smtp.example", port: 587, localPort: 4002 }], true);
		expect(online.target("192.0.2.7", 25)).toEqual({ address: "192.0.2.7", port: 25 });
		expect(online.target("198.51.100.1", 25)).toBeUndefined();
		expect(online.target("198.51.100.1", 587)).toEqual({ address: "127.0.0.1", port: 4002 });
	});

	test("can be replaced, and end where the addresses end", () => {
		const many = new Routes([]);
		for (let host = 0; host < 254; host++) many.add({ host: `h${host}`, port: 1, localPort: host + 1 });
		many.add({ host: "h0", port: 1, localPort: 9 });
		expect(many.target("198.51.100.1", 1)?.port).toBe(9);
		expect(many.target("198.51.100.254", 1)?.port).toBe(254);
		expect(() => many.add({ host: "one more", port: 1, localPort: 1 })).toThrow("more than 254 routed hosts");
	});
});
