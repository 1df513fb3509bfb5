/*
 * The globals that are native code: Moddable's own modules, `Resource`, `callBoard`, `tellBoard`, `readDocument`. They are
 * installed in the root machine, so they are part of the ROM.
 */
#include "engine.h"
#include "xsmc.h"

extern void modInstallBase64(xsMachine* the);
extern void modInstallTextDecoder(xsMachine* the);
extern void modInstallTextEncoder(xsMachine* the);
extern void xs_qrcode(xsMachine* the);

static void installFunction(xsMachine* root, const char* name, xsCallback function, int length)
{
	xsBeginHost(root);
	xsmcVars(1);
	xsVar(0) = xsNewHostFunction(function, length);
	xsmcSet(xsGlobal, xsID((char*)name), xsVar(0));
	xsEndHost(root);
}

void nativesInstall(xsMachine* root)
{
	/* The names the native modules look up at run time, so that the clone finds them in ROM. */
	static char* const names[] = { "input", "maxVersion", "size", "handleCommand", "ignoreBOM", "fatal", "stream" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		fxID(root, names[i]);
	modInstallBase64(root);
	modInstallTextDecoder(root);
	modInstallTextEncoder(root);
	resourceInstall(root);
	installFunction(root, "qrcode", xs_qrcode, 1);
	installFunction(root, "callBoard", boardCall, 3);
	installFunction(root, "tellBoard", boardTell, 2);
	installFunction(root, "readDocument", documentRead, 3);
}
