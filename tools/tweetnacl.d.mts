/** Turns the package's source into an ES module with a default export. Throws an Error for another source. */
export function toModule(source: string): string;
/** Writes the module and its types where `manifests/storage.json` looks for them; `root` ends with a slash. */
export function writeTweetnacl(root: string): void;
