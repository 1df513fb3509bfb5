/*
 * timbre-engine: the virtual printer's microcontroller. It runs one firmware module on XS, under the device's RAM
 * limits, and does nothing but answer its parent, the board.
 *
 *   timbre-engine --ram BYTES [--stack SLOTS] [--compute N] [--resources DIR] FIRMWARE.js
 *     --ram        size of the block that holds the machine's heap and stack
 *     --stack      slots of the stack, a part of the block (default 1024)
 *     --compute    most instructions a turn may run, 0 for no limit (default 0)
 *     --resources  directory whose files `new Resource(path)` opens
 *
 * Start: the module runs in the root machine (top-level code, no board yet), the root machine becomes ROM, and in a
 * clone of it the module's default export is called. It sets globalThis.handleCommand, which gets every command.
 *
 * Wire (netstrings, descriptor 3 in, 4 out; the rest of a payload after its first character):
 *   in   ?bytes          a turn: handleCommand(ArrayBuffer), then promise jobs until none is left
 *        @collect        collect garbage          @report  just report          @reset-peaks  forget the peaks
 *        /bytes  !text   answer, and failed answer, to a question of the firmware
 *   out  .{json}         report: once after the start, then after each of the above (report.c)
 *        ?header\0body   question of the firmware within a turn (callBoard); ?clock asks for the time of day
 *        >header\0body   the same, without an answer (tellBoard)
 *        !text           why the engine is about to end
 *
 * Exit codes:
 *    0  the parent closed the wire        1  wrong command line, firmware not readable     2  the wire broke
 *   11  memory full                      12  stack overflow                               13  write into ROM
 *   15  uncaught exception, unhandled rejection, firmware that cannot be loaded
 *   16  no more keys (property names)    17  compute limit exceeded                       18  XS stopped otherwise
 */
#include <sys/prctl.h>
#include <signal.h>

#include "engine.h"
#include "wire.h"

enum {
	DEFAULT_STACK = 1024,
	/* Address space for the root machine; only what it touches becomes memory. */
	ROM_SIZE = 128 * 1024 * 1024,
	/* What a clone needs at the least beside its stack, in bytes. */
	LEAST_HEAP = 8 * 1024,
	/* Modulos of the name tables, which a clone copies from its root. */
	NAME_MODULO = 1021,
	SYMBOL_MODULO = 127,
	COMMAND_SIZE = 16,
};

typedef struct {
	long ram;
	long stack;
	long compute;
	const char* resources;
	const char* firmware;
} Options;

static long readNumber(const char* name, const char* text, long limit)
{
	char* end;
	long number;
	errno = 0;
	number = strtol(text, &end, 10);
	if (errno || (end == text) || *end || (number < 0) || (number > limit))
		failureExit(EXIT_USAGE, "%s: %s is no number in range", name, text);
	return number;
}

static Options readOptions(int count, char* arguments[])
{
	Options options = { .ram = -1, .stack = DEFAULT_STACK };
	int i;
	for (i = 1; i + 1 < count; i += 2) {
		const char* name = arguments[i];
		const char* value = arguments[i + 1];
		if (!strcmp(name, "--ram"))
			options.ram = readNumber(name, value, LARGEST_BLOCK);
		else if (!strcmp(name, "--stack"))
			options.stack = readNumber(name, value, INT32_MAX);
		else if (!strcmp(name, "--compute"))
			options.compute = readNumber(name, value, INT32_MAX);
		else if (!strcmp(name, "--resources"))
			options.resources = value;
		else
			failureExit(EXIT_USAGE, "unknown option %s", name);
	}
	if (i + 1 == count)
		options.firmware = arguments[i];
	if (!options.firmware || (options.ram < 0))
		failureExit(EXIT_USAGE,
			"usage: timbre-engine --ram BYTES [--stack SLOTS] [--compute N] [--resources DIR] FIRMWARE.js");
	if ((options.ram - LEAST_HEAP) / (long)sizeof(txSlot) < options.stack)
		failureExit(EXIT_USAGE, "--ram %ld has no room for a stack of %ld slots and a heap", options.ram, options.stack);
	return options;
}

