import type { PackageDoc } from "../../types.ts";

const tables = "Tables from the pipe.";
const column = "Column to read.";
const as = "Name of the new column.";
const level = (name: string): string => `Gives true for rows of the level ${name}.`;

const tickscript: PackageDoc = {
    summary: "For tasks that come from Kapacitor's TICKscript: checks, levels and windows.",
    exports: {
        defineCheck: {
            summary: "The record that `alert` and `deadman` take as their check.",
            arguments: { id: "The check's id.", name: "Its name.", type: "Its kind." },
            example:
                'import "array"\nimport "contrib/bonitoo-io/tickscript"\n\ncheck = tickscript.defineCheck(id: "a1", name: "Warm")\n\narray.from(rows: [{name: check._check_name}])\n',
        },
        alert: {
            summary: "Gives each row a level, and writes those to tell to the bucket of statuses.",
            arguments: {
                tables,
                check: "What `defineCheck` gave.",
                id: "Makes the id of a row's alert.",
                details: "Makes its long text.",
                message: "Makes its text.",
                crit: level("crit"),
                warn: level("warn"),
                info: level("info"),
                ok: level("ok"),
                topic: "Topic of the alerts.",
            },
        },
        deadman: {
            summary: "Tells streams that have had no more than a number of rows.",
            arguments: {
                tables,
                check: "What `defineCheck` gave.",
                measurement: "The measurement; for streams without rows, too.",
                threshold: "The number of rows.",
                id: "Makes the id of the alert.",
                message: "Makes its text.",
                topic: "Topic of the alerts.",
            },
        },
        select: {
            summary: "Takes a column under a new name, through a function over it if there is one.",
            arguments: { tables, column, fn: "A function such as `mean`.", as },
            example:
                'import "contrib/bonitoo-io/tickscript"\nimport "sampledata"\n\nsampledata.float()\n    |> tickscript.select(fn: mean, as: "average")\n',
        },
        selectWindow: {
            summary: "The same by windows of time; a window without rows gets a default.",
            arguments: {
                tables,
                column,
                fn: "A function such as `mean`.",
                as,
                every: "Length of a window.",
                defaultValue: "Value of a window without rows.",
            },
        },
        compute: {
            summary: "Takes a column through a function over it, under a new name.",
            arguments: { tables, column, fn: "A function such as `mean`.", as },
        },
        groupBy: {
            summary: "Groups by columns, with `_time` or the window's end kept.",
            arguments: { tables, columns: "The columns." },
        },
        join: {
            summary: "Joins two streams by time, and sets the measurement.",
            arguments: { tables: "Record with the two streams.", on: "Columns to join by.", measurement: "The measurement." },
        },
    },
};

export default tickscript;
