import type { PackageDoc } from "../types.ts";

const driverName = "`postgres`, `mysql`, `sqlite3`, `snowflake`, `mssql`, `bigquery` …";
const dataSourceName = "How to connect, in the driver's own form. Keep passwords in secrets.";
const drivers = ["postgres", "mysql", "sqlite3", "sqlserver", "snowflake", "bigquery", "awsathena", "hdb", "vertica"];

const sql: PackageDoc = {
    summary: "Tables of SQL databases.",
    exports: {
        from: {
            summary: "The rows that a query gives.",
            arguments: { driverName, dataSourceName, query: "The query." },
            values: { driverName: drivers },
            example:
                'import "sql"\n\nsql.from(driverName: "postgres", dataSourceName: "postgresql://user@localhost", query: "SELECT * FROM rooms")\n',
        },
        to: {
            summary: "Writes rows into a table.",
            arguments: {
                tables: "Tables from the pipe.",
                driverName,
                dataSourceName,
                table: "The table.",
                batchSize: "Values in one statement at most.",
            },
            values: { driverName: drivers },
        },
    },
};

export default sql;
