import { Failure } from "../../modules/base/failure";

/** The Failure with which a promise is rejected; anything else fails the test, what was done at once as well. */
export async function failureOf(promise: Promise<unknown> | undefined): Promise<Failure> {
	const thrown = await promise?.then(
		(value) => value,
		(error: unknown) => error,
	);
	expect(thrown).toBeInstanceOf(Failure);
	return thrown as Failure;
}
