/** Text that is no CSV of the expected kind. `row` is the line, `column` the column's label where one is to blame. */
export class CsvError extends Error {
    override readonly name = "CsvError";
    constructor(
        readonly code: "unknown" | "invalid" | "failed precondition" | "internal error",
        /** What is wrong, without the place. */
        readonly detail: string,
        readonly row: number,
        readonly column?: string,
    ) {
        super(`line ${row}${column === undefined ? "" : `, column ${JSON.stringify(column)}`}: ${detail}`);
    }
}
