/*
 * `Resource`, as in the SDK: a read-only host buffer onto a file of the resources directory. The file is mapped,
 * as flash is on the device: none of its bytes are in the heap, and it stays mapped once it was used.
 *   new Resource(path), Resource.exists(path), .byteLength, .slice(begin?, end?, copy = true)
 */
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "engine.h"
#include "xsmc.h"

typedef struct Mapping {
	struct Mapping* next;
	void* bytes;
	txSize size;
	char path[];
} Mapping;

static char directory[PATH_MAX];
static Mapping* mappings;

void resourceUseDirectory(const char* path)
{
	if (!realpath(path, directory))
		failureExit(EXIT_USAGE, "no directory of resources %s: %s", path, strerror(errno));
}

/* The file's real path; false if there is none, or if it is not below the directory (also by a symbolic link). */
static bool locate(const char* path, char* real)
{
	char joined[PATH_MAX];
	size_t length = strlen(directory);
	struct stat status;
	if (!length || ((size_t)snprintf(joined, sizeof(joined), "%s/%s", directory, path) >= sizeof(joined)))
		return false;
	return realpath(joined, real) && !strncmp(real, directory, length) && (real[length] == '/')
		&& !stat(real, &status) && S_ISREG(status.st_mode) && (status.st_size <= INT32_MAX);
}

static Mapping* map(const char* real)
{
	Mapping* mapping;
	struct stat status;
	int file = open(real, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return NULL;
	mapping = malloc(sizeof(Mapping) + strlen(real) + 1);
	if (!mapping || fstat(file, &status)) {
		free(mapping);
		close(file);
		return NULL;
	}
	strcpy(mapping->path, real);
	mapping->size = (txSize)status.st_size;
	mapping->bytes = "";
	if (mapping->size)
		mapping->bytes = mmap(NULL, (size_t)mapping->size, PROT_READ, MAP_PRIVATE, file, 0);
	close(file);
	if (mapping->bytes == MAP_FAILED) {
		free(mapping);
		return NULL;
	}
	mapping->next = mappings;
	mappings = mapping;
	return mapping;
}

static Mapping* find(const char* path)
{
	char real[PATH_MAX];
	Mapping* mapping;
	if (!locate(path, real))
		return NULL;
	for (mapping = mappings; mapping; mapping = mapping->next)
		if (!strcmp(mapping->path, real))
			return mapping;
	return map(real);
}

static void requireClone(xsMachine* the)
{
	if (the != boardMachine)
		xsUnknownError("no resources here: top-level code of the firmware runs when it is built, not on the device");
}

/* Leaves a new host buffer onto the bytes in xsResult. */
static void setResult(xsMachine* the, const void* bytes, txSize size)
{
	xsmcSetHostDestructor(xsResult, NULL);
	xsmcSetHostBuffer(xsResult, (void*)bytes, size);
	xsmcPetrifyHostBuffer(xsResult);
}

static void construct(xsMachine* the)
{
	const char* path;
	Mapping* mapping;
	requireClone(the);
	path = xsmcToString(xsArg(0));
	mapping = find(path);
	if (!mapping)
		xsURIError("Resource not found: %s", path);
	xsmcGet(xsResult, xsTarget, xsID("prototype"));
	xsResult = xsNewHostInstance(xsResult);
	setResult(the, mapping->bytes, mapping->size);
}

static void exists(xsMachine* the)
{
	requireClone(the);
	xsmcSetBoolean(xsResult, find(xsmcToString(xsArg(0))) != NULL);
}

static void getByteLength(xsMachine* the)
{
	xsmcSetInteger(xsResult, xsmcGetHostBufferLength(xsThis));
}

static txSize clamp(double value, txSize low, txSize high)
{
	return (value > low) ? ((value < high) ? (txSize)value : high) : low;
}

static void slice(xsMachine* the)
{
	txSize size = xsmcGetHostBufferLength(xsThis);
	int count = xsmcArgc;
	txSize begin = (count > 0) ? clamp(xsmcToNumber(xsArg(0)), 0, size) : 0;
	txSize end = ((count > 1) && (xsmcTypeOf(xsArg(1)) != xsUndefinedType))
		? clamp(xsmcToNumber(xsArg(1)), begin, size) : size;
	bool copy = (count < 3) || xsmcTest(xsArg(2));
	txByte* bytes = (txByte*)xsmcGetHostData(xsThis) + begin;
	if (copy)
		xsmcSetArrayBuffer(xsResult, bytes, end - begin);
	else {
		xsmcGet(xsResult, xsThis, xsID("constructor"));
		xsmcGet(xsResult, xsResult, xsID("prototype"));
		xsResult = xsNewHostInstance(xsResult);
		setResult(the, bytes, end - begin);
	}
}

void resourceInstall(xsMachine* root)
{
	xsBeginHost(root);
	xsmcVars(3);
	xsVar(0) = xsNewHostObject(NULL);
	xsVar(1) = xsNewHostConstructor(construct, 1, xsVar(0));
	xsmcSet(xsGlobal, xsID("Resource"), xsVar(1));
	xsVar(2) = xsNewHostFunction(exists, 1);
	xsmcSet(xsVar(1), xsID("exists"), xsVar(2));
	xsVar(2) = xsNewHostFunction(slice, 3);
	xsmcSet(xsVar(0), xsID("slice"), xsVar(2));
	xsVar(2) = xsNewHostFunction(getByteLength, 0);
	xsmcDefine(xsVar(0), xsID("byteLength"), xsVar(2), xsIsGetter);
	xsEndHost(root);
}