static txMachine* createRoot(const char* firmware)
{
	static Memory rom;
	txCreation creation = {
		.initialChunkSize = 256 * 1024, .incrementalChunkSize = 64 * 1024,
		.initialHeapCount = 16 * 1024, .incrementalHeapCount = 4 * 1024,
		.stackCount = 32 * 1024,
		.initialKeyCount = 4096, .incrementalKeyCount = 1024,
		.nameModulo = NAME_MODULO, .symbolModulo = SYMBOL_MODULO,
		.parserBufferSize = 1024 * 1024, .parserTableModulo = NAME_MODULO,
	};
	txMachine* root;
	memoryReserve(&rom, ROM_SIZE);
	root = fxCreateMachine(&creation, "root", &rom, 0);
	if (!root)
		failureExit(EXIT_INTERNAL, "cannot create the root machine");
	nativesInstall(root);
	firmwareRun(root, firmware);
	shareRoot(root);
	memoryMakeReadOnly(&rom);
	return root;
}

/*
 * The larger the shares that chunks and slots begin with, the rarer collections are; what chunks do not use goes to slots
 * when they need it, never the other way round. Increments are small, so that neither takes room the other needs.
 */
static txMachine* createClone(txMachine* root, const Options* options)
{
	static Memory ram;
	txSize heap = (txSize)(options->ram - options->stack * (long)sizeof(txSlot));
	txCreation creation = {
		.initialChunkSize = heap / 16 * 7, .incrementalChunkSize = heap / 64 + 256,
		.initialHeapCount = heap / 4 / (txSize)sizeof(txSlot),
		.incrementalHeapCount = heap / 64 / (txSize)sizeof(txSlot) + 16,
		.stackCount = (txSize)options->stack,
		.initialKeyCount = 256, .incrementalKeyCount = 128,
		.nameModulo = NAME_MODULO, .symbolModulo = SYMBOL_MODULO,
		.parserBufferSize = 64 * 1024, .parserTableModulo = NAME_MODULO,
	};
	txMachine* clone;
	memoryReserve(&ram, (size_t)options->ram);
	clone = fxCloneMachine(&creation, root, "firmware", &ram);
	if (!clone)
		failureExit(EXIT_INTERNAL, "cannot create the firmware's machine");
	return clone;
}

/* An order of the parent to the engine itself: the payload after its '@'. */
static void obey(txMachine* the, size_t size)
{
	char command[COMMAND_SIZE] = "";
	if (size >= sizeof(command))
		failureExit(EXIT_WIRE, "the parent sent an unknown command");
	wireRead(command, size);
	wireEnd();
	if (!strcmp(command, "collect")) {
		/* What a closure copied from ROM carries the collector's mark: it goes with the second collection only. */
		fxCollectGarbage(the);
		fxCollectGarbage(the);
	}
	else if (!strcmp(command, "reset-peaks"))
		reportResetPeaks(the);
	else if (strcmp(command, "report"))
		failureExit(EXIT_WIRE, "the parent sent an unknown command");
}

static void serve(txMachine* the)
{
	for (;;) {
		size_t size = wireBegin();
		char prefix = 0;
		if (size > 0)
			wireRead(&prefix, 1);
		switch (prefix) {
		case '?':
			turnCommand(the, size - 1);
			break;
		case '@':
			obey(the, size - 1);
			break;
		default:
			failureExit(EXIT_WIRE, "the parent sent an unknown command");
		}
		reportSend(the);
	}
}

int main(int count, char* arguments[])
{
	Options options = readOptions(count, arguments);
	txMachine* root;
	txMachine* clone;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGPIPE, SIG_IGN);
	setenv("TZ", "UTC0", 1);
	if (options.resources)
		resourceUseDirectory(options.resources);
	turnComputeLimit = (txUnsigned)options.compute;
	root = createRoot(options.firmware);
	clone = createClone(root, &options);
	boardMachine = clone;
	reportBegin(clone);
	turnBoot(clone);
	reportSend(clone);
	serve(clone);
	return 0;
}
