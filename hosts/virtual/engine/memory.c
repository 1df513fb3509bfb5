/*
 * Where XS machines keep their heaps. On the device a machine gets one block of RAM: byte chunks grow from its
 * bottom, slots from its top, and when the two meet memory is full. The clone lives in such a block of exactly
 * --ram bytes, its stack included. The root machine (built-ins and preloaded firmware) gets a block of its own,
 * which stands for the flash: it is read-only once the clone runs.
 */
#include <signal.h>
#include <sys/mman.h>

#include "engine.h"

/* Fewer free slots than these after a collection count as memory full: going on would collect at every step. */
enum { SPARE_SLOTS = 32 };

/*
 * Where blocks are asked for. XS compares addresses to which it added a chunk's size: like the device's RAM, the
 * 32-bit engine's blocks must be so low that 2^31 more is still an address.
 */
#define LOW_ADDRESS 0x10000000

/* What XS understands as "no new slots, but go on". */
#define NO_NEW_SLOTS ((txSlot*)-1)

static Memory* rom;

void memoryReserve(Memory* memory, size_t size)
{
	static txByte* next = (txByte*)LOW_ADDRESS;
	void* start = mmap(next, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	next += LARGEST_BLOCK;
	if (start == MAP_FAILED)
		failureExit(EXIT_USAGE, "cannot reserve %zu bytes: %s", size, strerror(errno));
	memory->start = memory->chunksEnd = start;
	/* Slots need their size's alignment at the top of the block, whatever the block's size. */
	memory->end = memory->slotsStart = memory->start + (size & ~(sizeof(txSlot) - 1));
}

void* memoryTake(Memory* memory, size_t size)
{
	size = (size + sizeof(txSlot) - 1) & ~(sizeof(txSlot) - 1);
	if (size > (size_t)(memory->slotsStart - memory->chunksEnd))
		return NULL;
	memory->slotsStart -= size;
	return memory->slotsStart;
}

/* Any other fault happens again on return, and then ends the process: the handler is used once. */
static void explainFault(int signal, siginfo_t* info, void* context)
{
	txByte* address = info->si_addr;
	(void)signal;
	(void)context;
	if ((rom->start <= address) && (address < rom->end))
		failureExit(EXIT_ROM_WRITE, "write into ROM: a preloaded object or buffer was modified by native code");
}

void memoryMakeReadOnly(Memory* memory)
{
	struct sigaction action = { .sa_sigaction = explainFault, .sa_flags = SA_SIGINFO | SA_RESETHAND };
	rom = memory;
	sigaction(SIGSEGV, &action, NULL);
	if (mprotect(memory->start, (size_t)(memory->end - memory->start), PROT_READ))
		failureExit(EXIT_INTERNAL, "cannot make the ROM read-only: %s", strerror(errno));
}

/*
 * XS extends its first block when the answer is where that block ends. It asks for the whole of a new chunk, so
 * what is still free at the end of the block is taken off first, as the device does: nothing is left unused.
 */
void* fxAllocateChunks(txMachine* the, txSize size)
{
	Memory* memory = the->context;
	txBlock* block = the->firstBlock;
	txSize growth = size;
	if (block)
		growth -= (txSize)sizeof(txBlock) + (txSize)(block->limit - block->current);
	if (growth > memory->slotsStart - memory->chunksEnd)
		return NULL;
	memory->chunksEnd += growth;
	if (block) {
		/* XS adds `size` to the limit and to its count of reserved bytes: account for the difference here. */
		block->limit = memory->chunksEnd - size;
		the->maximumChunksSize += growth - size;
		return block->limit;
	}
	return memory->chunksEnd - size;
}

void fxFreeChunks(txMachine* the, void* chunks)
{
	(void)the;
	(void)chunks;
}

/*
 * When slots meet chunks, a collection compacts the chunks and gives what it frees at their end to the slots, as
 * the device does. If even that does not do, XS goes on with the slots the collection freed (it asks for more as
 * soon as few are left): only when nearly none is free is memory full.
 */
txSlot* fxAllocateSlots(txMachine* the, txSize count)
{
	Memory* memory = the->context;
	size_t size = (size_t)count * sizeof(txSlot);
	txSlot* slots = memoryTake(memory, size);
	if (!slots && the->firstBlock) {
		txBlock* block = the->firstBlock;
		fxCollect(the, XS_COMPACT_FLAG | XS_ORGANIC_FLAG);
		the->maximumChunksSize -= (txSize)(block->limit - block->current);
		block->limit = memory->chunksEnd = block->current;
		slots = memoryTake(memory, size);
		if (!slots && (the->maximumHeapCount - the->currentHeapCount >= SPARE_SLOTS))
			return NO_NEW_SLOTS;
	}
	return slots;
}

void fxFreeSlots(txMachine* the, void* slots)
{
	(void)the;
	(void)slots;
}
