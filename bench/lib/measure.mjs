// Times and tables.

/** Milliseconds that `work` takes. */
export async function timed(work) {
    const start = performance.now();
    await work();
    return performance.now() - start;
}

/** The middle of `values`. */
export function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
}

/** Best of `rounds`: what the machine can do when nothing else disturbs it. */
export async function best(rounds, work) {
    let shortest = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) shortest = Math.min(shortest, await timed(work));
    return shortest;
}

/** Milliseconds as people read them. */
export function milliseconds(value) {
    if (value === undefined) return "–";
    if (value < 1) return `${value.toFixed(2)} ms`;
    return value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString("en")} ms`;
}

/** How many times as long (or as short) `ours` is as `theirs`. */
export function ratio(ours, theirs) {
    if (ours === undefined || theirs === undefined) return "–";
    const times = theirs / ours;
    return times >= 1 ? `${times < 10 ? times.toFixed(1) : Math.round(times)}× faster` : `${(1 / times).toFixed(1)}× slower`;
}

/** A Markdown table, its columns padded so that it reads well in a terminal too. */
export function table(head, rows) {
    const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)));
    const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
    return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
