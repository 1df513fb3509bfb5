/** The SDK's `Resource`: the engine's native class. */
export default globalThis.Resource;
