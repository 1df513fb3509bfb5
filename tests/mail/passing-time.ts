import { jest } from "@jest/globals";
import { goodBye } from "./exchange";

/** Makes time pass only as the tests of a file say; what needs no time goes on by itself. */
export function holdTime(): void {
	beforeEach(() => {
		jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] });
	});
	afterEach(() => {
		jest.useRealTimers();
	});
}

/** Time passes, and everything that it sets going comes to rest. */
export async function pass(seconds: number): Promise<void> {
	await goodBye();
	jest.advanceTimersByTime(seconds * 1000);
	await goodBye();
}
