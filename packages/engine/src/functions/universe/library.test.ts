import { expect, it } from "vitest";
import { outcome } from "../support/script.ts";

const HEAD = `import "array"
data = array.from(rows: [
    {_time: 2024-01-01T00:00:00Z, host: "b", _value: 2.0},
    {_time: 2024-01-01T00:00:10Z, host: "b", _value: 5.5},
    {_time: 2024-01-01T00:00:20Z, host: "b", _value: 3.0},
    {_time: 2024-01-01T00:00:00Z, host: "a", _value: -1.0},
]) |> group(columns: ["host"])
data`;

/** The rows of a pipe on {@link HEAD}. */
const piped = async (pipe: string): Promise<string[]> => outcome(`${HEAD} |> ${pipe}`);

it.each([
    ["difference()", ["_time host* _value", "_time host* _value", "2024-01-01T00:00:10Z b 3.5", "2024-01-01T00:00:20Z b -2.5"]],
    [
        "derivative(unit: 10s, nonNegative: true)",
        ["_time host* _value", "_time host* _value", "2024-01-01T00:00:10Z b 3.5", "2024-01-01T00:00:20Z b "],
    ],
    ["spread()", ["host* _value", "a 0", "host* _value", "b 3.5"]],
    ['stddev(mode: "population")', ["host* _value", "a 0", "host* _value", "b 1.4719601443879744"]],
    ["median()", ["host* _value", "a -1", "host* _value", "b 3"]],
    ["mode()", ["host* _value", "a ", "host* _value", "b "]],
    ['distinct(column: "host")', ["host* _value", "a a", "host* _value", "b b"]],
    ["top(n: 1)", ["_time host* _value", "2024-01-01T00:00:00Z a -1", "_time host* _value", "2024-01-01T00:00:10Z b 5.5"]],
    ['highestMax(n: 1, groupColumns: ["host"])', ["_time host _value", "2024-01-01T00:00:10Z b 5.5"]],
    ["reduce(fn: (r, accumulator) => ({n: accumulator.n + 1}), identity: {n: 0})", ["host* n", "a 1", "host* n", "b 3"]],
    [
        'pivot(rowKey: ["_time"], columnKey: ["host"], valueColumn: "_value")',
        ["_time a b", "2024-01-01T00:00:00Z -1 2", "2024-01-01T00:00:10Z  5.5", "2024-01-01T00:00:20Z  3"],
    ],
    ["keys()", ["host* _value", "a host", "host* _value", "b host"]],
    ["tail(n: 1)", ["_time host* _value", "2024-01-01T00:00:00Z a -1", "_time host* _value", "2024-01-01T00:00:20Z b 3"]],
    [
        'stateCount(fn: (r) => r._value > 2.5) |> filter(fn: (r) => r.host == "b") |> keep(columns: ["stateCount"])',
        ["stateCount", "-1", "1", "2"],
    ],
    ['set(key: "host", value: "x") |> count()', ["host* _value", "x 4"]],
    ['tableFind(fn: (key) => key.host == "a")', ["_time host* _value", "2024-01-01T00:00:00Z a -1"]],
    ["histogram(bins: [0.0, 10.0])", ["host* le _value", "a 0 1", "a 10 1", "host* le _value", "b 0 0", "b 10 3"]],
])("%s", async (pipe, lines) => {
    expect(await piped(pipe)).toEqual(lines);
});

it.each([
    ['stddev(mode: "x")', /"x" is not a valid standard deviation mode$/],
    ["quantile(q: 2.0)", /^invalid: .*quantile must be between 0 and 1$/],
    ['rename(columns: {nope: "x"})', /^failed precondition: .*rename error: column "nope" doesn't exist$/],
    ["fill(value: 1)", /fill column type mismatch: float\/int$/],
    ["histogram(bins: [0.0])", /^out of range: .*found value greater than any bin/],
    ["keyValues()", /neither column list nor predicate function provided$/],
    ["sample(n: 0)", /n must be a positive integer, but was 0$/],
    ["integral()", /integral function needs _start column to be part of group key$/],
    ['pivot(rowKey: ["nope"], columnKey: ["host"], valueColumn: "_value")', /specified row key column does not exist in table: nope$/],
])("%s is refused", async (pipe, message) => {
    expect((await piped(pipe)).at(-1)).toMatch(message);
});
