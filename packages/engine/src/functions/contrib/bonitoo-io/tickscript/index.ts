import { definePackage, flux } from "../../../../registry.ts";

/** Aggregates with `fn` and gives the result another name. */
const select = flux(`(column="_value", fn=(column, tables=<-) => tables, as, tables=<-) => {
        from = column

        return
            tables
                |> fn(column: from)
                |> rename(fn: (column) => if column == from then as else column)
    }`);

export default definePackage("contrib/bonitoo-io/tickscript", {
    defineCheck: flux(`(id, name, type="custom") => ({_check_id: id, _check_name: name, _type: type, tags: {}})`),
    select,
    compute: select,
    selectWindow: flux(`(column="_value", fn, as, every, defaultValue, tables=<-) => {
        from = column

        return
            tables
                |> aggregateWindow(every: every, fn: fn, column: from, createEmpty: true)
                |> fill(column: from, value: defaultValue)
                |> rename(fn: (column) => if column == from then as else column)
    }`),
    groupBy: flux(`import "experimental"

        (columns, tables=<-) =>
            tables
                |> group(columns: ["_measurement"])
                |> experimental.group(mode: "extend", columns: columns)`),
});
