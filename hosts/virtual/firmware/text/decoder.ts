/** The SDK's `text/decoder`: the engine's native class. */
export default globalThis.TextDecoder;
