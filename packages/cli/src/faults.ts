/** How a command ends when it can't do what was asked. Both carry one message for people. */

/** Wrong arguments, a path that isn't there: exit code 2. */
export class UsageError extends Error {
    override readonly name = "UsageError";
}

/** Asked rightly, but it did not work: exit code 1. `hint` says what to do about it. */
export class CommandFailure extends Error {
    override readonly name = "CommandFailure";
    readonly hint: string | undefined;
    constructor(message: string, hint?: string) {
        super(message);
        this.hint = hint;
    }
}

export const exitCodes = { fine: 0, findings: 1, usage: 2 } as const;
