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

int systemRandom(void)
{
	uint32_t number;
	if (getrandom(&number, sizeof(number), 0) != sizeof(number))
		failureExit(EXIT_INTERNAL, "no random numbers: %s", strerror(errno));
	return (int)(number & C_RAND_MAX);
}
