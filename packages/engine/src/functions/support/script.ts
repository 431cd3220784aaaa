import { cellAt, formatCell } from "@flux-scripts/tables";
import { run } from "../../run.ts";

/** For tests: what a script gives, as text. One line a table (its columns, the key's with a star), then its rows; or the error. */
export async function outcome(source: string): Promise<string[]> {
    const lines: string[] = [];
    let last = "";
    for await (const event of run({ source, now: 1709294400000000000n, limits: { timeMs: 10000 } })) {
        if (event.kind === "error") {
            lines.push(`${event.error.code}: ${event.error.message}`);
        }
        if (event.kind === "table") {
            const { table } = event;
            // Chunks of one table follow one another.
            const id = `${event.result} ${event.index}`;
            if (id !== last) {
                lines.push(table.columns.map(({ label }) => label + (table.key.has(label) ? "*" : "")).join(" "));
            }
            last = id;
            for (let row = 0; row < table.rows; row += 1) {
                lines.push(table.columns.map((column) => formatCell(column.type, cellAt(column, row))).join(" "));
            }
        }
    }
    return lines;
}

/** For tests: the texts of expressions, one row each. */
export async function values(imports: readonly string[], expressions: readonly string[]): Promise<string[]> {
    const head = ["array", ...imports].map((path) => `import "${path}"`).join("\n");
    const rows = expressions.map((expression) => `{v: display(v: ${expression})}`).join(", ");
    const lines = await outcome(`${head}\narray.from(rows: [${rows}])`);
    return lines[0] === "v" ? lines.slice(1) : lines;
}
