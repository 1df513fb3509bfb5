import fc from "fast-check";
import { Failure } from "../../modules/base/failure";
import { composeForm, parseCookies, parseForm } from "../../modules/network/form";
import { splitURL } from "../../modules/network/url";

describe("A form", () => {
	const entries = () =>
		fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })), { maxLength: 20 });

	test("is composed as browsers compose it, whatever its values hold", () => {
		fc.assert(
			fc.property(entries(), (pairs) => {
				expect(composeForm(pairs)).toBe(new URLSearchParams(pairs).toString());
			}),
		);
	});

	test("comes back as it was", () => {
		fc.assert(
			fc.property(entries(), (pairs) => {
				const named = pairs.filter(([name, value]) => name + value !== "");
				expect([...parseForm(composeForm(named))]).toEqual(named);
			}),
		);
	});

	test("carries a refresh token with $ ! * as it is", () => {
		const token = "0.AX$!*~'()-_.+/=&é";
		const form = composeForm([["refresh_token", token]]);
		expect(form).toBe("refresh_token=0.AX%24%21*%7E%27%28%29-_.%2B%2F%3D%26%C3%A9");
		expect(parseForm(form).get("refresh_token")).toBe(token);
	});

	test("has first values, all values, and none", () => {
		const form = parseForm("a=1&b&a=2&&c=x=y+z");
		expect(form.get("a")).toBe("1");
		expect(form.all("a")).toEqual(["1", "2"]);
		expect(form.get("b")).toBe("");
		expect(form.get("c")).toBe("x=y z");
		expect(form.get("toString")).toBeUndefined();
		expect([form.has("b"), form.has("d")]).toEqual([true, false]);
	});

	test("with a lone surrogate says so with U+FFFD rather than failing", () => {
		expect(composeForm([["a", "x\ud800y"]])).toBe("a=x%EF%BF%BDy");
	});

	test.each(["a=%", "a=%4", "a=%zz", "%ff=1", "a=%c3", Array(202).fill("a=1").join("&")])(
		"that is broken is refused: %.40s",
		(broken) => {
			expect(() => parseForm(broken)).toThrow(Failure);
			expect(() => parseForm(broken)).toThrow("http.malformed");
		},
	);
});

test("Cookies are found by name, quoted or not, whatever stands beside them", () => {
	const cookies = parseCookies('session=abc; theme="dark"; ; novalue; =x; a=b=c;session=second');
	expect([...cookies]).toEqual([
		["session", "abc"],
		["theme", "dark"],
		["a", "b=c"],
		["session", "second"],
	]);
	expect([...parseCookies("")]).toEqual([]);
});

describe("A URL", () => {
	test.each([
		["https://Login.Example.com", "https", "login.example.com", 443, "login.example.com", "/"],
		["https://h/a/b?c=d&e", "https", "h", 443, "h", "/a/b?c=d&e"],
		["http://127.0.0.1:8080?q#fragment", "http", "127.0.0.1", 8080, "127.0.0.1:8080", "/?q"],
		["HTTPS://h:443/", "https", "h", 443, "h", "/"],
	])("%s is split into its parts", (url, scheme, host, port, authority, target) => {
		expect(splitURL(url)).toEqual({ scheme, host, port, authority, target });
	});

	test.each([
		"",
		"h/a",
		"ftp://h/",
		"https://",
		"https://h:0/",
		"https://h:65536/",
		"https://user:secret@h/",
		"https://h/a b",
		"https://h/é",
		"https://h/\r\nX: y",
		"https://h\r\n/",
		"https://[::1]/",
		"https://h\\@evil/",
	])("%p is refused", (url) => {
		expect(() => splitURL(url)).toThrow("http.malformed");
	});
});
