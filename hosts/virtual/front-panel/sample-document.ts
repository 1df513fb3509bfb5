import { composePDF } from "../board/pdf";
import { SAMPLE } from "./sample";

/** A4 in points. */
const MEDIA_BOX = "[0 0 595 842]";

/** A line of text: font (R regular, B bold), size in points, baseline in points from the bottom, text. */
type Line = readonly [font: "R" | "B", size: number, y: number, text: string];

const PAGES: readonly (readonly Line[])[] = [
	[
		["B", 26, 750, "Timbre"],
		["R", 11, 732, "A sample for the virtual scanner"],
		["B", 15, 660, "Dear reader,"],
		["R", 12, 630, "this page stands for the letter that somebody lays on the glass."],
		["R", 12, 612, "The printer reads it, signs in to the mail service and sends it as an attachment."],
		["R", 12, 594, "In the lab's mailbox it arrives byte for byte as it lies here."],
		["B", 15, 540, "Cher lecteur, chère lectrice,"],
		["R", 12, 510, "cette page tient lieu de la lettre que l'on pose sur la vitre."],
		["R", 12, 492, "L'imprimante la lit, se connecte au service de courriel et l'envoie en pièce jointe."],
		["R", 12, 474, "Elle arrive dans la boîte aux lettres telle qu'elle est ici, octet pour octet."],
		["R", 10, 60, "1 / 2"],
	],
	[
		["B", 15, 750, "What to try next"],
		["R", 12, 720, "Drop a document of your own onto the tray: PDF, JPEG, PNG or TIFF."],
		["R", 12, 702, "Switch the printer off in the middle of a job. It stays signed in."],
		["B", 15, 648, "Et ensuite ?"],
		["R", 12, 618, "Déposez votre propre document dans le bac : PDF, JPEG, PNG ou TIFF."],
		["R", 12, 600, "Éteignez l'imprimante au milieu d'un travail. Elle reste connectée."],
		["R", 10, 60, "2 / 2"],
	],
];

/** The sample, a PDF of two pages (ISO 32000-1) in English and French. */
export function samplePDF(): Buffer {
	const first = 5;
	const pages = PAGES.flatMap((lines, index) => {
		const content = lines.map(drawLine).join("");
		return [
			`<</Type/Page/Parent 2 0 R/MediaBox${MEDIA_BOX}/Resources<</Font<</R 3 0 R/B 4 0 R>>>>` +
				`/Contents ${first + index * 2 + 1} 0 R>>`,
			`<</Length ${content.length}>>stream\n${content}endstream`,
		];
	});
	const kids = PAGES.map((_, index) => `${first + index * 2} 0 R`).join(" ");
	return composePDF([
		"<</Type/Catalog/Pages 2 0 R>>",
		`<</Type/Pages/Count ${PAGES.length}/Kids[${kids}]>>`,
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
		...pages,
	]);
}

function drawLine([font, size, y, text]: Line): string {
	return `BT /${font} ${size} Tf 72 ${y} Td (${text.replace(/[()\\]/g, "\\$&")}) Tj ET\n`;
}

/**
 * Lays the sample into the scanner's tray.
 * @param controlURL the control API's address, without a slash at the end
 * @throws Error when the API does not take it
 */
export async function laySample(controlURL: string): Promise<void> {
	const response = await fetch(`${controlURL}/scanner?name=${SAMPLE.name}&pages=${SAMPLE.pages}`, {
		method: "POST",
		headers: { "content-type": "application/pdf" },
		body: new Uint8Array(samplePDF()),
	});
	if (!response.ok) throw new Error(`the sample could not be laid into the tray: ${response.status}`);
}
