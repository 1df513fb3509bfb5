/**
 * Makes a firmware out of named actions. A command names one, `name argument`; its result, or its error as
 * `Name: message`, goes to the board as `result`.
 * @param {Record<string, (argument: string) => unknown>} actions
 */
export function perform(actions) {
	globalThis.handleCommand = async (command) => {
		const [name, ...words] = new TextDecoder().decode(new Uint8Array(command)).split(" ");
		let result;
		try {
			result = await actions[name](words.join(" "));
		} catch (error) {
			result = String(error);
		}
		callBoard("result", new TextEncoder().encode(String(result)));
	};
}
