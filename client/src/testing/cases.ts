/** Testcases of a file as far as a list needs them, and what the command line answers about them. Pure. */

export interface FoundCase {
    readonly name: string;
    /** From 0. */
    readonly line: number;
    /** UTF-16 columns of the name. */
    readonly start: number;
    readonly end: number;
}

/** Names of `testcase` blocks by their first line. A name in a comment is none; what is wrong with a block, the run says. */
export function findCases(text: string): FoundCase[] {
    return text.split("\n").flatMap((content, line) => {
        const match = /^(\s*testcase\s+)([\p{L}_][\p{L}\p{Nd}_]*)/u.exec(content);
        if (match === null) return [];
        const [, before = "", name = ""] = match;
        return [{ name, line, start: before.length, end: before.length + name.length }];
    });
}

export interface CaseOutcome {
    readonly file: string;
    readonly name: string;
    readonly status: "passed" | "failed" | "skipped";
    readonly message: string;
    readonly ms: number;
}

/** The document of `flux-scripts test --json`; undefined for anything else. */
export function readOutcomes(json: string): CaseOutcome[] | undefined {
    try {
        const { tests } = JSON.parse(json) as { tests?: unknown };
        return Array.isArray(tests) ? tests.filter(isOutcome) : undefined;
    } catch {
        return undefined;
    }
}

function isOutcome(value: unknown): value is CaseOutcome {
    if (typeof value !== "object" || value === null) return false;
    const { file, name, status, message } = value as Readonly<Record<string, unknown>>;
    return (
        typeof file === "string" &&
        typeof name === "string" &&
        typeof message === "string" &&
        /^(passed|failed|skipped)$/.test(String(status))
    );
}
