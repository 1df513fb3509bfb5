import type { DeviceNetwork } from "../base/device";
import { Failure } from "../base/failure";
import type { Resolver } from "../base/sockets";
import { Wait } from "./wait";

/**
 * The IPv4 address of a host name. An address stays as it is; `localhost` is 127.0.0.1 without a question to anyone.
 * @param timeout milliseconds to wait for the resolver
 *
 * Throws dns.not-found for a name that has no address or is none, network.timeout where no resolver answers.
 */
export async function resolve(network: DeviceNetwork, host: string, timeout: number): Promise<string> {
	if (isIPv4Address(host)) return host;
	if (host.toLowerCase() === "localhost") return "127.0.0.1";
	if (!isHostName(host)) throw new Failure("dns.not-found", { detail: host });

	const notFound = (cause?: unknown) => new Failure("dns.not-found", { detail: host, cause });
	let resolver: Resolver;
	try {
		resolver = new network.dns.io({ ...network.dns });
	} catch (error) {
		throw notFound(error);
	}
	const wait = new Wait<string>(
		timeout,
		() => new Failure("network.timeout", { stage: "dns", detail: host }),
	);
	try {
		resolver.resolve({
			host,
			onResolved: (_host, address) => wait.resolve(address),
			onError: () => wait.reject(notFound()),
		});
	} catch (error) {
		wait.reject(notFound(error));
	}
	try {
		return await wait.promise;
	} finally {
		resolver.close();
	}
}

function isIPv4Address(host: string): boolean {
	return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) && host.split(".").every((part) => Number(part) < 256);
}

/** RFC 1123 section 2.1: labels of letters, digits and hyphens, 253 characters at most (with the underscore seen in practice). */
function isHostName(host: string): boolean {
	return (
		host.length <= 253 && /^[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*\.?$/i.test(host)
	);
}
