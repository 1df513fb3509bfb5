export default async function main() {
	await null;
	throw new RangeError("no paper tray");
}
