/*
 * The wire to the parent: netstrings `<length>:<payload>,` on file descriptor 3 (in) and 4 (out).
 */
#ifndef ENGINE_WIRE_H
#define ENGINE_WIRE_H

#include <stddef.h>

/** One stretch of the bytes to send. */
typedef struct {
	const void* bytes;
	size_t size;
} WirePart;

/** Waits for the next netstring's header; returns its payload's size. The payload must then be read whole. */
extern size_t wireBegin(void);
/** Reads the next `size` bytes of the payload straight into `bytes`. */
extern void wireRead(void* bytes, size_t size);
/** Drops the next `size` bytes of the payload. */
extern void wireSkip(size_t size);
/** Reads the netstring's end. */
extern void wireEnd(void);
/** Sends one netstring whose payload is the parts one after the other, without copying them. */
extern void wireSend(const WirePart* parts, int count);
/** The same for what nobody waits for: it is copied, and goes out before the next that is sent, with it in one write. */
extern void wireSendLater(const WirePart* parts, int count);

#endif
