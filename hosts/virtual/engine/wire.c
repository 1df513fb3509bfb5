#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "engine.h"
#include "wire.h"

enum {
	FROM_PARENT = 3,
	TO_PARENT = 4,
	/* What one read may fetch ahead; commands are small, so most turns cost one system call. */
	READ_AHEAD = 65536,
	/* What may wait to be written together with what comes after it: four TLS records and what is said of them. */
	WRITE_BEHIND = 4 * (16384 + 64),
	/* The longest sequence of parts a message has: length, header, body, comma. */
	PARTS = 6,
	/* Digits of the largest payload, 2^31 - 1 bytes: XS sizes buffers with 32-bit signed integers. */
	LENGTH_DIGITS = 10,
};

static uint8_t ahead[READ_AHEAD];
static size_t aheadStart, aheadEnd;
static uint8_t behind[WRITE_BEHIND];
static size_t behindSize;

static size_t readSome(void* bytes, size_t size)
{
	for (;;) {
		ssize_t count = read(FROM_PARENT, bytes, size);
		if (count > 0)
			return (size_t)count;
		if (count == 0)
			exit(EXIT_PARENT_GONE);
		if (errno != EINTR)
			failureExit(EXIT_WIRE, "cannot read from the parent: %s", strerror(errno));
	}
}

static uint8_t readByte(void)
{
	if (aheadStart == aheadEnd) {
		aheadStart = 0;
		aheadEnd = readSome(ahead, sizeof(ahead));
	}
	return ahead[aheadStart++];
}

size_t wireBegin(void)
{
	uint64_t length = 0;
	int digits = 0;
	for (;;) {
		uint8_t byte = readByte();
		if (byte == ':')
			break;
		if ((byte < '0') || ('9' < byte) || (++digits > LENGTH_DIGITS))
			failureExit(EXIT_WIRE, "the parent sent no netstring");
		length = length * 10 + (byte - '0');
	}
	if ((digits == 0) || (length > INT32_MAX))
		failureExit(EXIT_WIRE, "the parent sent a netstring of a wrong length");
	return (size_t)length;
}

void wireRead(void* bytes, size_t size)
{
	uint8_t* to = bytes;
	size_t ready = aheadEnd - aheadStart;
	if (ready > size)
		ready = size;
	memcpy(to, ahead + aheadStart, ready);
	aheadStart += ready;
	while (ready < size)
		ready += readSome(to + ready, size - ready);
}

void wireSkip(size_t size)
{
	while (size-- > 0)
		readByte();
}

void wireEnd(void)
{
	if (readByte() != ',')
		failureExit(EXIT_WIRE, "the parent sent a netstring without an end");
}

static void writeAll(struct iovec* vectors, int count)
{
	while (count > 0) {
		ssize_t written = writev(TO_PARENT, vectors, count);
		if (written < 0) {
			if (errno == EINTR)
				continue;
			if (errno == EPIPE)
				exit(EXIT_PARENT_GONE);
			failureExit(EXIT_WIRE, "cannot write to the parent: %s", strerror(errno));
		}
		while ((count > 0) && ((size_t)written >= vectors->iov_len)) {
			written -= (ssize_t)vectors->iov_len;
			vectors++;
			count--;
		}
		if (count > 0) {
			vectors->iov_base = (uint8_t*)vectors->iov_base + written;
			vectors->iov_len -= (size_t)written;
		}
	}
}

/* A netstring around the parts as vectors. Returns how many bytes it has. */
static size_t frame(struct iovec* vectors, char* length, const WirePart* parts, int count)
{
	size_t size = 0;
	int i;
	for (i = 0; i < count; i++) {
		vectors[i + 1].iov_base = (void*)parts[i].bytes;
		vectors[i + 1].iov_len = parts[i].size;
		size += parts[i].size;
	}
	vectors[0].iov_base = length;
	vectors[0].iov_len = (size_t)snprintf(length, LENGTH_DIGITS + 2, "%zu:", size);
	vectors[count + 1].iov_base = ",";
	vectors[count + 1].iov_len = 1;
	return vectors[0].iov_len + size + 1;
}

void wireSend(const WirePart* parts, int count)
{
	struct iovec vectors[PARTS + 1];
	char length[LENGTH_DIGITS + 2];
	vectors[0].iov_base = behind;
	vectors[0].iov_len = behindSize;
	frame(vectors + 1, length, parts, count);
	behindSize = 0;
	writeAll(vectors, count + 3);
}

void wireSendLater(const WirePart* parts, int count)
{
	struct iovec vectors[PARTS];
	char length[LENGTH_DIGITS + 2];
	size_t size = frame(vectors, length, parts, count);
	int i;
	if (size > sizeof(behind) - behindSize) {
		wireSend(parts, count);
		return;
	}
	for (i = 0; i < count + 2; i++) {
		memcpy(behind + behindSize, vectors[i].iov_base, vectors[i].iov_len);
		behindSize += vectors[i].iov_len;
	}
}
