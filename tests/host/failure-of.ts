import { Failure } from "../../modules/base/failure";

/** The Failure that something throws at once; anything else fails the test. */
export function thrownBy(action: () => unknown): Failure {
	try {
		action();
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
	throw new Error("nothing was thrown");
}

/** The Failure with which a promise is rejected; anything else fails the test, what was done at once as well. */
export async function failureOf(promise: Promise<unknown> | undefined): Promise<Failure> {
	const thrown = await promise?.then(
		(value) => value,
		(error: unknown) => error,
	);
	expect(thrown).toBeInstanceOf(Failure);
	return thrown as Failure;
}
