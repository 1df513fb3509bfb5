/*
 * The rest of what XS asks of a platform.
 */
#include <sys/random.h>

#include "engine.h"

void fxCreateMachinePlatform(txMachine* the)
{
	(void)the;
}

void fxDeleteMachinePlatform(txMachine* the)
{
	(void)the;
}

/* The lowest address that C may use of the one thread's stack, with what XS keeps free below it. */
char* fxCStackLimit(void)
{
	enum { MARGIN = 128 * 1024 };
	static char* limit;
	if (!limit) {
		pthread_attr_t attributes;
		void* start;
		size_t size;
		if (pthread_getattr_np(pthread_self(), &attributes) != 0)
			failureExit(EXIT_INTERNAL, "the stack's limits are unknown");
		pthread_attr_getstack(&attributes, &start, &size);
		pthread_attr_destroy(&attributes);
		limit = (char*)start + MARGIN;
	}
	return limit;
}

int systemRandom(void)
{
	uint32_t number;
	if (getrandom(&number, sizeof(number), 0) != sizeof(number))
		failureExit(EXIT_INTERNAL, "no random numbers: %s", strerror(errno));
	return (int)(number & C_RAND_MAX);
}
