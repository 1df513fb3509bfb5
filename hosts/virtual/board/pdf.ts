/**
 * A PDF file (ISO 32000-1 section 7.5) around its objects, numbered from 1; the first is the catalog.
 *
 * @param objects each as it stands between `obj` and `endobj`; a text in Latin-1
 */
export function composePDF(objects: readonly (string | Buffer)[]): Buffer {
	const parts = [Buffer.from("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1")];
	let length = parts[0]?.byteLength ?? 0;
	let table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
	objects.forEach((object, index) => {
		table += `${String(length).padStart(10, "0")} 00000 n \n`;
		const content = typeof object === "string" ? Buffer.from(object, "latin1") : object;
		const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), content, Buffer.from("\nendobj\n")]);
		parts.push(part);
		length += part.byteLength;
	});
	const trailer = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`;
	return Buffer.concat([...parts, Buffer.from(table + trailer)]);
}
