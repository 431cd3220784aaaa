/** The engine's golden cases: finds them, runs one, says how its outcome differs. Rules: test/conformance/README.md. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type RunEvent, run } from "@flux-scripts/engine";
import { type JsonValue, JsonNumber, isJsonArray, isJsonObject, type ParamValue, readJson } from "@flux-scripts/flux/params";
import { type Cell, type Column, cellAt, concatTables, decodeAnnotatedCsv, formatCell, type Table } from "@flux-scripts/tables";

/** now() of all recordings: 2024-03-01T12:00:00Z. */
const NOW = 1709294400000000000n;

/** Names of all cases below a folder, without the ending, sorted: `shape/filter_on_empty_keep`. */
export function engineCases(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((path) => path.replaceAll("\\", "/"))
        .filter((path) => path.endsWith(".flux"))
        .map((path) => path.slice(0, -".flux".length))
        .sort();
}

interface Block {
    readonly result: string;
    readonly tables: readonly Table[];
}

/** Runs a case; undefined when it holds, otherwise the first difference. */
export async function runEngineCase(folder: string, name: string): Promise<string | undefined> {
    const source = readFileSync(join(folder, `${name}.flux`), "utf8");
    const paramsPath = join(folder, `${name}.params.json`);
    const params = existsSync(paramsPath) ? readParams(readFileSync(paramsPath, "utf8")) : undefined;
    const events: RunEvent[] = [];
    for await (const event of run({ source, now: NOW, ...(params === undefined ? {} : { params }), limits: { timeMs: 20_000 } })) {
        events.push(event);
    }
    const errorPath = join(folder, `${name}.error`);
    const last = events.at(-1);
    if (existsSync(errorPath)) {
        const [code = "", ...rest] = readFileSync(errorPath, "utf8").split("\n");
        if (last?.kind !== "error") {
            return `expected the error: ${rest.join(" ").trim()}`;
        }
        return differentError(code.trim(), rest.join("\n").trim(), last.error.code, last.error.message);
    }
    if (last?.kind === "error") {
        return `failed: ${last.error.message}`;
    }
    return differentBlocks(expectedBlocks(readFileSync(join(folder, `${name}.csv`), "utf8")), actualBlocks(events), isLoose(name));
}

/** Cases whose floats are compared within a relative 1e-9. */
function isLoose(name: string): boolean {
    const base = name.slice(name.lastIndexOf("/") + 1);
    return (
        /^(holt_winters_|interpolate|quantile|regression)/.test(base) ||
        /(^|\/)(math|geo|statsmodels|interpolate|anomalydetection|naive_bayes)\//.test(name)
    );
}

function differentError(code: string, message: string, actualCode: string, actual: string): string | undefined {
    if (code !== actualCode) {
        return `code ${actualCode}, expected ${code} (${actual})`;
    }
    return lastClause(message) === lastClause(actual) ? undefined : `message "${actual}", expected "${message}"`;
}

function lastClause(message: string): string {
    const text = message.trimEnd();
    return text.slice(text.lastIndexOf(": ") + 1).trim();
}

function expectedBlocks(text: string): readonly Block[] {
    const blocks = new Map<string, Table[]>();
    for (const { result, table } of decodeAnnotatedCsv(text)) {
        const tables = blocks.get(result);
        if (tables === undefined) {
            blocks.set(result, [table]);
        } else {
            tables.push(table);
        }
    }
    return [...blocks].map(([result, tables]) => ({ result, tables }));
}

function actualBlocks(events: readonly RunEvent[]): readonly Block[] {
    const blocks = new Map<string, Table[]>();
    for (const event of events) {
        if (event.kind === "table") {
            const tables = blocks.get(event.result) ?? [];
            blocks.set(event.result, tables);
            const before = tables[event.index];
            tables[event.index] = before === undefined ? event.table : concatTables(before.key, [before, event.table]);
        }
    }
    return [...blocks].map(([result, tables]) => ({ result, tables }));
}

