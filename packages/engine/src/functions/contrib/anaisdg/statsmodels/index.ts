import { columnOf, compareText, constantColumn, makeColumn, relabel, type Table } from "@flux-scripts/tables";
import { gather } from "../../../../execution/steps.ts";
import { definePackage, transformation } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";

/** Sums over the rows of a table, with row numbers from 1 as x. */
interface Sums {
    readonly N: number;
    readonly sx: number;
    readonly sy: number;
    readonly sxx: number;
    readonly sxy: number;
}

function valuesOf(table: Table): Float64Array {
    const column = columnOf(table, "_value");
    if (column === undefined) {
        throw new FluxError("failed precondition", `column "_value" does not exist`);
    }
    if (column.type !== "float") {
        throw new FluxError("failed precondition", `type conflict: float != ${column.type}`);
    }
    return column.data;
}

function sumsOf(values: Float64Array): Sums {
    let [sx, sy, sxx, sxy] = [0, 0, 0, 0];
    values.forEach((y, row) => {
        const x = row + 1;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    });
    return { N: values.length, sx, sy, sxx, sxy };
}

/** The table with the line, its coefficients and the squared distances from it, columns sorted by name. */
function fitted(table: Table, sums: Sums): Table {
    const values = valuesOf(table);
    const xMean = sums.sx / sums.N;
    const yMean = sums.sy / sums.N;
    const slope = (sums.sxy - xMean * yMean * sums.N) / (sums.sxx - sums.N * xMean * xMean);
    const intercept = yMean - slope * xMean;
    const x = Float64Array.from(values, (_, row) => row + 1);
    const line = x.map((at) => slope * at + intercept);
    const errors = values.map((y, row) => (y - (line[row] as number)) ** 2);
    const columns = [
        ...table.columns.map((column) => (column.label === "_value" ? relabel(column, "y") : column)),
        makeColumn("x", "float", x),
        makeColumn("y_hat", "float", line),
        makeColumn("errors", "float", errors),
        constantColumn("slope", "float", slope, table.rows),
        ...Object.entries(sums).map(([label, value]) => constantColumn(label, "float", value, table.rows)),
    ];
    return { key: table.key, columns: columns.sort((a, b) => compareText(a.label, b.label)), rows: table.rows };
}

export default definePackage("contrib/anaisdg/statsmodels", {
    /** A straight line by least squares through the first table's values over their row numbers, put beside the rows of all tables. */
    linearRegression: transformation(["<-tables"], (args) =>
        gather(
            [args.stream("tables")],
            "linearRegression",
            ([tables = []]) => {
                const [first] = tables;
                if (first === undefined) {
                    throw new FluxError("not found", "no table found");
                }
                const sums = sumsOf(valuesOf(first));
                return tables.filter((table) => table.rows > 0).map((table) => fitted(table, sums));
            },
            { order: "sorted" },
        ),
    ),
});
