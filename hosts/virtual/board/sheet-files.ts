import { deflateSync } from "node:zlib";
import { PNG } from "pngjs";
import { composePDF } from "./pdf";
import type { RasterPage } from "./pwg-raster";

/** PNG's color type of shades of gray without alpha. */
const GRAYSCALE = 0;

/** Points of PDF in an inch. */
const POINTS = 72;

/** A printed page as PNG, shades of gray. */
export function pageToPNG({ width, height, bitsPerPixel, bytesPerLine, pixels }: RasterPage): Buffer {
	const png = new PNG({
		width,
		height,
		colorType: GRAYSCALE,
		inputColorType: GRAYSCALE,
		inputHasAlpha: false,
	});
	const data = bitsPerPixel === 8 ? pixels : new Uint8Array(width * height);
	if (bitsPerPixel === 1) {
		for (let y = 0; y < height; y++) {
			for (let x = 0; x < width; x++) {
				const bit = ((pixels[y * bytesPerLine + (x >> 3)] ?? 0) << (x & 7)) & 0x80;
				data[y * width + x] = bit ? 0 : 255;
			}
		}
	}
	png.data = Buffer.from(data);
	const options = {
		colorType: GRAYSCALE,
		inputColorType: GRAYSCALE,
		inputHasAlpha: false,
		filterType: 0,
	} as const;
	return PNG.sync.write(png, options);
}

/** Printed pages as PDF (ISO 32000-1), each a picture as large as its paper. */
export function pagesToPDF(pages: readonly RasterPage[]): Buffer {
	const objects: Buffer[] = [];
	const kids = pages.map((_, index) => `${3 + index * 3} 0 R`).join(" ");
	objects.push(Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"));
	objects.push(Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`));
	pages.forEach((page, index) => {
		objects.push(...pageObjects(page, 3 + index * 3));
	});
	return composePDF(objects);
}

/** A page, what it draws, and its picture. @param first number of the page's object */
function pageObjects(page: RasterPage, first: number): Buffer[] {
	const { width, height, bitsPerPixel, dotsPerInch, pixels } = page;
	const [right, top] = [width, height].map((dots) => ((dots * POINTS) / dotsPerInch).toFixed(2));
	// A bit of 1 is black on paper, and white in DeviceGray.
	const decode = bitsPerPixel === 1 ? "/Decode [1 0] " : "";
	const picture =
		`/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray ` +
		`/BitsPerComponent ${bitsPerPixel} ${decode}/Filter /FlateDecode`;
	return [
		Buffer.from(
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${right} ${top}] ` +
				`/Resources << /XObject << /Sheet ${first + 2} 0 R >> >> /Contents ${first + 1} 0 R >>`,
		),
		stream("", Buffer.from(`q ${right} 0 0 ${top} 0 0 cm /Sheet Do Q`)),
		stream(picture, deflateSync(pixels)),
	];
}

function stream(dictionary: string, content: Buffer): Buffer {
	const head = `<< ${dictionary} /Length ${content.byteLength} >>\nstream\n`;
	return Buffer.concat([Buffer.from(head), content, Buffer.from("\nendstream")]);
}
