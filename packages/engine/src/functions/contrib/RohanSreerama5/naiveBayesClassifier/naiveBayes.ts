import { type Cell, cellAt, cellId, type Column, ColumnBuilder, columnOf, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import { gather } from "../../../../execution/steps.ts";
import { compareText } from "../../../../kernels/text.ts";
import { transformation } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";

/** The function of the library has its days written into it: rows of the first are classified, rows of those after it train. */
const CLASSIFIED = { start: 1577836800000000000n, stop: 1577919600000000000n };
const TRAINING = { start: 1577923200000000000n, stop: 1578351600000000000n };
/** Columns of the rows that say nothing about what is classified. */
const LEFT_OUT = ["_time", "_measurement", "_start", "_stop"];

interface Row {
    readonly time: bigint;
    readonly className: string;
    readonly value: Cell;
    readonly others: ReadonlyMap<string, { readonly type: Column["type"]; readonly cell: Cell }>;
}

function rowsOf(table: Table, measurement: string, field: string, className: string): Row[] {
    const column = (label: string): Column => {
        const found = columnOf(table, label);
        if (found === undefined) {
            throw new FluxError("failed precondition", `column "${label}" does not exist`);
        }
        return found;
    };
    const [times, measurements, fields, values, classes] = ["_time", "_measurement", "_field", "_value", className].map(column) as [
        Column,
        Column,
        Column,
        Column,
        Column,
    ];
    const rows: Row[] = [];
    for (let row = 0; row < table.rows; row += 1) {
        const time = cellAt(times, row);
        if (cellAt(measurements, row) === measurement && cellAt(fields, row) === field && typeof time === "bigint") {
            const others = new Map(
                table.columns
                    .filter(({ label }) => !LEFT_OUT.includes(label) && label !== className)
                    .map((each) => [each.label === "_field" ? "_field_r" : each.label, { type: each.type, cell: cellAt(each, row) }]),
            );
            rows.push({ time, className: String(cellAt(classes, row) ?? ""), value: cellAt(values, row), others });
        }
    }
    return rows;
}

function tally<T>(rows: readonly Row[], of: (row: Row) => T): Map<T, number> {
    const counts = new Map<T, number>();
    for (const row of rows) {
        const key = of(row);
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
}

const within = ({ time }: Row, { start, stop }: { readonly start: bigint; readonly stop: bigint }): boolean => time >= start && time < stop;

/**
 * `naiveBayes`: for every row of the first day and every class that was seen with its value, how likely the class is, with the counts
 * and probabilities that this follows from.
 */
export default transformation(["<-tables", "myMeasurement", "myField", "myClass"], (args) => {
    const [measurement, field, myClass] = [args.string("myMeasurement"), args.string("myField"), args.string("myClass")];
    return gather([args.stream("tables")], "naiveBayes", ([tables = []]) => {
        const rows = tables.flatMap((table) => rowsOf(table, measurement, field, myClass));
        const training = rows.filter((row) => within(row, TRAINING));
        const classes = tally(training, ({ className }) => className);
        const values = tally(training, ({ value }) => cellId(value));
        const pairs = tally(training, ({ className, value }) => JSON.stringify([className, cellId(value)]));
        const builders = new Map<string, ColumnBuilder>();
        let made = 0;
        const put = (label: string, type: Column["type"], cell: Cell): void => {
            const builder = builders.get(label) ?? new ColumnBuilder(label, type);
            builders.set(label, builder);
            while (builder.length < made) {
                builder.pushNull();
            }
            builder.push(cell);
        };
        for (const row of rows.filter((each) => within(each, CLASSIFIED))) {
            const withValue = values.get(cellId(row.value)) ?? 0;
            for (const [name, count] of [...classes].sort(([a], [b]) => compareText(a, b))) {
                const both = pairs.get(JSON.stringify([name, cellId(row.value)])) ?? 0;
                if (both === 0) {
                    continue;
                }
                const [pk, px, likelihood] = [count / training.length, withValue / training.length, both / count];
                for (const [label, { type, cell }] of row.others) {
                    put(label, type, cell);
                }
                put("_field_Probability_table", "string", field);
                put(`${myClass}_P_k_x_class`, "string", name);
                put(`${myClass}_P_value_x`, "int", BigInt(withValue));
                put("p_k", "float", pk);
                put("p_x", "float", px);
                put("sum", "float", both);
                put("tc_P_k_x_class", "int", BigInt(training.length));
                put("tc_P_value_x", "int", BigInt(training.length));
                put("P_x_k", "float", likelihood);
                put("Probability", "float", (likelihood * pk) / px);
                made += 1;
            }
        }
        const columns = [...builders.values()].map((builder) => {
            while (builder.length < made) {
                builder.pushNull();
            }
            return builder.finish();
        });
        return made === 0
            ? []
            : [
                  makeTable(
                      GroupKey.empty,
                      columns.sort((a, b) => compareText(a.label, b.label)),
                      made,
                  ),
              ];
    });
});
