import type { ErrorCode } from "../api.ts";

/** An error of the running script: a code, a message worded like the reference, and the place once it is known. */
export class FluxError extends Error {
    override readonly name = "FluxError";
    /** Absolute UTF-16 offsets of the call that failed, end exclusive. */
    start: number | undefined;
    end: number | undefined;

    constructor(
        readonly code: ErrorCode,
        message: string,
    ) {
        super(message);
    }

    /** The same error with text before its message; the place is kept. */
    prefixed(text: string): FluxError {
        const error = new FluxError(this.code, `${text}${this.message}`);
        error.start = this.start;
        error.end = this.end;
        return error;
    }
}

/** Runs something and puts text before the message of a {@link FluxError} that it throws. */
export function withPrefix<T>(text: string, run: () => T): T {
    try {
        return run();
    } catch (error) {
        throw error instanceof FluxError ? error.prefixed(text) : error;
    }
}
