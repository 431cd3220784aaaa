import { type Cell, type Column, cellAt, columnOf, type ColumnType, type Table } from "@flux-scripts/tables";
import type { WritePoint } from "../../../api.ts";
import type { Args } from "../../../arguments.ts";
import { type Node, StepNode } from "../../../execution/node.ts";
import { eachChunk } from "../../../execution/steps.ts";
import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";

type Fields = WritePoint["fields"];

/** How the rows of a table become points: which columns are tags, and the fields of each row. */
interface Shape {
    readonly tags: readonly Column[];
    fieldsOf(row: number): Fields;
}

/**
 * `to(bucket: | bucketID:, timeColumn: "_time", measurementColumn: "_measurement", tagColumns:, fieldFn:)`: writes every row as a point
 * and passes the tables on. Without tagColumns every text column is a tag, but the measurement, `_field` and `_value`; without fieldFn
 * the field is `_field` with the value `_value`. Rows without a field or a time are passed over.
 */
export default transformation(
    [
        "<-tables",
        "?bucket",
        "?bucketID",
        "?host",
        "?org",
        "?orgID",
        "?token",
        "?timeColumn",
        "?measurementColumn",
        "?tagColumns",
        "?fieldFn",
    ],
    (args) => {
        const measurement = args.string("measurementColumn", "_measurement");
        const notTags = new Set([measurement, "_field", "_value"]);
        const tagColumns = args.has("tagColumns") ? new Set(args.strings("tagColumns")) : undefined;
        const fieldColumns = args.has("fieldFn") ? args.context.mapper(args.fn("fieldFn")) : undefined;
        return writeStep(args, "to", args.string("timeColumn", "_time"), measurement, (table) => ({
            tags: table.columns.filter(({ label, type }) =>
                tagColumns === undefined ? type === "string" && !notTags.has(label) : tagColumns.has(label),
            ),
            fieldsOf: fieldColumns === undefined ? narrowFields(table) : wideFields(fieldColumns(table)),
        }));
    },
);

/** The field that `_field` names. */
function narrowFields(table: Table): (row: number) => Fields {
    const name = columnOf(table, "_field");
    const value = columnOf(table, "_value");
    if (name === undefined || value === undefined) {
        throw new FluxError(
            "invalid",
            `to() needs the columns "_field" and "_value", or a fieldFn: "${name === undefined ? "_field" : "_value"}" is missing`,
        );
    }
    return (row) => {
        const label = cellAt(name, row);
        const cell = cellAt(value, row);
        return typeof label !== "string" || cell === null ? new Map() : new Map([[label, { type: value.type, value: cell }]]);
    };
}

/** A field of each column that has a value in the row. */
export function wideFields(columns: readonly Column[]): (row: number) => Fields {
    return (row) => {
        const fields = new Map<string, { readonly type: ColumnType; readonly value: Exclude<Cell, null> }>();
        for (const column of columns) {
            const cell = cellAt(column, row);
            if (cell !== null) {
                fields.set(column.label, { type: column.type, value: cell });
            }
        }
        return fields;
    };
}

/** The step that writes points and passes the rows on. */
export function writeStep(args: Args, name: string, timeLabel: string, measurementLabel: string, shapeOf: (table: Table) => Shape): Node {
    const bucket = args.string("bucket", "");
    const bucketId = args.string("bucketID", "");
    if ((bucket === "") === (bucketId === "")) {
        throw new FluxError("invalid", `${name}() needs one of bucket and bucketID`);
    }
    if (args.has("host")) {
        throw new FluxError("unimplemented", `${name}() to another host is not possible here`);
    }
    const { writer } = args.context.dependencies;
    if (writer === undefined) {
        throw new FluxError("permission denied", "this run may not write points: run the script on a backend, with a token that may write");
    }
    const target = bucket === "" ? { id: bucketId } : { name: bucket };
    const step = eachChunk(
        args.stream("tables"),
        name,
        (_first, run) => (chunk) => {
            const points = pointsOf(chunk, timeLabel, measurementLabel, shapeOf);
            if (points.length > 0) {
                run.awaits(writer.write(target, points));
            }
            return chunk;
        },
        { keepsKey: true },
    );
    const make: StepNode["make"] = (out, run) => {
        // A bucket that isn't there fails the run before anything is read.
        if (writer.check !== undefined) {
            run.awaits(writer.check(target));
        }
        return step.make(out, run);
    };
    const node = new StepNode(name, step.inputs, make, {
        order: step.order,
        bounds: step.bounds,
        single: step.single,
        ...(step.onOrder === undefined ? {} : { onOrder: step.onOrder }),
    });
    args.context.addEffect(node);
    return node;
}

function pointsOf(table: Table, timeLabel: string, measurementLabel: string, shapeOf: (table: Table) => Shape): WritePoint[] {
    if (table.rows === 0) {
        return [];
    }
    const time = columnOf(table, timeLabel);
    const measurement = columnOf(table, measurementLabel);
    if (time === undefined || time.type !== "time") {
        throw new FluxError("invalid", "no time column detected");
    }
    if (measurement === undefined || measurement.type !== "string") {
        throw new FluxError("invalid", "no measurement column detected");
    }
    const shape = shapeOf(table);
    const points: WritePoint[] = [];
    for (let row = 0; row < table.rows; row += 1) {
        const at = cellAt(time, row);
        const name = cellAt(measurement, row);
        const fields = shape.fieldsOf(row);
        if (typeof at !== "bigint" || typeof name !== "string" || fields.size === 0) {
            continue;
        }
        const tags = new Map<string, string>();
        for (const column of shape.tags) {
            const value = cellAt(column, row);
            if (value !== null && value !== "") {
                tags.set(column.label, String(value));
            }
        }
        points.push({ measurement: name, tags, fields, time: at });
    }
    return points;
}
