import { type Column, sliceTable, type Table } from "@flux-scripts/tables";
import { Closure } from "../interpreter/closure.ts";
import type { Interpreter } from "../interpreter/interpreter.ts";
import { compareText } from "../kernels/text.ts";
import { FluxError, withPrefix } from "../values/error.ts";
import { fromCell, type FunctionValue, RecordValue, toCell } from "../values/value.ts";
import {
    compileColumns,
    compileFold,
    compileMask,
    compileNumbers,
    compilePairs,
    type FoldField,
    type Generated,
    schemaId,
} from "./generated.ts";
import { generationAllowed } from "./loops.ts";
import { interpretedColumns, interpretedFold, interpretedMask, interpretedNumbers } from "./interpreted.ts";
import { NotCompiled } from "./symbols.ts";
import type { RowMapper, RowPredicate } from "./types.ts";
import { checkOperands, checkPowers } from "./refusals.ts";
import { isVectorizable } from "./vectorizable.ts";

/** How row functions run: `auto` compiles what can be compiled, `interpret` never does (tests hold both equal). */
export type RowMode = "auto" | "interpret";

/** Makes functions over tables from functions of a row. */
export class RowFunctions {
    constructor(
        private readonly interpreter: Interpreter,
        private readonly poll: () => void,
        private readonly mode: RowMode = "auto",
    ) {}

    /** Told whenever a function was compiled; for tests. */
    onCompiled: (() => void) | undefined;

    /** Compiles per schema, and keeps what it compiled; undefined where the interpreter has to do it. */
    private compiled<T>(fn: FunctionValue, compile: (closure: Closure, table: Table) => T): (table: Table) => T | undefined {
        const made = new Map<string, T | undefined>();
        return (table) => {
            if (this.mode === "interpret" || !(fn instanceof Closure) || !generationAllowed()) {
                return undefined;
            }
            const id = schemaId(table);
            if (!made.has(id)) {
                made.set(
                    id,
                    attempt(() => compile(fn, table)),
                );
                if (made.get(id) !== undefined) {
                    this.onCompiled?.();
                }
            }
            return made.get(id);
        };
    }

    predicate(fn: FunctionValue, options: { readonly parameter?: string; readonly prefix?: string }): RowPredicate {
        const parameter = options.parameter ?? fn.parameters[0]?.name ?? "r";
        const prefix = options.prefix ?? "failed to evaluate filter function: ";
        const compiled = this.compiled(fn, (closure, table) => compileMask(closure, parameter, table, this.poll));
        return (table) =>
            withPrefix(prefix, () => {
                const mask = table.rows === 0 ? undefined : compiled(table);
                return mask === undefined ? interpretedMask(this.interpreter, fn, parameter, table) : mask(table);
            });
    }

    mapper(fn: FunctionValue, options: { readonly parameter?: string }): RowMapper {
        const parameter = options.parameter ?? fn.parameters[0]?.name ?? "r";
        const vectorized = isVectorizable(fn);
        const compiled = this.compiled(fn, (closure, table) => compileColumns(closure, parameter, table, vectorized, this.poll));
        const columnsOf = (table: Table): readonly Column[] => {
            const generated: Generated | undefined = table.rows === 0 ? undefined : compiled(table);
            return generated === undefined ? interpretedColumns(this.interpreter, fn, parameter, table, vectorized) : generated.run(table);
        };
        let checked = false;
        const map = (table: Table): readonly Column[] => {
            if (!checked) {
                checkOperands(fn);
                checked = true;
            }
            if (!vectorized) {
                checkPowers(fn, table);
            }
            const columns = vectorized ? columnsOf(table) : evaluated(() => columnsOf(table));
            return vectorized ? columns : [...columns].sort((a, b) => compareText(a.label, b.label));
        };
        const kept = keptBy(fn, parameter);
        return Object.assign(map, { vectorized, keeps: kept });
    }

