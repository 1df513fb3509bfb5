/*
 * The rooms of the engine and what each offers the others. XS's types come from xsAll.h.
 */
#ifndef ENGINE_H
#define ENGINE_H

#include "xsAll.h"

/* Exit codes; the table with their meanings is at the top of main.c. */
enum {
	EXIT_PARENT_GONE = 0,
	EXIT_USAGE = 1,
	EXIT_WIRE = 2,
	EXIT_MEMORY_FULL = 11,
	EXIT_STACK_OVERFLOW = 12,
	EXIT_ROM_WRITE = 13,
	EXIT_UNCAUGHT = 15,
	EXIT_NO_MORE_KEYS = 16,
	EXIT_COMPUTE_LIMIT = 17,
	EXIT_INTERNAL = 18,
};

/* memory.c: one block of address space for each machine, chunks from its bottom, slots from its top. */
typedef struct {
	txByte* start;
	txByte* chunksEnd;
	txByte* slotsStart;
	txByte* end;
} Memory;

/* No block is larger, in bytes: far more than any board of this class has. */
enum { LARGEST_BLOCK = 256 * 1024 * 1024 };

extern void memoryReserve(Memory* memory, size_t size);
extern void* memoryTake(Memory* memory, size_t size);
extern void memoryMakeReadOnly(Memory* memory);

/* firmware.c: the firmware's module, compiled into ROM and run in the root machine. */
extern void firmwareRun(txMachine* root, const char* path);
extern txSlot firmwareMain;

/* share.c: makes the root machine the ROM that clones share. */
extern void shareRoot(txMachine* root);

/* turn.c: promise jobs, compute limit. */
extern txUnsigned turnComputeLimit;
extern void turnRunJobs(txMachine* the);
extern void turnBegin(txMachine* the);
extern void turnBoot(txMachine* the);
extern void turnCommand(txMachine* the, size_t size);

/* failure.c: the one way out of the engine when something is wrong. */
extern void failureExit(int code, const char* format, ...) __attribute__((noreturn, format(printf, 2, 3)));

/* report.c: what a turn cost. */
extern void reportBegin(txMachine* the);
extern void reportResetPeaks(txMachine* the);
extern void reportSend(txMachine* the);

/* natives.c, board.c, document.c, resource.c: what the firmware finds among its globals. */
extern void nativesInstall(txMachine* root);
extern txMachine* boardMachine;
extern void boardCall(txMachine* the);
extern void boardTell(txMachine* the);
extern void documentRead(txMachine* the);
extern void resourceUseDirectory(const char* path);
extern void resourceInstall(txMachine* root);

#endif
