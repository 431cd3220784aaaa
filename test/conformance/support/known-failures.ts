/**
 * Golden cases as tests, with a checked-in list of those that are known to fail.
 *
 * A list is `test/conformance/known-failures/KIND.txt`: one `name: reason` a line, `#` starts a comment.
 * It may only shrink: a listed case that holds again fails the run, and so does a line that names no case.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../known-failures/", import.meta.url));

/** Name of the case → why it fails. Throws where a line has no reason or names a case twice. */
export function parseKnownFailures(text: string): Map<string, string> {
    const known = new Map<string, string>();
    for (const [index, line] of text.split("\n").entries()) {
        const content = line.trim();
        if (content === "" || content.startsWith("#")) continue;
        const colon = content.indexOf(": ");
        if (colon < 1) throw new Error(`line ${index + 1}: expected "name: reason", got "${content}"`);
        const name = content.slice(0, colon);
        if (known.has(name)) throw new Error(`line ${index + 1}: "${name}" is listed twice`);
        known.set(name, content.slice(colon + 2).trim());
    }
    return known;
}

function readKnownFailures(kind: string): Map<string, string> {
    const path = join(folder, `${kind}.txt`);
    return existsSync(path) ? parseKnownFailures(readFileSync(path, "utf8")) : new Map();
}

/**
 * Makes one test per case.
 *
 * `run` answers undefined when the case holds, else why not (an exception counts as a reason). A listed case that still
 * fails is reported as skipped, with the reason of the list; one that holds fails the run.
 *
 * With `RECORD_KNOWN_FAILURES=1` the list is rewritten from what fails now, keeping the reasons that it has: for the
 * first time a kind runs. The reasons recorded are the differences seen, so read the result before it is committed.
 */
export function defineConformance(kind: string, cases: readonly string[], run: (name: string) => Promise<string | undefined>): void {
    const known = readKnownFailures(kind);
    const record = process.env["RECORD_KNOWN_FAILURES"] === "1";
    const failing = new Map<string, string>();

    describe(`conformance: ${kind}`, () => {
        it("lists only cases that exist as known failures", () => {
            const present = new Set(cases);
            expect([...known.keys()].filter((name) => !present.has(name))).toEqual([]);
        });

        it.for([...cases])("%s", async (name, context) => {
            const reason = await reasonOf(run, name);
            if (reason !== undefined) failing.set(name, reason);
            if (record) return;
            const verdict = judge(reason, known.get(name));
            if (verdict.outcome === "failed") throw new Error(verdict.message);
            if (verdict.outcome === "known failure") context.skip(`known failure: ${verdict.message}`);
        });

        afterAll(() => {
            if (record) writeKnownFailures(kind, known, failing);
        });
    });
}

/** What a case counts as, from why it fails now (undefined: it holds) and why the list says that it does. */
export function judge(
    reason: string | undefined,
    listed: string | undefined,
): { readonly outcome: "held" } | { readonly outcome: "failed" | "known failure"; readonly message: string } {
    if (reason === undefined) {
        if (listed === undefined) return { outcome: "held" };
        return { outcome: "failed", message: `holds now: remove its line from the known failures (it says "${listed}")` };
    }
    return listed === undefined ? { outcome: "failed", message: reason } : { outcome: "known failure", message: listed };
}

async function reasonOf(run: (name: string) => Promise<string | undefined>, name: string): Promise<string | undefined> {
    try {
        return await run(name);
    } catch (error) {
        return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
}

function writeKnownFailures(kind: string, known: ReadonlyMap<string, string>, failing: ReadonlyMap<string, string>): void {
    const path = join(folder, `${kind}.txt`);
    if (failing.size === 0) {
        rmSync(path, { force: true });
        return;
    }
    mkdirSync(dirname(path), { recursive: true });
    const lines = [...failing]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, reason]) => `${name}: ${known.get(name) ?? oneLine(reason)}`);
    writeFileSync(path, `${lines.join("\n")}\n`);
}

function oneLine(reason: string): string {
    const text = reason.replace(/\s+/g, " ").trim();
    return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