    /** A function of two rows as one from pairs of rows to columns; undefined where the interpreter has to do it. */
    pairs(fn: FunctionValue, names: readonly [string, string]): (left: Table, right: Table) => readonly Column[] | undefined {
        const made = new Map<string, Generated | undefined>();
        return (left, right) => {
            if (this.mode === "interpret" || !(fn instanceof Closure) || !generationAllowed() || left.rows === 0) {
                return undefined;
            }
            const split = left.columns.length;
            const both: Table = { key: left.key, columns: [...left.columns, ...right.columns], rows: left.rows };
            const id = `${split}|${schemaId(both)}`;
            if (!made.has(id)) {
                // What the types forbid fails in the interpreter with its own words, if a row comes that far.
                made.set(
                    id,
                    attempt(() => compilePairs(fn, names, both, split, this.poll), FluxError),
                );
            }
            return made.get(id)?.run(both);
        };
    }

    folder(fn: FunctionValue, onNull: (name: string) => never): (table: Table, accumulator: RecordValue) => RecordValue {
        const made = new Map<string, ReturnType<typeof compileFold> | undefined>();
        const compiled = (table: Table, fields: readonly FoldField[]): ReturnType<typeof compileFold> | undefined => {
            if (this.mode === "interpret" || !(fn instanceof Closure) || !generationAllowed()) {
                return undefined;
            }
            const id = `${fields.map(({ name, type }) => `${type}${name.length}:${name}`).join("")}|${schemaId(table)}`;
            if (!made.has(id)) {
                made.set(
                    id,
                    attempt(() => compileFold(fn, { row: "r", accumulator: "accumulator" }, fields, table, onNull)),
                );
            }
            return made.get(id);
        };
        return (table, accumulator) => {
            const fields = foldFields(accumulator);
            const run = fields === undefined || table.rows === 0 ? undefined : compiled(table, fields);
            if (fields === undefined || run === undefined) {
                return interpretedFold(this.interpreter, fn, table, accumulator, onNull, this.poll);
            }
            let current = fields;
            for (let start = 0; start < table.rows; start += FOLD_ROWS) {
                this.poll();
                current = run(sliceTable(table, start, start + FOLD_ROWS), current);
            }
            return new RecordValue(new Map(current.map(({ name, type, value }) => [name, fromCell(type, value)])));
        };
    }

    numbers(fn: FunctionValue, parameter: string): (first: number, count: number) => BigInt64Array {
        const compiled =
            this.mode === "auto" && fn instanceof Closure && generationAllowed() ? attempt(() => compileNumbers(fn, parameter)) : undefined;
        return compiled ?? ((first, count) => interpretedNumbers(this.interpreter, fn, parameter, first, count));
    }
}

/** Rows folded between two looks at whether the run has to stop. */
const FOLD_ROWS = 65536;

/** The accumulator's fields, where all of them can be in a column. */
function foldFields(accumulator: RecordValue): readonly FoldField[] | undefined {
    const fields: FoldField[] = [];
    for (const [name, value] of accumulator.properties) {
        const cell = toCell(value);
        if (cell === undefined || cell.cell === null) {
            return undefined;
        }
        fields.push({ name, type: cell.type, value: cell.cell });
    }
    return fields;
}

/** Tells which columns of the row a body `{r with …}` passes on. */
function keptBy(fn: FunctionValue, parameter: string): (label: string) => boolean {
    if (!(fn instanceof Closure)) {
        return () => false;
    }
    let { body } = fn.expression;
    while (body.kind === "ParenExpression") {
        body = body.expression;
    }
    if (body.kind !== "RecordExpression" || body.with?.name !== parameter) {
        return () => false;
    }
    const written = new Set(body.properties.map(({ key }) => (key.kind === "Identifier" ? key.name : key.value)));
    return (label) => !written.has(label);
}

/** What fails in a row is an invalid function to the reference; types that don't go together are found before any row is looked at. */
function evaluated<T>(run: () => T): T {
    try {
        return run();
    } catch (error) {
        if (
            error instanceof FluxError &&
            error.code !== "canceled" &&
            error.code !== "deadline exceeded" &&
            !/^(type conflict|map )/.test(error.message)
        ) {
            const result = new FluxError("invalid", `failed to evaluate map function: ${error.message}`);
            result.start = error.start;
            result.end = error.end;
            throw result;
        }
        throw error;
    }
}

function attempt<T>(compile: () => T, also: typeof FluxError | typeof NotCompiled = NotCompiled): T | undefined {
    try {
        return compile();
    } catch (error) {
        if (error instanceof NotCompiled || error instanceof also) {
            return undefined;
        }
        throw error;
    }
}
