/** Whether the compiler can make 32-bit programs: headers, compiler and libraries must all be there. */
export function canBuild32(): Promise<boolean>;

/**
 * Builds the engine unless the same one is there already. Throws an Error whose message says what to install when
 * the compiler, make or 32-bit libraries are missing.
 */
export function buildEngine(options?: {
	/** 32 has the device's slots of 16 bytes; left out, 32 where the compiler can, else 64. */
	bits?: 32 | 64 | undefined;
	/** Told when a build begins and ends. */
	log?: ((line: string) => void) | undefined;
}): Promise<{ path: string; bits: 32 | 64 }>;
