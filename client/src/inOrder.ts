/** Messages in the order in which they come, though some take a moment to make. */

/**
 * Answers what takes messages, or promises of them: `receive` gets each after those before it, at once where none is waited for.
 * `onFailure` gets the reason for a message that could not be made or taken; those behind it still come.
 */
export function inOrder<T>(receive: (message: T) => void, onFailure: (reason: string) => void): (message: T | Promise<T>) => void {
    let before: Promise<void> | undefined;
    const next = async (message: T | Promise<T>, previous: Promise<void> | undefined): Promise<void> => {
        // Both: a message that fails early lets none overtake.
        await Promise.allSettled([message, previous]);
        try {
            receive(await message);
        } catch (error) {
            onFailure(error instanceof Error ? error.message : String(error));
        }
    };
    return (message) => {
        if (before === undefined && !(message instanceof Promise)) {
            receive(message);
            return;
        }
        const done = next(message, before).then(() => {
            if (before === done) before = undefined;
        });
        before = done;
    };
}
