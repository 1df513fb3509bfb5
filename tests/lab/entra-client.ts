import { request } from "node:https";
import { type Approval, CLIENT_ID, type Lab } from "../../tools/lab/lab";

export const SMTP_SCOPE = "https://outlook.office.com/SMTP.Send offline_access openid profile";
export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/** An answer as it came over HTTPS. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
	/** The body's JSON; an empty object where the body is none. */
	readonly json: AuthorityBody;
}

/** Everything the authority may say; which of it is there is for the tests to find out. */
export interface AuthorityBody extends Tokens {
	readonly user_code: string;
	readonly device_code: string;
	readonly verification_uri: string;
	readonly message: string;
	readonly interval: number;
	readonly error: string;
	readonly error_description: string;
	readonly error_codes: readonly number[];
	readonly suberror?: string;
	readonly timestamp: string;
	readonly trace_id: string;
	readonly correlation_id: string;
}

/** Tokens of a finished sign-in. */
export interface Tokens {
	readonly access_token: string;
	readonly refresh_token: string;
	readonly id_token: string;
	readonly scope: string;
	readonly expires_in: number;
	readonly token_type: string;
}

/** A client of the lab's authority: `node:https` that trusts the lab's root and nothing else. */
export class EntraClient {
	readonly #lab: Lab;
	readonly tenant: string;

	constructor(lab: Lab, tenant = "organizations") {
		this.#lab = lab;
		this.tenant = tenant;
	}

	/** POSTs a form to `/<tenant>/oauth2/v2.0/<endpoint>`. */
	post(endpoint: string, form: Record<string, string>): Promise<Answer> {
		const route = this.#lab.routes.find(({ host }) => host === "login.microsoftonline.com");
		if (route === undefined) throw new Error("no route to the authority");
		const body = new URLSearchParams(form).toString();
		return new Promise((resolve, reject) => {
			const outgoing = request({
				host: route.address,
				port: route.localPort,
				servername: route.host,
				ca: this.#lab.root,
				agent: false,
				method: "POST",
				path: `/${this.tenant}/oauth2/v2.0/${endpoint}`,
				headers: { "content-type": "application/x-www-form-urlencoded", "content-length": body.length },
			});
			outgoing.on("error", reject);
			outgoing.on("response", (incoming) => {
				const chunks: Buffer[] = [];
				incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
				incoming.on("error", reject);
				incoming.on("end", () => {
					const text = Buffer.concat(chunks).toString("utf8");
					const json = text.startsWith("{") ? JSON.parse(text) : {};
					resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json });
				});
			});
			outgoing.end(body);
		});
	}

	/** Asks for a device code. */
	deviceCode(scope = SMTP_SCOPE, query = ""): Promise<Answer> {
		return this.post(`devicecode${query}`, { client_id: CLIENT_ID, scope });
	}

	/** Polls once. */
	poll(deviceCode: string): Promise<Answer> {
		return this.post("token", { client_id: CLIENT_ID, grant_type: DEVICE_GRANT, device_code: deviceCode });
	}

	refresh(refreshToken: string, scope = SMTP_SCOPE): Promise<Answer> {
		return this.post("token", {
			client_id: CLIENT_ID,
			grant_type: "refresh_token",
			refresh_token: refreshToken,
			scope,
		});
	}

	/** The whole device flow, through the real pages. */
	async signIn(approval: Approval, scope = SMTP_SCOPE): Promise<Tokens> {
		const { json } = await this.deviceCode(scope);
		const page = await this.#lab.approve(json.user_code, approval);
		const answer = await this.poll(json.device_code);
		if (answer.status !== 200) throw new Error(`${answer.text}\n${page.text}`);
		return answer.json;
	}
}

/** The administrator, consenting for everybody. */
export const ADMIN: Approval = { account: "admin@timbre.example", admin: true };

/** The claims of a JWT, unverified. */
export function claims(jwt: string): Record<string, unknown> {
	return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));
}
