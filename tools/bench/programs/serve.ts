/** What a program of the bench says to its parent. */
export type Message<Answer> = { readonly answer: Answer } | { readonly error: string };

/** Says something to the parent: the first message says that the program is ready. */
export function tell<Answer>(message: Message<Answer>): void {
	// Where the parent has gone in the meantime nobody wants to know.
	process.send?.(message, undefined, undefined, () => {});
}

/** Answers each request of the parent, which sends one at a time; ends when the parent does. */
export function serve<Request, Answer>(answer: (request: Request) => Promise<Answer>): void {
	process.on("message", (request: Request) => {
		answer(request).then(
			(result) => tell({ answer: result }),
			(error: unknown) => tell({ error: error instanceof Error ? error.message : String(error) }),
		);
	});
	void parentGone().then(() => process.exit());
}

/** Settles when the parent has ended or wants no more; at once when that was before anybody asked. */
export async function parentGone(): Promise<void> {
	if (process.connected) await new Promise<void>((resolve) => process.once("disconnect", resolve));
}
