/*
 * Makes the root machine what the device has in flash: built-ins and firmware, shared by the clone, never written.
 *
 * On the device the SDK's linker prepares such a heap at build time. Here it is done in memory, in three steps:
 * 1. freeze: all objects but the global one. (The linker leaves plain objects writable and gives each machine a
 *    copy on the first write; module state is against the firmware's rules, so here such a write throws.)
 *    Module-level `let` bindings stay writable as on the device: the first write takes a slot of the clone's heap.
 * 2. share: XS numbers what is not frozen (aliases) and marks every slot, so that the clone's collector stops there.
 * 3. pin: values copied from the root to the clone's slots must not look like the collector's, which would mark and
 *    move bytes that are not in its heap.
 * Then memory.c makes the root read-only: what was forgotten here ends the engine at once, with code 13.
 */
#include "engine.h"

typedef void (*SlotVisitor)(txMachine* the, txSlot* slot);

static void visitSlots(txMachine* the, SlotVisitor visit)
{
	txSlot* heap;
	for (heap = the->firstHeap; heap; heap = heap->next) {
		txSlot* slot;
		for (slot = heap + 1; slot < heap->value.reference; slot++)
			visit(the, slot);
	}
}

static txIndex itemCount(txSlot* array)
{
	txByte* items = (txByte*)array->value.array.address;
	return items ? (txIndex)(((txChunk*)(items - sizeof(txChunk)))->size / sizeof(txSlot)) : 0;
}

static void freezeProperty(txSlot* property)
{
	if (property->kind != XS_ACCESSOR_KIND)
		property->flag |= XS_DONT_SET_FLAG;
	property->flag |= XS_DONT_DELETE_FLAG;
}

static void freezeInstance(txMachine* the, txSlot* instance)
{
	txSlot* property;
	if ((instance->kind != XS_INSTANCE_KIND) || (instance == mxGlobal.value.reference))
		return;
	for (property = instance->next; property; property = property->next) {
		freezeProperty(property);
		if (property->kind == XS_ARRAY_KIND) {
			txSlot* item = property->value.array.address;
			txIndex count;
			for (count = itemCount(property); count > 0; count--)
				freezeProperty(item++);
		}
		else if (property->kind == XS_PRIVATE_KIND) {
			txSlot* field;
			for (field = property->value.private.first; field; field = field->next)
				freezeProperty(field);
		}
	}
	instance->flag |= XS_DONT_PATCH_FLAG;
}

/*
 * The global object remembers where it found the built-ins, which would be a write into ROM: it looks them all up
 * here. It takes no new properties, but the clone's global object, which inherits from it, may have its own of any name.
 */
static void closeGlobal(txMachine* the)
{
	txSlot* global = mxGlobal.value.reference;
	txSlot* property;
	txID id;
	for (id = XS_SYMBOL_ID_COUNT; id < XS_INTRINSICS_COUNT; id++)
		mxBehaviorGetProperty(the, global, id, 0, XS_OWN);
	for (property = global->next; property; property = property->next)
		property->flag |= XS_DONT_DELETE_FLAG;
	global->flag |= XS_DONT_PATCH_FLAG;
}

/* Without a buffer of its own, a regular expression takes one from the clone's heap for each match. */
static void dropMatches(txMachine* the, txSlot* slot)
{
	(void)the;
	if (slot->kind == XS_REGEXP_KIND)
		slot->value.regexp.data = NULL;
}

/*
 * fxShare gives its first alias the number 0, which also says "no alias": whoever got it is given a new number. An
 * instance that is frozen needs none, and gets none.
 */
static void renumberAlias(txMachine* the, txSlot* slot)
{
	if (slot->kind == XS_INSTANCE_KIND) {
		if ((slot->ID == XS_NO_ID) && !(slot->flag & XS_DONT_PATCH_FLAG))
			slot->ID = the->aliasCount++;
	}
	else if (slot->kind == XS_CLOSURE_KIND) {
		txSlot* variable = slot->value.closure;
		if ((variable->ID == XS_NO_ID) && !(variable->flag & XS_DONT_SET_FLAG))
			variable->ID = the->aliasCount++;
	}
}

/* The kinds that say their bytes are not the collector's. */
static void pinValue(txSlot* slot)
{
	switch (slot->kind) {
	case XS_STRING_KIND:
		slot->kind = XS_STRING_X_KIND;
		break;
	case XS_BIGINT_KIND:
		slot->kind = XS_BIGINT_X_KIND;
		break;
	case XS_KEY_KIND:
		slot->kind = XS_KEY_X_KIND;
		break;
	case XS_CODE_KIND:
		slot->kind = XS_CODE_X_KIND;
		break;
	case XS_CALLBACK_KIND:
		slot->kind = XS_CALLBACK_X_KIND;
		break;
	}
}

static void pinSlot(txMachine* the, txSlot* slot)
{
	(void)the;
	pinValue(slot);
	if (slot->kind == XS_ARRAY_KIND) {
		txSlot* item = slot->value.array.address;
		txIndex count;
		for (count = itemCount(slot); count > 0; count--)
			pinValue(item++);
	}
}

void shareRoot(txMachine* the)
{
	txSlot* slot;
	visitSlots(the, dropMatches);
	visitSlots(the, freezeInstance);
	closeGlobal(the);
	fxShareMachine(the);
	mxGlobal.value.reference->ID = XS_NO_ID;
	visitSlots(the, renumberAlias);
	visitSlots(the, pinSlot);
	for (slot = the->stack; slot < the->stackTop; slot++)
		pinValue(slot);
}
