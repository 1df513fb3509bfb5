/*
 * The firmware's way to the board: `callBoard`, one synchronous question to the parent, `tellBoard`, a message that
 * nobody answers, and the board's clock.
 */
#include "engine.h"
#include "wire.h"

txMachine* boardMachine;

extern txInteger _xsmcGetBuffer(txMachine* the, txSlot* slot, void** data, txUnsigned* count, txBoolean writable);

/* The longest text of a failed answer that reaches the script, and the longest time of day, in bytes. */
enum {
	TEXT_SIZE = 1024,
	TIME_SIZE = 32,
};

static void requireBoard(txMachine* the)
{
	if (the != boardMachine)
		mxUnknownError("no board here: top-level code of the firmware runs when it is built, not on the device");
}

/* Throws what the parent answered as `new Error(text)`. */
static void throwAnswer(txMachine* the, size_t size)
{
	char text[TEXT_SIZE];
	size_t kept = (size < sizeof(text)) ? size : sizeof(text) - 1;
	wireRead(text, kept);
	wireSkip(size - kept);
	wireEnd();
	text[kept] = 0;
	mxPush(mxErrorConstructor);
	mxNew();
	mxPushStringC(text);
	mxRunCount(1);
	mxPull(mxException);
	fxJump(the);
}

/* Waits for the answer's header. Returns the size of a good answer's bytes; throws a bad one's text. */
static size_t waitForAnswer(txMachine* the)
{
	char prefix;
	size_t size = wireBegin();
	if (size == 0)
		failureExit(EXIT_WIRE, "the parent sent an empty answer");
	wireRead(&prefix, 1);
	if (prefix == '!')
		throwAnswer(the, size - 1);
	if (prefix != '/')
		failureExit(EXIT_WIRE, "the parent sent '%c' in place of an answer", prefix);
	return size - 1;
}

static void receiveInto(txMachine* the, txSlot* buffer, size_t size)
{
	void* bytes;
	txUnsigned room;
	_xsmcGetBuffer(the, buffer, &bytes, &room, 1);
	if (size > room) {
		wireSkip(size);
		wireEnd();
		mxRangeError("the answer's %lu bytes do not fit into %lu", (unsigned long)size, (unsigned long)room);
	}
	wireRead(bytes, size);
	wireEnd();
	mxResult->kind = XS_INTEGER_KIND;
	mxResult->value.integer = (txInteger)size;
}

/* The parts of a message to the board: its kind, the header and, where there is one, a NUL and the body. */
typedef struct {
	WirePart parts[4];
	int count;
} Message;

/* Takes a message from the arguments `header, body?`; the buffers are looked at before anything is sent. */
static void takeMessage(txMachine* the, Message* message, const char* kind)
{
	void* body;
	txUnsigned size;
	requireBoard(the);
	if (mxArgc < 1)
		mxTypeError("a message to the board needs a header");
	fxToString(the, mxArgv(0));
	message->parts[0] = (WirePart){ kind, 1 };
	message->count = 2;
	if ((mxArgc > 1) && !mxIsUndefined(mxArgv(1))) {
		_xsmcGetBuffer(the, mxArgv(1), &body, &size, 0);
		message->parts[2] = (WirePart){ "", 1 };
		message->parts[3] = (WirePart){ body, size };
		message->count = 4;
	}
	message->parts[1] = (WirePart){ mxArgv(0)->value.string, strlen(mxArgv(0)->value.string) };
}

/*
 * tellBoard(header: string, body?: buffer): nothing; the board carries it out before whatever comes after it, which is a
 * question or the turn's report at the latest
 */
void boardTell(txMachine* the)
{
	Message message;
	takeMessage(the, &message, ">");
	wireSendLater(message.parts, message.count);
}

/* callBoard(header: string, body?: buffer, into?: buffer): ArrayBuffer, or the number of bytes put into `into` */
void boardCall(txMachine* the)
{
	Message message;
	void* into;
	txUnsigned size;
	size_t answer;
	/* The buffers are looked at before anything is sent, and again after: only looking may throw. */
	if ((mxArgc > 2) && !mxIsUndefined(mxArgv(2)))
		_xsmcGetBuffer(the, mxArgv(2), &into, &size, 1);
	takeMessage(the, &message, "?");
	wireSend(message.parts, message.count);
	answer = waitForAnswer(the);
	if ((mxArgc > 2) && !mxIsUndefined(mxArgv(2)))
		receiveInto(the, mxArgv(2), answer);
	else {
		wireRead(fxArrayBuffer(the, mxResult, NULL, (txInteger)answer, -1), answer);
		wireEnd();
	}
}

/*
 * The time of day is the board's: `clock` answers milliseconds since 1970 as text. The root machine has no board
 * and no time: its clock stands at 0. XS gives us no machine here; only the clone ever runs with a board.
 */
int boardTimeOfDay(struct timeval* time, void* zone)
{
	static const WirePart question[] = { { "?clock", 6 } };
	txMachine* the = boardMachine;
	char text[TIME_SIZE];
	double milliseconds = 0;
	(void)zone;
	if (the) {
		size_t size;
		wireSend(question, 1);
		size = waitForAnswer(the);
		if (size >= sizeof(text))
			failureExit(EXIT_WIRE, "the parent sent no time of day");
		wireRead(text, size);
		wireEnd();
		text[size] = 0;
		milliseconds = strtod(text, NULL);
	}
	time->tv_sec = (time_t)floor(milliseconds / 1000);
	time->tv_usec = (suseconds_t)((milliseconds - 1000.0 * (double)time->tv_sec) * 1000);
	return 0;
}
