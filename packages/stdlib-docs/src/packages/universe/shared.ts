/** Sentences and example rows that several functions share. */

/** The piped argument. */
export const tables = "Tables from the pipe.";

export const column = "Column to work on.";

/** A small table, so that an example runs without a bucket. */
export const rows = (values: string, call: string): string => `import "array"

array.from(
    rows: [
${values
    .trim()
    .split("\n")
    .map((line) => `        {${line.trim()}},`)
    .join("\n")}
    ],
)
    |> ${call}
`;

/** Five readings of one sensor, ten minutes apart. */
export const readings = (call: string): string =>
    rows(
        `_time: 2024-03-01T12:00:00Z, sensor: "A", _value: 21.5
_time: 2024-03-01T12:10:00Z, sensor: "A", _value: 22.0
_time: 2024-03-01T12:20:00Z, sensor: "A", _value: 24.5
_time: 2024-03-01T12:30:00Z, sensor: "A", _value: 23.0
_time: 2024-03-01T12:40:00Z, sensor: "A", _value: 21.0`,
        call,
    );

/** Readings of two sensors in one table. */
export const twoSensors = (call: string): string =>
    rows(
        `_time: 2024-03-01T12:00:00Z, sensor: "A", _value: 1.5
_time: 2024-03-01T12:00:00Z, sensor: "B", _value: 7.0
_time: 2024-03-01T12:10:00Z, sensor: "A", _value: 2.5
_time: 2024-03-01T12:10:00Z, sensor: "B", _value: 5.0`,
        call,
    );
