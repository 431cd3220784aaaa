import { readTime } from "@flux-scripts/flux/params";
import { exitCodes, UsageError } from "../faults.ts";
import { paintFor, write, writeDocument } from "../output.ts";
import { demandSources } from "../sources.ts";
import { casesOf } from "../testing/cases.ts";
import { type CaseResult, runCase } from "../testing/runner.ts";

export interface TestOptions {
    readonly update?: boolean;
    readonly now?: string;
    readonly tags: readonly string[];
    readonly test: readonly string[];
    readonly skip: readonly string[];
    readonly verbose?: boolean;
    readonly json?: boolean;
}

/** Runs testcase blocks and snapshot cases; exit 1 when one fails. */
export async function test(paths: readonly string[], options: TestOptions): Promise<number> {
    const now = options.now === undefined ? undefined : readTime(options.now);
    if (options.now !== undefined && now === undefined)
        throw new UsageError(`--now must be an RFC 3339 time such as 2024-03-01T12:00:00Z, but is ${JSON.stringify(options.now)}`);
    const verbose = options.verbose === true && options.json !== true;
    const tests: CaseResult[] = [];
    for (const testcase of casesOf(demandSources(paths), options.update === true)) {
        const shown: string[] = [];
        const result = await runCase(testcase, {
            now,
            tags: options.tags,
            test: options.test,
            skip: options.skip,
            update: options.update === true,
            show: verbose ? (text) => shown.push(text) : undefined,
        });
        tests.push(result);
        if (options.json !== true && (verbose || result.status === "failed")) await write(line(result) + shown.join(""));
    }
    const count = (status: CaseResult["status"]): number => tests.filter((each) => each.status === status).length;
    const counts = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
    if (options.json === true) await writeDocument({ tests, ...counts });
    else await write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
    return counts.failed > 0 ? exitCodes.findings : exitCodes.fine;
}

const colours = { passed: "green", failed: "red", skipped: "yellow" } as const;

function line({ file, name, status, message, ms }: CaseResult): string {
    const text = message === "" ? "" : `\n    ${message.replace(/\n/g, "\n    ")}`;
    return `${paintFor(process.stdout)(colours[status], status)} ${file} ${name} (${ms} ms)${text}\n`;
}
