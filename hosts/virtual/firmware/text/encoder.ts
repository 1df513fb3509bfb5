/** The SDK's `text/encoder`: the engine's native class. */
export default globalThis.TextEncoder;
