import { request } from "node:https";
import { approve } from "../lab/approve";
import { CLIENT_ID } from "../lab/lab";
import type { LabClient } from "./lab-client";

const AUTHORITY = "login.microsoftonline.com";
const SCOPE = "https://outlook.office.com/SMTP.Send offline_access openid profile";
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/** An access token for the peers, which cannot sign in by themselves: the device flow, approved by `account`. */
export async function accessToken(lab: LabClient, account: string): Promise<string> {
	const code = await post(lab, "devicecode", { client_id: CLIENT_ID, scope: SCOPE });
	await approve(lab.url, code["user_code"] ?? "", { account, admin: true });
	const tokens = await post(lab, "token", {
		client_id: CLIENT_ID,
		grant_type: DEVICE_GRANT,
		device_code: code["device_code"] ?? "",
	});
	const token = tokens["access_token"];
	if (!token) throw new Error(`the lab gives no token: ${tokens["error"]}`);
	return token;
}

/** POSTs a form to the lab's authority, trusting its root and nothing else, which `fetch` cannot. */
function post(lab: LabClient, endpoint: string, form: Record<string, string>) {
	const { address, localPort } = lab.route(AUTHORITY);
	return new Promise<Readonly<Record<string, string>>>((resolve, reject) => {
		const outgoing = request({
			host: address,
			port: localPort,
			servername: AUTHORITY,
			ca: lab.root,
			agent: false,
			method: "POST",
			path: `/organizations/oauth2/v2.0/${endpoint}`,
			headers: { "content-type": "application/x-www-form-urlencoded" },
		});
		outgoing.on("error", reject);
		outgoing.on("response", async (incoming) => {
			try {
				resolve(JSON.parse(Buffer.concat(await incoming.toArray()).toString("utf8")));
			} catch (error) {
				reject(error);
			}
		});
		outgoing.end(new URLSearchParams(form).toString());
	});
}
