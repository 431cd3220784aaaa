// What vitest's summary does not say in one line: how many tests passed, failed and were skipped, and why they were.
import { writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { root } from "./process.mjs";

/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[], reasons: string[] }} Counts
 * `failures` and `reasons`: one line per test that failed or was skipped.
 */

/** @returns {Counts} */
export function noCounts() {
    return { passed: 0, failed: 0, skipped: 0, failures: [], reasons: [] };
}

/** Adds `more` to `counts`. */
export function addCounts(counts, more) {
    counts.passed += more.passed;
    counts.failed += more.failed;
    counts.skipped += more.skipped;
    counts.failures.push(...more.failures);
    counts.reasons.push(...more.reasons);
}

/** A vitest reporter that writes {@link Counts} to the file that `COUNTS_FILE` names. */
export default class CountingReporter {
    async onTestRunEnd(modules, unhandledErrors) {
        const counts = noCounts();
        for (const module of modules) {
            const file = relative(root, module.moduleId);
            // A file that could not be loaded, or a beforeAll that failed, has no tests to fail.
            for (const part of [module, ...module.children.allSuites()]) {
                counts.failed += part.errors().length;
                for (const error of part.errors()) counts.failures.push(`${file}: ${String(error.message).split("\n")[0]}`);
            }
            for (const test of module.children.allTests()) {
                const result = test.result();
                if (result.state === "passed") counts.passed++;
                else if (result.state === "failed") {
                    counts.failed++;
                    counts.failures.push(`${file}: ${test.fullName}`);
                } else {
                    counts.skipped++;
                    counts.reasons.push(`${file}: ${test.name}: ${result.note ?? "no reason given"}`);
                }
            }
        }
        counts.failed += unhandledErrors.length;
        await writeFile(process.env.COUNTS_FILE, JSON.stringify(counts));
    }
}