function differentBlocks(expected: readonly Block[], actual: readonly Block[], loose: boolean): string | undefined {
    const names = (blocks: readonly Block[]): string =>
        blocks
            .map(({ result }) => result)
            .sort()
            .join(", ");
    if (names(expected) !== names(actual)) {
        return `results [${names(actual)}], expected [${names(expected)}]`;
    }
    for (const { result, tables } of expected) {
        const own = actual.find((block) => block.result === result)?.tables ?? [];
        for (const [index, table] of tables.entries()) {
            const other = own[index];
            const difference = other === undefined ? "is missing" : differentTable(table, other, loose);
            if (difference !== undefined) {
                return `result ${result}, table ${index}: ${difference}`;
            }
        }
        if (own.length !== tables.length) {
            return `result ${result}: ${own.length} tables, expected ${tables.length}`;
        }
    }
    return undefined;
}

function schemaText(table: Table): string {
    return table.columns.map((column) => `${column.label}:${column.type}${table.key.has(column.label) ? "*" : ""}`).join(", ");
}

function differentTable(expected: Table, actual: Table, loose: boolean): string | undefined {
    if (schemaText(expected) !== schemaText(actual)) {
        return `columns [${schemaText(actual)}], expected [${schemaText(expected)}]`;
    }
    // A table without rows shows its key as defaults: the goldens' decoder keeps them as the key.
    if (expected.rows === 0 && actual.rows === 0 && expected.key.id.replaceAll("~;", "0:") !== actual.key.id.replaceAll("~;", "0:")) {
        return `key ${keyText(actual)}, expected ${keyText(expected)}`;
    }
    for (let row = 0; row < Math.max(expected.rows, actual.rows); row += 1) {
        for (const [at, column] of expected.columns.entries()) {
            const other = actual.columns[at] as Column;
            const a = cellAt(column, row);
            const b = cellAt(other, row);
            if (!sameCell(column, a, other, b, loose)) {
                return `row ${row}, ${column.label}: ${shown(actual, row)}, expected ${shown(expected, row)}`;
            }
        }
        if (row >= expected.rows || row >= actual.rows) {
            return `${actual.rows} rows, expected ${expected.rows}`;
        }
    }
    return undefined;
}

function sameCell(column: Column, a: Cell, other: Column, b: Cell, loose: boolean): boolean {
    if (loose && typeof a === "number" && typeof b === "number") {
        return a === b || (a !== a && b !== b) || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    }
    // The recordings' writer drops carriage returns inside of fields.
    return formatCell(column.type, a).replaceAll("\r", "") === formatCell(other.type, b).replaceAll("\r", "");
}

function shown(table: Table, row: number): string {
    return row >= table.rows ? "(no row)" : table.columns.map((column) => formatCell(column.type, cellAt(column, row))).join(",");
}

function keyText(table: Table): string {
    return table.key.entries.map(({ label, type, value }) => `${label}=${formatCell(type, value)}`).join(",");
}

function readParams(text: string): ReadonlyMap<string, ParamValue> {
    const read = readJson(text);
    if (!read.ok || !isJsonObject(read.value)) {
        throw new Error("params must be a JSON object");
    }
    return new Map([...read.value].map(([name, value]) => [name, paramOf(value)]));
}

function paramOf(value: JsonValue): ParamValue {
    if (value instanceof JsonNumber) {
        return value.isInteger ? { type: "int", value: BigInt(value.text) } : { type: "float", value: Number(value.text) };
    }
    if (typeof value === "boolean") {
        return { type: "bool", value };
    }
    if (typeof value === "string") {
        return { type: "string", value };
    }
    if (value !== null && isJsonArray(value)) {
        return { type: "array", elements: value.map(paramOf) };
    }
    if (value !== null && isJsonObject(value)) {
        return { type: "record", properties: new Map([...value].map(([name, member]) => [name, paramOf(member)])) };
    }
    throw new Error("params can't be null");
}
