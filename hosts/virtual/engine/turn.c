/*
 * Turns: what runs between a command of the parent and its report. A turn calls the firmware, then runs promise
 * jobs until none is left; a rejection nobody handled by then ends the engine.
 */
#include "engine.h"
#include "wire.h"

/* How many instructions may run between two looks at the compute limit. */
enum { METERING_INTERVAL = 1000 };

txUnsigned turnComputeLimit;

static bool jobsQueued;

void fxQueuePromiseJobs(txMachine* the)
{
	(void)the;
	jobsQueued = true;
}

static txBoolean withinComputeLimit(txMachine* the, txU4 count)
{
	(void)the;
	return count <= turnComputeLimit;
}

void turnBegin(txMachine* the)
{
	if (turnComputeLimit)
		fxBeginMetering(the, withinComputeLimit, METERING_INTERVAL);
	else
		fxEndMetering(the);
}

void turnRunJobs(txMachine* the)
{
	do {
		while (jobsQueued) {
			jobsQueued = false;
			fxRunPromiseJobs(the);
		}
		fxEndJob(the);
	} while (jobsQueued);
	fxCheckUnhandledRejections(the, 1);
}

void turnBoot(txMachine* the)
{
	turnBegin(the);
	fxBeginHost(the);
	mxTry(the) {
		mxPushUndefined();
		mxPush(firmwareMain);
		mxCall();
		mxRunCount(0);
		mxPop();
	}
	mxCatch(the) {
		fxAbort(the, XS_UNHANDLED_EXCEPTION_EXIT);
	}
	fxEndHost(the);
	turnRunJobs(the);
}

void turnCommand(txMachine* the, size_t size)
{
	turnBegin(the);
	fxBeginHost(the);
	mxTry(the) {
		txSlot* command;
		mxPushUndefined();
		command = the->stack;
		wireRead(fxArrayBuffer(the, command, NULL, (txInteger)size, -1), size);
		wireEnd();
		mxPush(mxGlobal);
		mxDub();
		mxGetID(fxID(the, "handleCommand"));
		mxCall();
		mxPushSlot(command);
		mxRunCount(1);
		mxPop();
	}
	mxCatch(the) {
		fxAbort(the, XS_UNHANDLED_EXCEPTION_EXIT);
	}
	fxEndHost(the);
	turnRunJobs(the);
}
