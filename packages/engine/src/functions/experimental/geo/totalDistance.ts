import { transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { RecordValue } from "../../../values/value.ts";
import { aggregateRow, nullsOf, requireColumn } from "../../support/columns.ts";
import { perTable } from "../../support/perTable.ts";
import { lengthKm, unitFactor } from "./geometry.ts";

/** The length of the way through the rows' places, in the package's units. */
export default transformation(["<-tables", "?outputColumn"], (args) => {
    const output = args.string("outputColumn", "_value");
    const units = args.context.option("units", "experimental/geo");
    const factor = unitFactor(units instanceof RecordValue ? units : RecordValue.of({ distance: "km" }));
    return perTable(args, "totalDistance", (table) => {
        const lat = requireColumn(table, "lat");
        const lon = requireColumn(table, "lon");
        if (lat.type !== "float" || lon.type !== "float") {
            throw new FluxError("failed precondition", "totalDistance requires columns lat and lon of type float");
        }
        const points = Array.from({ length: table.rows }, (_, row) => row)
            .filter((row) => nullsOf(lat)[row] !== 1 && nullsOf(lon)[row] !== 1)
            .map((row) => ({ lat: lat.data[row] as number, lon: lon.data[row] as number }));
        return aggregateRow(table, output, "float", lengthKm({ kind: "line", points }) * factor);
    });
});
