/** Runs a script and streams its results. */
import { LineIndex, parse, type SourceFile } from "@flux-scripts/flux";
import type { Table } from "@flux-scripts/tables";
import { type ErrorCode, RunError, type RunEvent, type RunRequest } from "./api.ts";
import { connect, pump } from "./execution/graph.ts";
import type { Sink } from "./execution/node.ts";
import { Profile } from "./execution/profile.ts";
import { Run } from "./execution/run.ts";
import { checkScript } from "./check.ts";
import { recordOfParams } from "./params.ts";
import { type Result, Session, Suspended } from "./session.ts";
import { FluxError } from "./values/error.ts";

/**
 * Evaluates the script, then gives its tables as they come. Every failure is an `error` event, the last one; nothing is thrown.
 * Ending the iteration early ends the run.
 */
export async function* run(request: RunRequest): AsyncGenerator<RunEvent> {
    const control = new Run(request.dependencies ?? {}, request.limits ?? {}, request.cancelFlag, request.signal);
    try {
        yield* results(request, control);
    } catch (error) {
        yield { kind: "error", error: asRunError(error, request.source) };
    }
}

async function* results(request: RunRequest, control: Run): AsyncGenerator<RunEvent> {
    if (request.profile === true) {
        control.profile = new Profile();
    }
    const analysis = checkScript(request);
    if (request.extern === undefined) {
        control.typeAt = (offset) => analysis.typeAt(offset);
    }
    const places = new LineIndex(request.source);
    control.placeText = (start, end) => `@${places.range(start, end)}`;
    const file = request.extern === undefined ? analysis.file : parse(request.source);
    const session = await evaluate(request, file, control);
    control.profile?.compiled();
    const queue: RunEvent[] = [];
    const roots = session.results().map((result) => ({ node: result.node, sink: new ResultSink(result, queue) }));
    try {
        for await (const _ of pump(connect(roots, control), control)) {
            yield* queue.splice(0);
        }
    } catch (error) {
        // What came out before the failure did happen.
        yield* queue.splice(0);
        throw error;
    }
    yield* queue.splice(0);
    if (control.profile !== undefined) {
        yield control.profile.event();
    }
}

/** Evaluates, again and again while it has to wait for a stream in the midst (findColumn over storage). */
async function evaluate(request: RunRequest, file: SourceFile, control: Run): Promise<Session> {
    const extern = request.extern === undefined ? undefined : parse(request.extern);
    const params = request.params === undefined ? undefined : recordOfParams(request.params);
    const now = request.now ?? BigInt(Date.now()) * 1000000n;
    const known = new Map<number, unknown>();
    for (;;) {
        const session = new Session(request.dependencies ?? {}, now, control, known, params);
        try {
            if (extern !== undefined) {
                session.evaluateFile(extern);
            }
            control.profile?.evaluates();
            session.interpreter.onStream = control.profile?.called;
            session.evaluateFile(file);
            return session;
        } catch (error) {
            if (!(error instanceof Suspended)) {
                throw error;
            }
            known.set(error.index, await control.interruptible(error.start()));
        }
    }
}

class ResultSink implements Sink {
    readonly full = false;
    private index = 0;

    constructor(
        private readonly result: Result,
        private readonly queue: RunEvent[],
    ) {}

    chunk(table: Table, more: boolean): void {
        this.queue.push({ kind: "table", result: this.result.name, index: this.index, table, more });
        if (!more) {
            this.index += 1;
        }
    }

    end(): void {
        this.queue.push({ kind: "resultEnd", result: this.result.name });
    }
}

function asRunError(error: unknown, source: string): RunError {
    if (error instanceof RunError) {
        return error;
    }
    if (error instanceof FluxError) {
        const start = error.start === undefined ? undefined : Math.min(error.start, source.length);
        return new RunError(error.code, error.message, start, error.end);
    }
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
        return new RunError("invalid" satisfies ErrorCode, "the script nests expressions or functions too deep");
    }
    return new RunError("internal error", error instanceof Error ? error.message : String(error));
}
