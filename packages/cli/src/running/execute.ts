/** One run in this process, its results as text. */
import { dependencies, oneResultAtATime } from "@flux-scripts/backend/running";
import { analyze } from "@flux-scripts/flux";
import type { JsonObject } from "@flux-scripts/flux/params";
import { type ProfileEvent, run, RunError, type RunRequest } from "@flux-scripts/engine";
import { AnnotatedCsvEncoder } from "@flux-scripts/tables";
import { type ResultFormat, type ResultFormatter, resultFormatter } from "../results/format.ts";
import { packagesNear } from "./packages.ts";
import { boundParams } from "./params.ts";

export interface ExecuteOptions {
    readonly params?: JsonObject | undefined;
    /** ns since epoch. */
    readonly now?: bigint | undefined;
    readonly allowNet: readonly string[];
    readonly allowRead: readonly string[];
    readonly profile?: boolean;
    /** The script's file: packages of the user are looked up beside it. */
    readonly file: string;
}

/** The request of a run; throws a `RunError` for params of a wrong type. */
function requestOf(source: string, options: ExecuteOptions): RunRequest {
    const bound = options.params === undefined ? undefined : boundParams(source, options.params);
    const fault = bound?.faults.join("\n") ?? "";
    // A script that does not compile is told before its params are.
    if (fault !== "" && !analyze(source, { lint: false }).diagnostics.some(({ severity }) => severity === "error"))
        throw new RunError("invalid", fault);
    return {
        source,
        ...(bound === undefined ? {} : { params: bound.values }),
        ...(options.now === undefined ? {} : { now: options.now }),
        dependencies: { ...dependencies(options.allowNet, options.allowRead), packages: packagesNear(options.file) },
        ...(options.profile === true ? { profile: true } : {}),
    };
}

/** Text of the results as they come. Throws the `RunError` of a run that fails. */
export async function* execute(
    source: string,
    format: ResultFormat,
    options: ExecuteOptions,
    profiled: (profile: ProfileEvent) => void = () => {},
): AsyncGenerator<string> {
    const formatter = format === "csv" ? new CsvFormatter() : new PlainFormatter(resultFormatter(format));
    for await (const event of oneResultAtATime(run(requestOf(source, options)))) {
        if (event.kind === "error") throw event.error;
        if (event.kind === "profile") profiled(event);
        else if (event.kind === "table") yield formatter.chunk(event.result, event.index, event.table, event.more);
        else yield formatter.end(event.result);
    }
    yield formatter.finish();
}

class CsvFormatter {
    private readonly encoder = new AnnotatedCsvEncoder();
    private result: string | undefined;

    chunk(...[result, index, table, more]: Parameters<ResultFormatter["chunk"]>): string {
        if (this.result !== result) this.encoder.startResult(result);
        this.result = result;
        return this.encoder.table(table, index, more);
    }

    end(_result: string): string {
        // A result without tables has written nothing, and ends with nothing.
        if (this.result === undefined) return "";
        this.result = undefined;
        return this.encoder.endResult();
    }

    finish(): string {
        return "";
    }
}

class PlainFormatter {
    private readonly formatter: ResultFormatter;

    constructor(formatter: ResultFormatter) {
        this.formatter = formatter;
    }

    chunk(...chunk: Parameters<ResultFormatter["chunk"]>): string {
        return this.formatter.chunk(...chunk);
    }

    end(_result: string): string {
        return "";
    }

    finish(): string {
        return this.formatter.finish();
    }
}
