/*
 * The firmware's module: compiled into ROM, run to its end in the root machine, its default export kept.
 */
#include "engine.h"
#include "xsScript.h"

#define SPECIFIER "firmware.js"

extern void fxRemapIDs(txMachine* the, txByte* code, txSize size, txID* ids);

txSlot firmwareMain;

static const char* sourcePath;

static char* readSource(size_t* size)
{
	FILE* file = fopen(sourcePath, "rb");
	char* source = NULL;
	long length = -1;
	if (file && !fseek(file, 0, SEEK_END) && ((length = ftell(file)) >= 0) && !fseek(file, 0, SEEK_SET)) {
		source = malloc((size_t)length + 1);
		if (source && (fread(source, 1, (size_t)length, file) != (size_t)length)) {
			free(source);
			source = NULL;
		}
	}
	if (!source)
		failureExit(EXIT_USAGE, "cannot read %s", sourcePath);
	fclose(file);
	source[length] = 0;
	*size = (size_t)length;
	return source;
}

/*
 * Turns byte code into what the device has in flash: functions and string literals are used where they are, in
 * place of being copied to the heap each time they are evaluated.
 */
static void keepInPlace(txByte* code, txSize size)
{
	static const txU1 places[][2] = {
		{ XS_CODE_CODE_1, XS_CODE_CODE_ARCHIVE_1 },
		{ XS_CODE_CODE_2, XS_CODE_CODE_ARCHIVE_2 },
		{ XS_CODE_CODE_4, XS_CODE_CODE_ARCHIVE_4 },
		{ XS_CODE_STRING_1, XS_CODE_STRING_ARCHIVE_1 },
		{ XS_CODE_STRING_2, XS_CODE_STRING_ARCHIVE_2 },
		{ XS_CODE_STRING_4, XS_CODE_STRING_ARCHIVE_4 },
	};
	txByte* limit = code + size;
	while (code < limit) {
		txU1 operation = (txU1)*code;
		txS1 width = gxCodeSizes[operation];
		for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
			if (operation == places[i][0])
				*code = (txByte)places[i][1];
		/* A positive width is the instruction's; 0 is an identifier; else as many bytes of length, then data. */
		if (width > 0)
			code += width;
		else if (width == 0)
			code += 1 + sizeof(txID);
		else if (width == -1)
			code += 2 + *(txU1*)(code + 1);
		else if (width == -2) {
			txU2 length;
			memcpy(&length, code + 1, sizeof(length));
			code += 3 + length;
		}
		else {
			txS4 length;
			memcpy(&length, code + 1, sizeof(length));
			code += 5 + length;
		}
	}
}

/* Gives the script's symbols their identifiers in this machine. */
static void bindSymbols(txMachine* the, txScript* script)
{
	txByte* symbol = script->symbolsBuffer;
	txID* ids;
	txID count, i;
	memcpy(&count, symbol, sizeof(count));
	symbol += sizeof(count);
	ids = malloc(count * sizeof(txID));
	if (!ids)
		fxAbort(the, XS_NOT_ENOUGH_MEMORY_EXIT);
	ids[0] = XS_NO_ID;
	for (i = 1; i < count; i++) {
		ids[i] = fxNewNameC(the, (txString)symbol);
		symbol += strlen((char*)symbol) + 1;
	}
	fxRemapIDs(the, script->codeBuffer, script->codeSize, ids);
	free(ids);
}

txID fxFindModule(txMachine* the, txSlot* realm, txID moduleID, txSlot* slot)
{
	txString name = fxToString(the, slot);
	(void)realm;
	(void)moduleID;
	return strcmp(name, SPECIFIER) ? XS_NO_ID : fxNewNameC(the, SPECIFIER);
}

void fxLoadModule(txMachine* the, txSlot* module, txID moduleID)
{
	txStringCStream stream = { .offset = 0 };
	txScript* script;
	txScript inROM;
	size_t size;
	stream.buffer = readSource(&size);
	stream.size = (txSize)size;
	script = fxParseScript(the, &stream, fxStringCGetter, 0);
	free(stream.buffer);
	if (!script)
		failureExit(EXIT_UNCAUGHT, "%s cannot be compiled", sourcePath);
	if (script->symbolsBuffer)
		bindSymbols(the, script);
	keepInPlace(script->codeBuffer, script->codeSize);
	inROM = *script;
	/* Without symbols XS neither binds nor frees what it runs. */
	inROM.symbolsBuffer = NULL;
	inROM.symbolsSize = 0;
	inROM.codeBuffer = memoryTake(the->context, (size_t)script->codeSize);
	if (!inROM.codeBuffer)
		fxAbort(the, XS_NOT_ENOUGH_MEMORY_EXIT);
	memcpy(inROM.codeBuffer, script->codeBuffer, (size_t)script->codeSize);
	fxDeleteScript(script);
	fxResolveModule(the, module, moduleID, &inROM, NULL, NULL);
}

static void keepMain(txMachine* the)
{
	mxPushSlot(mxArgv(0));
	mxGetID(mxID(_default));
	if (!mxIsReference(the->stack) || !mxIsFunction(the->stack->value.reference))
		mxTypeError("the firmware's default export is no function");
	mxPull(firmwareMain);
	fxRemember(the, &firmwareMain);
}

static void failImport(txMachine* the)
{
	mxException = *mxArgv(0);
	fxAbort(the, XS_UNHANDLED_EXCEPTION_EXIT);
}

void firmwareRun(txMachine* the, const char* path)
{
	sourcePath = path;
	firmwareMain.kind = XS_UNDEFINED_KIND;
	fxBeginHost(the);
	mxTry(the) {
		txSlot* realm = mxModuleInstanceInternal(mxProgram.value.reference)->value.module.realm;
		mxPushStringC(SPECIFIER);
		fxRunImport(the, realm, XS_NO_ID);
		mxDub();
		mxGetID(mxID(_then));
		mxCall();
		fxNewHostFunction(the, keepMain, 1, XS_NO_ID, XS_NO_ID);
		fxNewHostFunction(the, failImport, 1, XS_NO_ID, XS_NO_ID);
		mxRunCount(2);
		mxPop();
	}
	mxCatch(the) {
		fxAbort(the, XS_UNHANDLED_EXCEPTION_EXIT);
	}
	fxEndHost(the);
	turnRunJobs(the);
	if (firmwareMain.kind != XS_REFERENCE_KIND)
		failureExit(EXIT_UNCAUGHT, "the firmware's module never finished loading");
}
