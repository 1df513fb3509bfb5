/*
 * What XS asks of the machine it runs on (XSPLATFORM): plain POSIX with the GNU compiler, little-endian.
 * XS's own sources and ours are compiled with this header, through xsPlatform.h.
 */
#ifndef ENGINE_PLATFORM_H
#define ENGINE_PLATFORM_H

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#undef mxLittleEndian
#define mxLittleEndian 1
#undef mxLinux
#define mxLinux 1
#define mxExport extern
#define mxImport extern
#define XS_FUNCTION_NORETURN __attribute__((noreturn))

/* A 64-bit slot has room for 32-bit identifiers; the 32-bit engine has 16-bit ones, as the ESP32 has. */
#if INTPTR_MAX == INT64_MAX
	#define mx32bitID 1
#endif

#define mxUseGCCAtomics 1
#define mxUsePOSIXThreads 1
#define mxUseDefaultBuildKeys 1
#define mxUseDefaultParseScript 1
/* Ours remembers its answer: XS asks for each RegExp, and glibc reads /proc/self/maps each time. */
#define mxUseDefaultCStackLimit 0
#define mxUseDefaultSharedChunks 1

/* The fields Atomics.wait needs in every machine; everything else of ours hangs on the machine's `context`. */
#define mxMachinePlatform \
	void* waiterCondition; \
	void* waiterData; \
	void* waiterLink;

/* `Date` reads the board's clock, `Math.random` the operating system's random numbers (31 bits a number). */
extern int boardTimeOfDay(struct timeval* time, void* zone);
#define c_gettimeofday boardTimeOfDay
typedef struct timeval c_timeval;
extern int systemRandom(void);
#define c_rand systemRandom
#define C_RAND_MAX 0x7FFFFFFF

#endif
