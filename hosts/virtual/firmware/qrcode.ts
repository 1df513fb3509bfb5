/** The SDK's `qrcode`: the engine's native function. */
export default globalThis.qrcode;
