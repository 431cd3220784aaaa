/** What a script says, apart from how it is laid out: to tell whether a formatter keeps it. */
import { type Chunk, parse } from "@flux-scripts/flux";

/** The tree without places and parentheses, as text. */
export function meaningOf(text: string): string {
    return JSON.stringify(parse(text).chunks.map((chunk: Chunk) => bare(chunk.item)));
}

function bare(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(bare);
    }
    if (typeof value === "bigint") {
        return `${value}n`;
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const node = value as Readonly<Record<string, unknown>>;
    if (node["kind"] === "ParenExpression") {
        return bare(node["expression"]);
    }
    const rest: Record<string, unknown> = {};
    for (const [key, child] of Object.entries(node)) {
        if (key !== "start" && key !== "end" && key !== "faults" && child !== undefined) {
            // The two ways to write microseconds mean the same.
            rest[key] = child === "µs" ? "us" : bare(child);
        }
    }
    return rest;
}

/** The comments of a script (which must hold no `//` in strings), sorted. */
export function commentsIn(text: string): string {
    return [...text.matchAll(/\/\/[^\n]*/g)]
        .map(([comment]) => comment.trimEnd())
        .sort()
        .join("\n");
}
