/*
 * Reads PWG Raster from standard input with CUPS's own reader and writes, for each page, a line of JSON with what its
 * header says, then its pixels as they are: the reader that proves what this project writes.
 */
#include <cups/raster.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int readPage(cups_raster_t* raster, const cups_page_header2_t* header)
{
	unsigned char* line = malloc(header->cupsBytesPerLine);
	unsigned y;
	printf("{\"mediaClass\":\"%s\",\"resolution\":[%u,%u],\"copies\":%u,\"pageSize\":[%u,%u],\"width\":%u,\"height\":%u,"
		   "\"bitsPerColor\":%u,\"bitsPerPixel\":%u,\"bytesPerLine\":%u,\"colorOrder\":%u,\"colorSpace\":%u,"
		   "\"numColors\":%u,\"duplex\":%u,\"totalPageCount\":%u,\"crossFeedTransform\":%u,\"feedTransform\":%u,"
		   "\"imageBox\":[%u,%u,%u,%u],\"printQuality\":%u,\"pageSizeName\":\"%s\"}\n",
		header->MediaClass, header->HWResolution[0], header->HWResolution[1], header->NumCopies, header->PageSize[0],
		header->PageSize[1], header->cupsWidth, header->cupsHeight, header->cupsBitsPerColor, header->cupsBitsPerPixel,
		header->cupsBytesPerLine, header->cupsColorOrder, header->cupsColorSpace, header->cupsNumColors, header->Duplex,
		header->cupsInteger[CUPS_RASTER_PWG_TotalPageCount], header->cupsInteger[CUPS_RASTER_PWG_CrossFeedTransform],
		header->cupsInteger[CUPS_RASTER_PWG_FeedTransform], header->cupsInteger[CUPS_RASTER_PWG_ImageBoxLeft],
		header->cupsInteger[CUPS_RASTER_PWG_ImageBoxTop], header->cupsInteger[CUPS_RASTER_PWG_ImageBoxRight],
		header->cupsInteger[CUPS_RASTER_PWG_ImageBoxBottom], header->cupsInteger[CUPS_RASTER_PWG_PrintQuality],
		header->cupsPageSizeName);
	for (y = 0; y < header->cupsHeight; y++) {
		if (cupsRasterReadPixels(raster, line, header->cupsBytesPerLine) != header->cupsBytesPerLine) {
			fprintf(stderr, "line %u cannot be read: %s\n", y, cupsRasterErrorString());
			return 1;
		}
		fwrite(line, 1, header->cupsBytesPerLine, stdout);
	}
	free(line);
	return 0;
}

int main(void)
{
	cups_page_header2_t header;
	cups_raster_t* raster = cupsRasterOpen(STDIN_FILENO, CUPS_RASTER_READ);
	char rest;
	if (!raster) {
		fprintf(stderr, "this is no raster: %s\n", cupsRasterErrorString());
		return 1;
	}
	while (cupsRasterReadHeader2(raster, &header))
		if (readPage(raster, &header))
			return 1;
	cupsRasterClose(raster);
	if (read(STDIN_FILENO, &rest, 1) > 0) {
		fprintf(stderr, "something is left after the last page\n");
		return 1;
	}
	return 0;
}
