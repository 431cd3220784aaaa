import { type Cell, columnFrom, type ColumnType, constantColumn, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import { joined } from "../../../../execution/output.ts";
import { source } from "../../../../execution/steps.ts";
import { transformation } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";
import { ArrayValue, RecordValue, Time, type Value } from "../../../../values/value.ts";
import type { Context } from "../../../../context.ts";
import { parseJson } from "../../../support/jsonParse.ts";
import { callLibrary } from "../../../support/library.ts";

const items = (value: Value | undefined): readonly Value[] => (value instanceof ArrayValue ? value.elements : []);

const records = (value: Value | undefined): readonly RecordValue[] => items(value).filter((item) => item instanceof RecordValue);

const text = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** The type and cell of a JSON scalar. */
function scalarCell(value: Value): { readonly type: ColumnType; readonly cell: Cell } | undefined {
    switch (typeof value) {
        case "string":
            return { type: "string", cell: value };
        case "number":
        case "bigint":
            return { type: "float", cell: Number(value) };
        case "boolean":
            return { type: "bool", cell: value };
        default:
            return undefined;
    }
}

/** A number of the JSON: times are integers that a float can't hold. */
function integerOrFloat(digits: string): bigint | number {
    const integer = /^-?\d+$/.test(digits) ? BigInt(digits) : undefined;
    return integer !== undefined && integer === BigInt.asIntN(64, integer) ? integer : Number(digits);
}

/** A time as RFC 3339 text or as ns. */
function timeOf(value: Value, context: Context): bigint {
    if (typeof value === "bigint") {
        return value;
    }
    const time = callLibrary(context, "universe", "time", { v: value });
    if (!(time instanceof Time)) {
        throw new FluxError("invalid", "a series needs a time column");
    }
    return time.ns;
}

/** A table for each column of a series but the time; null values are left out. */
function seriesTables(series: RecordValue, context: Context): Table[] {
    const labels = items(series.get("columns")).map(text);
    const timeAt = labels.indexOf("time");
    const tagRecord = series.get("tags");
    const tags = tagRecord instanceof RecordValue ? [...tagRecord.properties].map(([name, value]) => [name, text(value)] as const) : [];
    const rows = items(series.get("values")).map(items);
    return labels.flatMap((label, at) => (at === timeAt ? [] : (fieldTable(label, at) ?? [])));

    function fieldTable(field: string, at: number): Table | undefined {
        const found = rows.flatMap((row) => {
            const cell = scalarCell(row[at] ?? null);
            return cell === undefined ? [] : [{ time: timeAt < 0 ? 0n : timeOf(row[timeAt] ?? null, context), ...cell }];
        });
        const [first] = found;
        if (first === undefined) {
            return undefined;
        }
        if (found.some(({ type }) => type !== first.type)) {
            throw new FluxError("failed precondition", `column "${field}" has values of several types`);
        }
        const keys = [["_measurement", text(series.get("name"))] as const, ...tags, ["_field", field] as const];
        const columns = [
            columnFrom(
                "_time",
                "time",
                found.map(({ time }) => time),
            ),
            ...keys.map(([label, value]) => constantColumn(label, "string", value, found.length)),
            columnFrom(
                "_value",
                first.type,
                found.map(({ cell }) => cell),
            ),
        ];
        return makeTable(new GroupKey(keys.map(([label, value]) => ({ label, type: "string", value }))), columns);
    }
}

/** `v1.json`: the answer of an InfluxQL query as tables, one for each series and column. */
export default transformation(["?json", "?file"], (args) => {
    const { context } = args;
    if (args.has("json") === args.has("file")) {
        throw new FluxError("invalid", "must provide exactly one of the parameters json and file");
    }
    const readFile = context.dependencies.readFile;
    if (args.has("file") && readFile === undefined) {
        throw new FluxError("permission denied", "reading files is not allowed here");
    }
    const content = args.has("json") ? args.string("json") : new TextDecoder().decode(readFile?.(args.string("file")) ?? new Uint8Array());
    const answer = parseJson(content, integerOrFloat);
    const results = answer instanceof RecordValue ? records(answer.get("results")) : [];
    const tables = results.flatMap((result) => records(result.get("series"))).flatMap((series) => seriesTables(series, context));
    const byKey = new Map<string, Table[]>();
    for (const table of tables) {
        const parts = byKey.get(table.key.id) ?? [];
        parts.push(table);
        byKey.set(table.key.id, parts);
    }
    return source("json", function* () {
        for (const parts of byKey.values()) {
            yield { table: joined((parts[0] as Table).key, parts), more: false };
        }
    });
});
