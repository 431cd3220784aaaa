import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inferParams } from "@flux-scripts/flux";
import { type JsonObject, readParamsJson, readTime } from "@flux-scripts/flux/params";
import { annotatedDialect } from "@flux-scripts/scripts-api";
import { writeJson } from "@flux-scripts/flux/params";
import { exitCodes, UsageError } from "../faults.ts";
import { note, write } from "../output.ts";
import { answered } from "../running/answer.ts";
import { tellFailure } from "../running/describe.ts";
import { execute } from "../running/execute.ts";
import { runFailure } from "../running/failure.ts";
import { givenParams, type ParamOptions } from "../running/params.ts";
import { openData, type StoredBackend } from "../running/stored.ts";
import type { ResultFormat } from "../results/format.ts";
import { demandSources, demandText, type SourcePath } from "../sources.ts";
import { writeWhole } from "../workspace/ports.ts";

export interface RunCommandOptions extends ParamOptions {
    readonly now?: string;
    readonly data?: string;
    readonly allowNet: readonly string[];
    readonly allowRead: readonly string[];
    readonly profile?: boolean;
    readonly format: ResultFormat;
    readonly json?: boolean;
    readonly out?: string;
}

/** Runs one script to standard output, or several into a folder. A failed run is one JSON line on standard error (words on a terminal), and exit 1. */
export async function run(paths: readonly string[], options: RunCommandOptions): Promise<number> {
    const sources = demandSources(paths);
    const now = options.now === undefined ? undefined : readTime(options.now);
    if (options.now !== undefined && now === undefined)
        throw new UsageError(`--now must be an RFC 3339 time such as 2024-03-01T12:00:00Z, but is ${JSON.stringify(options.now)}`);
    if (sources.length > 1 && options.out === undefined) throw new UsageError("several scripts need --out FOLDER for their results");
    const stored = options.data === undefined ? undefined : await openData(options.data, options.allowNet, options.allowRead);
    try {
        const runner: Runner = (source, text, params, format) => results(source.file, text, params, format, options, now, stored);
        if (options.out === undefined) return await runOne(sources[0] as SourcePath, options, runner);
        return await runAll(sources, options.out, options, runner);
    } finally {
        await stored?.close();
    }
}

type Runner = (source: SourcePath, text: string, params: JsonObject | undefined, format: ResultFormat) => AsyncIterable<string>;

async function* results(
    file: string,
    source: string,
    params: JsonObject | undefined,
    format: ResultFormat,
    options: RunCommandOptions,
    now: bigint | undefined,
    stored: StoredBackend | undefined,
): AsyncGenerator<string> {
    if (stored === undefined) {
        const { allowNet, allowRead, profile } = options;
        yield* execute(source, format, { file, params, now, allowNet, allowRead, ...(profile === true ? { profile } : {}) }, (figures) => {
            for (const { name, rows, ms } of figures.steps)
                note(`${ms.toFixed(1).padStart(10)} ms  ${String(rows).padStart(9)} rows  ${name}`);
            note(`${figures.totalMs.toFixed(1).padStart(10)} ms in all, ${figures.compileMs.toFixed(1)} ms of it compiling`);
        });
        return;
    }
    const stream = await stored.backend.query(source, {
        dialect: annotatedDialect,
        timeoutMs: 0,
        readOnly: true,
        ...(params === undefined ? {} : { params: writeJson(params) }),
        ...(options.now === undefined ? {} : { now: options.now }),
    });
    yield* answered(stream, format);
}

async function runOne(source: SourcePath, options: RunCommandOptions, runner: Runner): Promise<number> {
    const text = demandText(source);
    const params = givenParams(options, () => inferParams(text));
    try {
        for await (const piece of runner(source, text, params, options.json === true ? "json" : options.format)) await write(piece);
        return exitCodes.fine;
    } catch (error) {
        const failure = runFailure(error);
        if (failure === undefined) throw error;
        tellFailure(failure, { file: source.file, text }, params !== undefined);
        return exitCodes.findings;
    }
}

const extensions: Readonly<Record<ResultFormat, string>> = { csv: "csv", table: "txt", json: "json", ndjson: "ndjson" };

/** `NAME.csv` or `NAME.error` of each script; `NAME.params.json` beside a script are its params. */
async function runAll(sources: readonly SourcePath[], folder: string, options: RunCommandOptions, runner: Runner): Promise<number> {
    const format = options.json === true ? "json" : options.format;
    const stems = stemsOf(sources);
    let failed = 0;
    for (const [source, name] of stems) {
        const stem = join(folder, name);
        const target = `${stem}.${extensions[format]}`;
        try {
            const text = demandText(source);
            const params = paramsBeside(source) ?? givenParams(options, () => inferParams(text));
            let out = "";
            for await (const piece of runner(source, text, params, format)) out += piece;
            writeWhole(target, out);
            rmSync(`${stem}.error`, { force: true });
        } catch (error) {
            // One script must not stop the others, whatever went wrong with it.
            const failure = runFailure(error) ?? {
                code: "internal error",
                message: error instanceof Error ? error.message : String(error),
            };
            writeWhole(`${stem}.error`, `${failure.code}\n${failure.message}\n`);
            rmSync(target, { force: true });
            failed++;
        }
    }
    note(`${sources.length - failed} ran, ${failed} failed`);
    return failed === 0 ? exitCodes.fine : exitCodes.findings;
}

/** Where the result of each script goes, without an extension. Throws where two would go to one place. */
function stemsOf(sources: readonly SourcePath[]): Map<SourcePath, string> {
    const stems = new Map<SourcePath, string>();
    const taken = new Map<string, string>();
    for (const source of sources) {
        const stem = source.relative === "-" ? "stdin" : source.relative.replace(/\.flux$/, "");
        const other = taken.get(stem);
        if (other !== undefined) throw new UsageError(`the results of ${other} and ${source.file} would both go to ${stem}`);
        taken.set(stem, source.file);
        stems.set(source, stem);
    }
    return stems;
}

/** The params file of a script, where there is one. */
export function paramsBeside(source: SourcePath): JsonObject | undefined {
    const path = source.file.replace(/\.flux$/, ".params.json");
    if (path === source.file || !existsSync(path)) return undefined;
    const result = readParamsJson(readFileSync(path, "utf8"));
    if (!result.ok) throw new UsageError(`${path}: ${result.message}`);
    return result.value;
}
