import { HELP, parseStartOptions, UsageError } from "../../hosts/virtual/options";

describe("npm start", () => {
	test("without options runs the printer and the lab on the documented ports", () => {
		expect(parseStartOptions([])).toMatchObject({
			help: false,
			lab: true,
			port: 8080,
			controlPort: 8081,
			labPort: 8082,
			online: false,
			ram: 128,
			bits: undefined,
		});
	});

	test("runs against another mail service without the lab", () => {
		const options = parseStartOptions([
			"--no-lab",
			"--state",
			"/tmp/printer",
			"--route",
			"SMTP.office365.com:587=127.0.0.1:5587",
			"--route",
			"login.microsoftonline.com:443=localhost:8443",
			"--root",
			"ca.pem",
		]);
		expect(options).toMatchObject({ lab: false, state: "/tmp/printer", roots: ["ca.pem"] });
		expect(options.routes).toEqual([
			{ host: "smtp.office365.com", port: 587, toHost: "127.0.0.1", toPort: 5587 },
			{ host: "login.microsoftonline.com", port: 443, toHost: "localhost", toPort: 8443 },
		]);
	});

	test("--help names every option there is", () => {
		const mentioned = new Set(HELP.match(/--[a-z-]+/g));
		for (const option of [
			"port",
			"control-port",
			"lab-port",
			"state",
			"ram",
			"bits",
			"no-lab",
			"route",
			"root",
			"client-id",
			"online",
			"help",
		]) {
			expect(mentioned).toContain(`--${option}`);
		}
	});

	test.each([
		[["--port", "eighty"], /--port takes a port number/],
		[["--port", "65536"], /--port takes a port number/],
		[["--control-port=-1"], /--control-port/],
		[["--route", "smtp.office365.com=127.0.0.1"], /--route takes HOST:PORT=HOST:PORT/],
		[["--route", "a:0=b:1"], /--route/],
		[["--ram", "4"], /--ram takes KiB, 32 or more/],
		[["--client-id", "timbre"], /--client-id takes an id/],
		[["--bits", "16"], /--bits takes 32 or 64/],
		[["--colour"], /--colour.*--help lists the options/],
		[["printer"], /printer.*--help/],
	])("%j gets one clear line", (args, line) => {
		expect(() => parseStartOptions(args)).toThrow(UsageError);
		expect(() => parseStartOptions(args)).toThrow(line);
		try {
			parseStartOptions(args);
		} catch (error) {
			expect((error as Error).message).not.toContain("\n");
		}
	});
});
