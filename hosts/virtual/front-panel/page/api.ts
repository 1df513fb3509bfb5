/** An answer of the control API that is not a success. */
export class APIError extends Error {
	readonly status: number;

	constructor(status: number) {
		super(`the control API answered ${status}`);
		this.status = status;
	}
}

/** What `GET /engine` answers. */
export interface EngineState {
	readonly powered: boolean;
	/** Undefined while no engine runs. */
	readonly report?: Readonly<Record<string, number>>;
}

/** A document in the scanner's tray. */
export interface ScannerDocument {
	readonly name: string;
	readonly pages: number;
	readonly byteLength: number;
}

/** A document in the paper tray, as `GET /paper` lists it. */
export interface PrintedSheet {
	readonly number: number;
	readonly printedAt: number;
	readonly pages: number;
	readonly width: number;
	readonly height: number;
	readonly byteLength: number;
}

/** What `GET /paper/engine` answers. */
export interface PaperEngine {
	readonly paper: string;
	readonly paperOut: boolean;
	readonly doorOpen: boolean;
}

/** What `GET /label` answers. */
export interface Label {
	readonly manufacturer: string;
	readonly model: string;
	readonly serial: string;
	readonly macAddress: string;
	readonly initialPassword: string;
	readonly links: { readonly webConfig?: string; readonly signIn?: string; readonly mailbox?: string };
}

/**
 * Calls the control API.
 * @param body a Blob is sent as it is, anything else as JSON
 * @throws APIError, or TypeError when the printer cannot be reached
 */
export async function call<Answer>(method: string, path: string, body?: Blob | object): Promise<Answer> {
	const response = await fetch(path, { method, ...(body && compose(body)) });
	if (!response.ok) throw new APIError(response.status);
	return response.json();
}

function compose(body: Blob | object): RequestInit {
	if (body instanceof Blob) {
		return { body, headers: { "content-type": body.type || "application/x-www-form-urlencoded" } };
	}
	return { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}
