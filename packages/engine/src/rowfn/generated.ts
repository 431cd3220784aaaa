/** Compiled row functions: the loop around a compiled body, made once per function and schema. */
import { arrayOf, type Column, type ColumnType, relabel, sliceTable, type Table } from "@flux-scripts/tables";
import type { Closure } from "../interpreter/closure.ts";
import type { Plain } from "../registry.ts";
import { Compiler } from "./compiler.ts";
import { assemble, type Loop, type Output } from "./loops.ts";
import { anyNull, Emitter, NotCompiled, type Scalar, scalarOf, type Symbolic } from "./symbols.ts";

/** Rows that a loop runs over before the run is asked whether it has to stop. */
const BLOCK_ROWS = 65536;

/** A row function from tables of one schema to columns. */
export interface Generated {
    /** The columns of the result. */
    run(table: Table): Column[];
}

/** The schema that a compiled function is good for: labels, types and which columns have nulls. */
export function schemaId(table: Table): string {
    let id = "";
    for (const { label, type, nulls } of table.columns) {
        id += `${type}${nulls === undefined ? "-" : "?"}${label.length}:${label}`;
    }
    return id;
}

/** The columns of a row as symbols: all of the table's, or those from one number up to another. */
function rowSymbols(table: Table, from = 0, to = table.columns.length): Symbolic {
    const properties = new Map<string, Symbolic>();
    for (const [index, { label, type, nulls }] of table.columns.entries()) {
        if (index < from || index >= to) {
            continue;
        }
        properties.set(label, {
            kind: "scalar",
            type,
            code: type === "bool" ? `(c${index}[i] === 1)` : `c${index}[i]`,
            nul: nulls === undefined ? "false" : `(m${index}[i] === 1)`,
        });
    }
    return { kind: "record", properties };
}

/** Compiles a function of a row to a record. Throws {@link NotCompiled}, or a FluxError where the types don't go together. */
export function compileColumns(fn: Closure, parameter: string, table: Table, threeValued: boolean, poll: () => void): Generated {
    return compileRecord(fn, new Map([[parameter, rowSymbols(table)]]), table, threeValued, poll);
}

/** As {@link compileColumns}, of a function of two rows; the first `split` columns of the table are those of the first. */
export function compilePairs(
    fn: Closure,
    [first, second]: readonly [string, string],
    table: Table,
    split: number,
    poll: () => void,
): Generated {
    const rows = new Map([
        [first, rowSymbols(table, 0, split)],
        [second, rowSymbols(table, split)],
    ]);
    return compileRecord(fn, rows, table, false, poll);
}

function compileRecord(fn: Closure, rows: ReadonlyMap<string, Symbolic>, table: Table, threeValued: boolean, poll: () => void): Generated {
    const out = new Emitter();
    const compiler = new Compiler(out, threeValued);
    const body = compiler.body(fn, rows);
    if (body.kind !== "record") {
        throw new NotCompiled("the function gives no record");
    }
    const outputs: (Output & { readonly scalar: Scalar })[] = [];
    // The result's columns in order: a column of the input as it is, or the number of a computed one.
    const layout: { readonly label: string; readonly input?: number; readonly output?: number }[] = [];
    for (const [label, symbol] of body.properties) {
        const scalar = scalarOf(symbol, out);
        if (scalar.kind === "nothing") {
            continue;
        }
        if (scalar.kind !== "scalar") {
            throw new NotCompiled(`column ${layout.length} has a value that can't be in a table`);
        }
        const input = inputColumn(scalar);
        if (input !== undefined) {
            layout.push({ label, input });
            continue;
        }
        layout.push({ label, output: outputs.length });
        outputs.push({ label, type: scalar.type, nullable: scalar.nul !== "false", scalar });
    }
    for (const [index, { scalar, nullable, type }] of outputs.entries()) {
        const store = `o${index}[i] = ${type === "bool" ? `${scalar.code} ? 1 : 0` : scalar.code};`;
        out.line(nullable ? `if (${scalar.nul}) { z${index}[i] = 1; } else { ${store} }` : store);
    }
    const loop = assemble(out, table, outputs);
    return {
        run: (input) => {
            const computed = runBlocks(loop, outputs, input, poll);
            return layout.map((place) =>
                place.input === undefined
                    ? (computed[place.output ?? 0] as Column)
                    : relabel(input.columns[place.input] as Column, place.label),
            );
        },
    };
}

/** The number of the input column whose value the scalar is, with its nulls, if it is one. */
function inputColumn({ type, code, nul }: Scalar): number | undefined {
    const match = (type === "bool" ? /^\(c(\d+)\[i\] === 1\)$/ : /^c(\d+)\[i\]$/).exec(code);
    const index = match?.[1];
    return index !== undefined && (nul === "false" || nul === `(m${index}[i] === 1)`) ? Number(index) : undefined;
}

/** Compiles a function of a row to a bool, as a mask: 1 where it is true. */
export function compileMask(fn: Closure, parameter: string, table: Table, poll: () => void): (table: Table) => Uint8Array {
    const out = new Emitter();
    const body = scalarOf(new Compiler(out, false).body(fn, new Map([[parameter, rowSymbols(table)]])), out);
    if (body.kind === "nothing") {
        return (input) => new Uint8Array(input.rows);
    }
    if (body.kind !== "scalar" || body.type !== "bool") {
        throw new NotCompiled("the function gives no bool");
    }
    const outputs: readonly Output[] = [{ label: "", type: "bool", nullable: false }];
    out.line(`o0[i] = ${anyNull(body.nul) === "false" ? body.code : `!${body.nul} && ${body.code}`} ? 1 : 0;`);
    const loop = assemble(out, table, outputs);
    return (input) => runBlocks(loop, outputs, input, poll)[0]?.data as Uint8Array;
}

