/** Loops around compiled bodies. A loop is made once per text and kept: one that has run before runs as machine code from the start. */
import type { ColumnType, Table } from "@flux-scripts/tables";
import { helpers } from "./helpers.ts";
import type { Emitter } from "./symbols.ts";

/** `columns` and `nulls` are those of the table, `out` and `outNulls` the columns to fill. `first` is the loop's own variable `x`. */
export type Loop = (
    rows: number,
    columns: readonly unknown[],
    nulls: readonly unknown[],
    out: unknown[],
    outNulls: unknown[],
    first: bigint,
) => void;

/** A column that a loop fills. */
export interface Output {
    readonly label: string;
    readonly type: ColumnType;
    readonly nullable: boolean;
}

/** What a loop does besides its body: before all rows, after each, and after all. */
export interface Around {
    readonly setup?: readonly string[];
    readonly each?: readonly string[];
    readonly finish?: readonly string[];
}

/** Whether this place lets code be made from text; asked once. */
let allowed: boolean | undefined;

export function generationAllowed(): boolean {
    if (allowed === undefined) {
        try {
            allowed = new Function("return 1")() === 1;
        } catch {
            allowed = false;
        }
    }
    return allowed;
}

type Made = (...args: [...Parameters<Loop>, readonly unknown[]]) => void;

const made = new Map<string, Made>();
/** Loops that are kept, the last ones used; those with a long text are made anew. */
const maxMade = 128;
const maxText = 20_000;

/** The loop of a body over tables with the columns of `table`. What the body keeps from outside is handed in with every call. */
export function assemble(out: Emitter, table: Table | undefined, outputs: readonly Output[], around: Around = {}): Loop {
    const columns = table?.columns ?? [];
    // The types belong to the loop: one that sees numbers alone is another than one that sees texts, though they read the same.
    const id = `// ${columns.map(({ type }) => type).join(" ")} > ${outputs.map(({ type }) => type).join(" ")}\n${text(out, columns.length, outputs, around)}`;
    let loop = made.get(id);
    if (loop === undefined) {
        loop = (new Function("h", id) as (h: typeof helpers) => Made)(helpers);
    }
    remember(id, loop);
    const kept = [...out.kept];
    const run = loop;
    return (rows, data, nulls, into, intoNulls, first) => run(rows, data, nulls, into, intoNulls, first, kept);
}

function remember(id: string, loop: Made): void {
    if (id.length > maxText) {
        return;
    }
    made.delete(id);
    made.set(id, loop);
    for (const oldest of made.keys()) {
        if (made.size <= maxMade) {
            break;
        }
        made.delete(oldest);
    }
}

function text(out: Emitter, inputs: number, outputs: readonly Output[], around: Around): string {
    const lines: string[] = ['"use strict";', "return function (rows, columns, nulls, out, outNulls, x, k) {"];
    for (let index = 0; index < out.kept.length; index += 1) {
        lines.push(`const k${index} = k[${index}];`);
    }
    for (let index = 0; index < inputs; index += 1) {
        lines.push(`const c${index} = columns[${index}], m${index} = nulls[${index}];`);
    }
    for (const [index, { nullable }] of outputs.entries()) {
        lines.push(`const o${index} = out[${index}];`);
        if (nullable) {
            lines.push(`const z${index} = outNulls[${index}];`);
        }
    }
    lines.push(
        ...(around.setup ?? []),
        "for (let i = 0; i < rows; i++) {",
        out.text,
        ...(around.each ?? []),
        "}",
        ...(around.finish ?? []),
        "};",
    );
    return lines.join("\n");
}
