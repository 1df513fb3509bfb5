/**
 * Loads `@peculiar/x509`. Its dependency container insists on a Reflect metadata polyfill at load time, though the
 * classes used here carry no metadata: an empty one is enough, and it must be there before the package is evaluated.
 */
export async function loadX509(): Promise<typeof import("@peculiar/x509")> {
	if (!("getMetadata" in Reflect)) {
		const none = () => undefined;
		Object.assign(Reflect, { getMetadata: none, getOwnMetadata: none, defineMetadata: none });
	}
	return import("@peculiar/x509");
}
