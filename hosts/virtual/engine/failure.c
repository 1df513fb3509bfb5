/*
 * The one way out when something is wrong: a line on standard error, the same text to the parent as `!text`, and
 * the exit code that says what it was.
 */
#include "engine.h"
#include "wire.h"

/* The longest text of a failure, in bytes; stack traces are cut there. */
enum { TEXT_SIZE = 2048 };

void failureExit(int code, const char* format, ...)
{
	static bool failing;
	char text[TEXT_SIZE];
	va_list arguments;
	WirePart parts[2] = { { "!", 1 }, { text, 0 } };
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	fprintf(stderr, "timbre-engine: %s\n", text);
	if (!failing && (code != EXIT_USAGE) && (code != EXIT_WIRE)) {
		failing = true;
		parts[1].size = strlen(text);
		wireSend(parts, 2);
	}
	_exit(code);
}

/* The exception as text: an error with its stack, anything else as a string. Runs script, so it may itself fail. */
static void describeException(txMachine* the, char* text, size_t size)
{
	snprintf(text, size, "an exception that cannot be described");
	mxTry(the) {
		mxPush(mxException);
		if (mxIsReference(the->stack)) {
			mxDub();
			mxGetID(mxID(_stack));
			if (mxIsUndefined(the->stack))
				mxPop();
		}
		snprintf(text, size, "%s", fxToString(the, the->stack));
	}
	mxCatch(the) {
	}
}

static void exitUncaught(txMachine* the, const char* what)
{
	static bool describing;
	char text[TEXT_SIZE];
	if (describing)
		failureExit(EXIT_UNCAUGHT, "%s", what);
	describing = true;
	describeException(the, text, sizeof(text));
	failureExit(EXIT_UNCAUGHT, "%s: %s", what, text);
}

void fxAbort(txMachine* the, int status)
{
	switch (status) {
	case XS_NOT_ENOUGH_MEMORY_EXIT: {
		Memory* memory = the->context;
		failureExit(EXIT_MEMORY_FULL, "memory full: %ld bytes of slots and %ld of chunks in use of %ld",
			(long)(the->currentHeapCount * (txSize)sizeof(txSlot)), (long)the->currentChunksSize,
			(long)(memory->end - memory->start));
	}
	case XS_STACK_OVERFLOW_EXIT:
		failureExit(EXIT_STACK_OVERFLOW, "stack overflow");
	case XS_NO_MORE_KEYS_EXIT:
		failureExit(EXIT_NO_MORE_KEYS, "no more keys");
	case XS_TOO_MUCH_COMPUTATION_EXIT:
		failureExit(EXIT_COMPUTE_LIMIT, "compute limit exceeded");
	case XS_UNHANDLED_EXCEPTION_EXIT:
		exitUncaught(the, "uncaught exception");
		break;
	case XS_UNHANDLED_REJECTION_EXIT:
		exitUncaught(the, "unhandled rejection");
		break;
	default:
		failureExit(EXIT_INTERNAL, "XS stopped with status %d", status);
	}
}
