import { Failure } from "../../modules/base/failure";

/** The Failure with which a promise is rejected; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
	const thrown = await promise.then(
		(value) => value,
		(error: unknown) => error,
	);
	expect(thrown).toBeInstanceOf(Failure);
	return thrown as Failure;
}
