/*
 * `readDocument`, the way of a scanned page into memory: on the device it is the scanner's own hardware that puts it there,
 * and no word of the firmware to the board passes for each block.
 */
#include <fcntl.h>
#include <unistd.h>

#include "engine.h"
#include "xsmc.h"

extern txInteger _xsmcGetBuffer(txMachine* the, txSlot* slot, void** data, txUnsigned* count, txBoolean writable);

static void throwFailure(txMachine* the)
{
	xsUnknownError("scan.failed: %s", strerror(errno));
}

/* readDocument(path: string, position: number, into: buffer): the number of bytes put into `into`, 0 at the end */
void documentRead(txMachine* the)
{
	off_t position = (off_t)xsmcToNumber(xsArg(1));
	const char* path = xsmcToString(xsArg(0));
	void* bytes;
	txUnsigned room;
	ssize_t count;
	int file;
	_xsmcGetBuffer(the, mxArgv(2), &bytes, &room, 1);
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		throwFailure(the);
	do {
		count = pread(file, bytes, room, position);
	} while ((count < 0) && (errno == EINTR));
	close(file);
	if (count < 0)
		throwFailure(the);
	xsmcSetInteger(xsResult, (xsIntegerValue)count);
}
