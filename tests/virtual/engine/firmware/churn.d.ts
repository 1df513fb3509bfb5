/** The firmware's main: sets globalThis.handleCommand, as it does on the engine. */
export default function main(): void;
