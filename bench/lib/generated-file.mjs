// A Flux file of a given length that looks like those that people keep: helpers, pipelines, joins, alerts, comments.

/** Blocks of about a dozen lines; `i` makes the names differ, so that the file grows in names as real ones do. */
const blocks = [
    (i) => `// Mean of room ${i}, an hour a window, with the readings that are out of range left out.
room${i} =
    from(bucket: params.bucket)
        |> range(start: duration(v: params.start))
        |> filter(fn: (r) => r._measurement == "air" and r.room == "room-${i}")
        |> filter(fn: (r) => r._field == "temperature" or r._field == "humidity")
        |> filter(fn: (r) => r._value > -40.0 and r._value < 85.0)
        |> aggregateWindow(every: 1h, fn: mean, createEmpty: false)
        |> map(fn: (r) => ({r with fahrenheit: r._value * 1.8 + 32.0, site: "site-${i % 7}"}))

room${i} |> yield(name: "room${i}")
`,
    (i) => `// Deviation from the day's mean, for alert ${i}.
limit${i} = {warn: ${(i % 40) + 20}.5, crit: ${(i % 40) + 30}.0, label: "level ${i}"}
level${i} = (tables=<-, threshold=limit${i}.crit) =>
    tables
        |> map(
            fn: (r) =>
                ({
                    _time: r._time,
                    _value: r._value,
                    level: if r._value > threshold then "crit" else if r._value > limit${i}.warn then "warn" else "ok",
                    message: "\${limit${i}.label}: \${string(v: r._value)}",
                }),
        )
        |> group(columns: ["level"])
`,
    (i) => `// Two measurements side by side.
left${i} = from(bucket: "air_sensor") |> range(start: -${(i % 24) + 1}h) |> filter(fn: (r) => r._measurement == "air")
right${i} =
    from(bucket: "air_sensor")
        |> range(start: -${(i % 24) + 1}h)
        |> filter(fn: (r) => r._measurement == "power" and r.phase == ${i % 3})
        |> keep(columns: ["_time", "_value", "room"])

join(tables: {a: left${i}, b: right${i}}, on: ["_time", "room"])
    |> map(fn: (r) => ({_time: r._time, room: r.room, ratio: r._value_a / r._value_b}))
    |> sort(columns: ["ratio"], desc: true)
    |> limit(n: ${(i % 9) + 1})
    |> yield(name: "ratio${i}")
`,
    (i) => `// Text and time helpers.
shorten${i} = (text, length=${(i % 12) + 3}) =>
    if strings.strlen(v: text) > length then strings.substring(v: text, start: 0, end: length) + "…" else text
day${i} = date.truncate(t: 2024-0${(i % 9) + 1}-15T12:30:00Z, unit: 1d)
names${i} = ["ada", "grace", "edsger", shorten${i}(text: "barbara liskov")]
total${i} =
    array.from(rows: [{name: names${i}[0], n: ${i}}, {name: names${i}[1], n: ${i + 1}}])
        |> reduce(identity: {sum: 0, count: 0}, fn: (r, accumulator) => ({sum: r.n + accumulator.sum, count: accumulator.count + 1}))
        |> map(fn: (r) => ({r with mean: float(v: r.sum) / float(v: r.count), day: day${i}}))
`,
];

const head = `import "array"
import "date"
import "strings"

option task = {name: "nightly", every: 1d, offset: 5m}

`;

/**
 * A correct Flux file of at least `lines` lines, at most a block more. `edits` are offsets at which a person may type
 * (the end of a string literal in the middle of a statement), spread over the file.
 *
 * @param {number} lines
 * @returns {{ text: string, edits: number[] }}
 */
export function generatedFile(lines) {
    let text = head;
    let count = head.split("\n").length - 1;
    /** @type {number[]} */
    const starts = [];
    for (let i = 0; count < lines; i++) {
        const block = `${blocks[i % blocks.length](i)}\n`;
        starts.push(text.length);
        text += block;
        count += block.split("\n").length - 1;
    }
    const places = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => starts[Math.floor(part * starts.length)]);
    // Before a quote that closes a literal, inside a statement, not in the block's comment.
    const edits = places.map((start) => text.indexOf('")', text.indexOf("\n", start)));
    return { text, edits: edits.filter((place) => place > 0) };
}
