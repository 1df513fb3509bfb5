/*
 * What the firmware costs, as one line of JSON. All sizes are bytes of the clone; the root machine is ROM.
 *   slots, slotsPeak    slots in use (objects, properties, numbers in arrays ...), garbage not yet collected included
 *   chunks, chunksPeak  byte chunks in use (strings, buffers, array storage), garbage not yet collected included
 *   stack, stackPeak    the part of the stack in use now, and the deepest it ever was
 *   free                what could still be allocated under the cap: free slots, free chunk room, and the gap between
 *   cap                 the block's size: --ram
 *   slotSize            bytes of one slot: 16 in the 32-bit engine as on the ESP32, 32 in the 64-bit one
 *   tables              identifier and alias tables, which are outside the cap here and on the device
 *   compute             instructions metered in this turn
 *   collections         collections since boot
 * The peaks are those since boot or since the parent's last `@reset-peaks`.
 */
#include "engine.h"
#include "wire.h"

/* What unused stack is filled with; a slot in use is never all made of it. */
enum { UNUSED = 0xA5 };

static txU4 collections;

static void countCollection(txMachine* the, void* data, txMarkRoot markRoot)
{
	(void)the;
	(void)data;
	(void)markRoot;
	collections++;
}

static txSize slotBytes(txSize count)
{
	return count * (txSize)sizeof(txSlot);
}

/* A root without a slot of the heap, whose marker the collector calls once in each collection. */
static void watchCollections(txMachine* the)
{
	static txHostHooks hooks = { NULL, countCollection, NULL };
	static txSlot watcher;
	watcher.kind = XS_HOST_KIND;
	watcher.flag = XS_HOST_HOOKS_FLAG;
	watcher.value.host.data = &collections;
	watcher.value.host.variant.hooks = &hooks;
	fxRemember(the, &watcher);
}

static bool isUnused(const txSlot* slot)
{
	const txU1* bytes = (const txU1*)slot;
	size_t i;
	for (i = 0; i < sizeof(txSlot); i++)
		if (bytes[i] != UNUSED)
			return false;
	return true;
}

/*
 * The deepest slot ever pushed: below it the stack is as it was filled. What regular expressions and number
 * formatting borrow from the stack's other end does not count.
 */
static txSize stackPeak(txMachine* the)
{
	txSlot* deepest = the->stack;
	while ((deepest > the->stackBottom) && !isUnused(deepest - 1))
		deepest--;
	return (txSize)((txByte*)the->stackTop - (txByte*)deepest);
}

void reportResetPeaks(txMachine* the)
{
	the->peakHeapCount = the->currentHeapCount;
	the->peakChunksSize = the->currentChunksSize;
	memset(the->stackBottom, UNUSED, (size_t)((txByte*)the->stack - (txByte*)the->stackBottom));
}

void reportBegin(txMachine* the)
{
	watchCollections(the);
	reportResetPeaks(the);
}

static long freeBytes(txMachine* the)
{
	Memory* memory = the->context;
	return (long)(memory->slotsStart - memory->chunksEnd) + slotBytes(the->maximumHeapCount - the->currentHeapCount)
		+ (the->maximumChunksSize - the->currentChunksSize);
}

static size_t tableBytes(txMachine* the)
{
	return (the->aliasCount + (size_t)(the->keyCount - the->keyOffset) + (size_t)the->nameModulo
		+ (size_t)the->symbolModulo) * sizeof(txSlot*);
}

void reportSend(txMachine* the)
{
	Memory* memory = the->context;
	char json[512];
	WirePart parts[] = { { ".", 1 }, { json, 0 } };
	parts[1].size = (size_t)snprintf(json, sizeof(json),
		"{\"slots\":%ld,\"slotsPeak\":%ld,\"chunks\":%ld,\"chunksPeak\":%ld,\"stack\":%ld,\"stackPeak\":%ld,"
		"\"free\":%ld,\"cap\":%ld,\"slotSize\":%zu,\"tables\":%zu,\"compute\":%lu,\"collections\":%lu}",
		(long)slotBytes(the->currentHeapCount), (long)slotBytes(the->peakHeapCount),
		(long)the->currentChunksSize, (long)the->peakChunksSize,
		(long)((txByte*)the->stackTop - (txByte*)the->stack), (long)stackPeak(the),
		freeBytes(the), (long)(memory->end - memory->start), sizeof(txSlot), tableBytes(the),
		(unsigned long)the->meterIndex, (unsigned long)collections);
	wireSend(parts, 2);
}
