/** Runs one case. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { run } from "@flux-scripts/engine";
import { resultFormatter } from "../results/format.ts";
import { execute } from "../running/execute.ts";
import { packagesNear } from "../running/packages.ts";
import { runFailure } from "../running/failure.ts";
import { writeWhole } from "../workspace/ports.ts";
import type { BlockCase, Case, SnapshotCase } from "./cases.ts";

export interface CaseResult {
    readonly file: string;
    readonly name: string;
    readonly status: "passed" | "failed" | "skipped";
    readonly message: string;
    readonly ms: number;
}

export interface RunnerOptions {
    readonly now: bigint | undefined;
    readonly tags: readonly string[];
    readonly test: readonly string[];
    readonly skip: readonly string[];
    readonly update: boolean;
    /** Takes the text of results that are not errors. */
    readonly show: ((text: string) => void) | undefined;
}

export async function runCase(testcase: Case, options: RunnerOptions): Promise<CaseResult> {
    const started = performance.now();
    const result = (status: CaseResult["status"], message = ""): CaseResult => ({
        file: testcase.file,
        name: testcase.name,
        status,
        message,
        ms: Math.round((performance.now() - started) * 10) / 10,
    });
    if (options.skip.includes(testcase.name) || (options.test.length > 0 && !options.test.includes(testcase.name)))
        return result("skipped", "not chosen");
    if (testcase.kind === "block") {
        if (testcase.fault !== undefined) return result("failed", testcase.fault);
        const missing = testcase.tags.filter((tag) => !options.tags.includes(tag));
        if (missing.length > 0) return result("skipped", `needs --tags ${missing.join(",")}`);
    }
    try {
        const message = testcase.kind === "block" ? await runBlock(testcase, options) : await runSnapshot(testcase, options);
        return message === undefined ? result("passed") : result("failed", message);
    } catch (error) {
        return result("failed", error instanceof Error ? error.message : String(error));
    }
}

/** What is yielded under this name is a failure, if it has rows. */
const errorResult = "errorOutput";
const shownRows = 20;

/** Undefined when it passes. */
async function runBlock(testcase: BlockCase, { now, show }: RunnerOptions): Promise<string | undefined> {
    const faults = resultFormatter("table");
    const others = resultFormatter("table");
    let rows = 0;
    let message = "";
    const dependencies = { packages: packagesNear(testcase.file) };
    for await (const event of run({ source: testcase.program(), dependencies, ...(now === undefined ? {} : { now }) })) {
        if (event.kind === "error") {
            // For a script that is a fault; a case may well only call what must not fail.
            return event.error.message.includes("returns no streaming data") ? undefined : `${event.error.code}: ${event.error.message}`;
        }
        if (event.kind !== "table") continue;
        if (event.result === errorResult) {
            if (rows < shownRows) message += faults.chunk(event.result, event.index, event.table, event.more);
            rows += event.table.rows;
        } else if (show !== undefined) {
            show(others.chunk(event.result, event.index, event.table, event.more));
        }
    }
    return rows === 0 ? undefined : `${message}${faults.finish()}`.trimEnd();
}

async function runSnapshot({ file, source, params, stem }: SnapshotCase, { now, update }: RunnerOptions): Promise<string | undefined> {
    let csv = "";
    let failure: string | undefined;
    try {
        for await (const piece of execute(source, "csv", { file, params, now, allowNet: [], allowRead: [] })) csv += piece;
    } catch (error) {
        const found = runFailure(error);
        if (found === undefined) throw error;
        failure = `${found.code}\n${found.message}\n`;
    }
    if (update) {
        writeWhole(failure === undefined ? `${stem}.csv` : `${stem}.error`, failure ?? csv);
        rmSync(failure === undefined ? `${stem}.error` : `${stem}.csv`, { force: true });
        return undefined;
    }
    const expected = existsSync(`${stem}.csv`) ? `${stem}.csv` : `${stem}.error`;
    if (expected.endsWith(".csv")) {
        if (failure !== undefined) return `it failed: ${failure.trim().replace("\n", ": ")}`;
        return difference(byResult(readFileSync(expected, "utf8")), byResult(csv));
    }
    if (failure === undefined) return `it should fail: ${readFileSync(expected, "utf8").trim().replace("\n", ": ")}`;
    return difference(readFileSync(expected, "utf8").trim(), failure.trim());
}

/** Results by name: their order is free. Line ends are evened out, too. */
function byResult(csv: string): string {
    const parts = csv.replace(/\r\n/g, "\n").split(/\n\n(?=#datatype)/);
    const named = parts.map((text, at) => ({ text: text.trim(), at, name: /^#default,([^,\n]*)/m.exec(text)?.[1] ?? "" }));
    return named
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.at - b.at))
        .map(({ text }) => text)
        .join("\n\n");
}

/** The first line that differs, in both versions. */
function difference(expected: string, got: string): string | undefined {
    if (expected === got) return undefined;
    const wanted = expected.split("\n");
    const found = got.split("\n");
    const at = wanted.findIndex((line, index) => line !== found[index]);
    const line = at < 0 ? wanted.length : at;
    return `line ${line + 1} differs\n    expected: ${wanted[line] ?? "(nothing)"}\n    got:      ${found[line] ?? "(nothing)"}`;
}