/** Compiles a function from an int to an int. */
export function compileNumbers(fn: Closure, parameter: string): (first: number, count: number) => BigInt64Array {
    const out = new Emitter();
    const argument: Symbolic = { kind: "scalar", type: "int", code: "x", nul: "false" };
    const body = scalarOf(new Compiler(out, false).body(fn, new Map([[parameter, argument]])), out);
    if (body.kind !== "scalar" || body.type !== "int" || body.nul !== "false") {
        throw new NotCompiled("the function gives no int");
    }
    out.line(`o0[i] = ${body.code};`);
    const loop = assemble(out, undefined, [{ label: "", type: "int", nullable: false }], { each: ["x = BigInt.asIntN(64, x + 1n);"] });
    return (first, count) => {
        const data = new BigInt64Array(count);
        loop(count, [], [], [data], [], BigInt(first));
        return data;
    };
}

/** A field of a fold's accumulator with its plain value. */
export interface FoldField {
    readonly name: string;
    readonly type: ColumnType;
    readonly value: Plain;
}

/**
 * Compiles a function of a row and an accumulator to the accumulator after all rows of a table. Throws {@link NotCompiled} where the
 * function gives fields of other types than the accumulator begins with.
 */
export function compileFold(
    fn: Closure,
    parameters: { readonly row: string; readonly accumulator: string },
    fields: readonly FoldField[],
    table: Table,
    onNull: (name: string) => never,
): (table: Table, start: readonly FoldField[]) => FoldField[] {
    const out = new Emitter();
    const accumulator: Symbolic = {
        kind: "record",
        properties: new Map(
            fields.map(({ name, type }, index): [string, Symbolic] => [name, { kind: "scalar", type, code: `a${index}`, nul: "false" }]),
        ),
    };
    const body = new Compiler(out, false).body(
        fn,
        new Map([
            [parameters.row, rowSymbols(table)],
            [parameters.accumulator, accumulator],
        ]),
    );
    if (body.kind !== "record" || body.properties.size !== fields.length) {
        throw new NotCompiled("the function gives another record");
    }
    const next = fields.map(({ name, type }) => {
        const scalar = scalarOf(body.properties.get(name) ?? { kind: "nothing" }, out);
        if (scalar.kind !== "scalar" || scalar.type !== type) {
            throw new NotCompiled("a field changes its type");
        }
        if (scalar.nul !== "false") {
            out.line(`if (${scalar.nul}) { ${out.keep(onNull)}(${out.keep(name)}); }`);
        }
        return scalar.code;
    });
    // All fields are computed before any is set: they may use one another.
    for (const [index, code] of next.entries()) {
        out.line(`const e${index} = ${code};`);
    }
    out.line(next.map((_, index) => `a${index} = e${index};`).join(" "));
    const setup = fields.map((_, index) => `let a${index} = outNulls[${index}];`);
    const finish = fields.map((_, index) => `out[${index}] = a${index};`);
    const loop = assemble(out, table, [], { setup, finish });
    return (input, start) => {
        const values: unknown[] = [];
        loop(
            input.rows,
            input.columns.map((column) => column.data),
            input.columns.map((column) => column.nulls),
            values,
            start.map(({ value }) => value),
            0n,
        );
        return fields.map(({ name, type }, index) => ({ name, type, value: values[index] as Plain }));
    };
}

function runBlocks(loop: Loop, outputs: readonly Output[], table: Table, poll: () => void): Column[] {
    // A text column that is written in every row need not be filled first.
    const data = outputs.map(({ type, nullable }) =>
        type === "string" && !nullable ? new Array<string>(table.rows) : arrayOf(type, table.rows),
    );
    const nulls = outputs.map(({ nullable }) => (nullable ? new Uint8Array(table.rows) : undefined));
    for (let start = 0; start < table.rows; start += BLOCK_ROWS) {
        poll();
        const block = sliceTable(table, start, start + BLOCK_ROWS);
        const whole = block.rows === table.rows;
        const own = whole
            ? data
            : data.map((array) =>
                  Array.isArray(array) ? new Array<string>(block.rows).fill("") : array.subarray(start, start + block.rows),
              );
        loop(
            block.rows,
            block.columns.map((column) => column.data),
            block.columns.map((column) => column.nulls),
            own,
            nulls.map((map) => map?.subarray(start, start + block.rows)),
            0n,
        );
        if (!whole) {
            copyStrings(own, data, start);
        }
    }
    return outputs.map(({ label, type }, index) => {
        const map = nulls[index];
        return { label, type, data: data[index], nulls: map?.includes(1) === true ? map : undefined } as Column;
    });
}

/** Text can't be written through a view: a block's texts are copied to their place. */
function copyStrings(from: readonly (string[] | ArrayLike<unknown>)[], to: readonly unknown[], start: number): void {
    for (const [index, texts] of from.entries()) {
        const target = to[index];
        if (Array.isArray(texts) && Array.isArray(target)) {
            for (let row = 0; row < texts.length; row += 1) {
                target[start + row] = texts[row];
            }
        }
    }
}
