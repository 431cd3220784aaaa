import { type Cell, cellAt, type Column, ColumnBuilder, columnOf, type GroupKey, type Table } from "@flux-scripts/tables";

const EPSILON = 1e-6;
const MAX_CELLS = 16_000_000;

/** Whether two cells count as equal: floats within a millionth, NaN with NaN. */
function sameCell(a: Cell, b: Cell): boolean {
    if (typeof a === "number" && typeof b === "number") {
        return a === b || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) < EPSILON;
    }
    return a === b;
}

interface ColumnPair {
    readonly label: string;
    readonly want: Column | undefined;
    readonly got: Column | undefined;
}

function pairs(want: Table | undefined, got: Table | undefined): ColumnPair[] {
    const labels = new Set([...(want?.columns ?? []), ...(got?.columns ?? [])].map(({ label }) => label));
    return [...labels].map((label) => ({
        label,
        want: want && columnOf(want, label),
        got: got && columnOf(got, label),
    }));
}

function sameRow(columns: readonly ColumnPair[], wantRow: number, gotRow: number): boolean {
    return columns.every(
        ({ want, got }) =>
            want !== undefined && got !== undefined && want.type === got.type && sameCell(cellAt(want, wantRow), cellAt(got, gotRow)),
    );
}

/** Whether two tables have the same columns and rows. */
export function sameTable(want: Table, got: Table): boolean {
    if (want.rows !== got.rows || want.columns.length !== got.columns.length) {
        return false;
    }
    const columns = pairs(want, got);
    for (let row = 0; row < want.rows; row += 1) {
        if (!sameRow(columns, row, row)) {
            return false;
        }
    }
    return columns.every(({ want: a, got: b }) => a !== undefined && b !== undefined && a.type === b.type);
}

/** Steps from one list of rows to the other: kept in both, removed (only wanted), added (only got). */
type Edit = { readonly kind: "same" | "want" | "got"; readonly want: number; readonly got: number };

function edits(want: number, got: number, same: (wantRow: number, gotRow: number) => boolean): Edit[] {
    let head = 0;
    while (head < want && head < got && same(head, head)) {
        head += 1;
    }
    let tail = 0;
    while (tail < want - head && tail < got - head && same(want - 1 - tail, got - 1 - tail)) {
        tail += 1;
    }
    const found: Edit[] = [];
    for (let row = 0; row < head; row += 1) {
        found.push({ kind: "same", want: row, got: row });
    }
    found.push(...middle(head, want - tail, got - tail, same));
    for (let row = tail; row > 0; row -= 1) {
        found.push({ kind: "same", want: want - row, got: got - row });
    }
    return found;
}

/** The longest common subsequence of what lies between; what is too large for it counts as changed altogether. */
function middle(head: number, wantEnd: number, gotEnd: number, same: (wantRow: number, gotRow: number) => boolean): Edit[] {
    const m = wantEnd - head;
    const n = gotEnd - head;
    const found: Edit[] = [];
    const width = n + 1;
    const small = (m + 1) * width <= MAX_CELLS;
    const lengths = small ? new Int32Array((m + 1) * width) : new Int32Array(0);
    if (small) {
        for (let i = m - 1; i >= 0; i -= 1) {
            for (let j = n - 1; j >= 0; j -= 1) {
                const right = lengths[i * width + j + 1] as number;
                const below = lengths[(i + 1) * width + j] as number;
                const diagonal = lengths[(i + 1) * width + j + 1] as number;
                lengths[i * width + j] = same(head + i, head + j) ? diagonal + 1 : Math.max(right, below);
            }
        }
    }
    let i = 0;
    let j = 0;
    while (i < m || j < n) {
        if (small && i < m && j < n && same(head + i, head + j)) {
            found.push({ kind: "same", want: head + i, got: head + j });
            i += 1;
            j += 1;
        } else if (i < m && (j >= n || !small || (lengths[(i + 1) * width + j] as number) >= (lengths[i * width + j + 1] as number))) {
            found.push({ kind: "want", want: head + i, got: -1 });
            i += 1;
        } else {
            found.push({ kind: "got", want: -1, got: head + j });
            j += 1;
        }
    }
    return found;
}

/**
 * How two tables of one key differ: the rows of both in one order, in a column `_diff` null for a row in both, `-` for one that is only
 * wanted, `+` for one that was only got. Undefined when they are the same.
 */
export function diffTables(key: GroupKey, want: Table | undefined, got: Table | undefined): Table | undefined {
    const columns = pairs(want, got);
    const found = edits(want?.rows ?? 0, got?.rows ?? 0, (a, b) => sameRow(columns, a, b));
    if (found.every(({ kind }) => kind === "same")) {
        return undefined;
    }
    const marks = new ColumnBuilder("_diff", "string");
    const builders = columns.map(({ label, want: a, got: b }) => new ColumnBuilder(label, (a ?? b)?.type ?? "string"));
    for (const edit of found) {
        marks.push(edit.kind === "same" ? null : edit.kind === "want" ? "-" : "+");
        columns.forEach(({ want: a, got: b }, i) => {
            const column = edit.kind === "got" ? b : a;
            const builder = builders[i] as ColumnBuilder;
            if (column === undefined || column.type !== builder.type) {
                builder.pushNull();
            } else {
                builder.pushFrom(column, edit.kind === "got" ? edit.got : edit.want);
            }
        });
    }
    return { key, columns: [marks.finish(), ...builders.map((builder) => builder.finish())], rows: found.length };
}
