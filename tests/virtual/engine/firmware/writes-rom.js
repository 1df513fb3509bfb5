const decoder = new TextDecoder();
export default () => {
	globalThis.handleCommand = () => decoder.decode(Uint8Array.of(0xe2, 0x82), { stream: true });
};
