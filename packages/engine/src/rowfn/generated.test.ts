import { type Cell, type Column, cellAt, columnFrom, type ColumnType, GroupKey, makeTable, type Table } from "@flux-scripts/tables";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "@flux-scripts/flux";
import { Run } from "../execution/run.ts";
import { Session } from "../session.ts";
import { FunctionValue } from "../values/value.ts";
import { generationAllowed } from "./loops.ts";
import { RowFunctions, type RowMode } from "./rowfunctions.ts";

/** Labels that try to break out of generated code, by column type. */
const LABELS: Readonly<Record<ColumnType, readonly string[]>> = {
    bool: ["b", "__proto__", "constructor"],
    int: ["i", "c0", 'a"];throw 1;//'],
    uint: ["u", "k0"],
    float: ["f", "`${1}`", "]; o0[i"],
    string: ["s", "\\", "*/ x /*"],
    time: ["_time", "\u2028"],
};

const CELLS: Readonly<Record<ColumnType, fc.Arbitrary<Cell>>> = {
    bool: fc.boolean(),
    int: fc.oneof(fc.bigInt({ min: -4n, max: 4n }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    uint: fc.oneof(fc.bigInt({ min: 0n, max: 4n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    float: fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY)),
    string: fc.constantFrom("", "a", "b", "ä", "🚀", '"; throw 1; "', "${x}", "\\"),
    time: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
};

const ROWS = 4;

/** `FUZZ_RUNS` of the soak for more. */
const RUNS = Number((globalThis as { process?: { env: Record<string, string | undefined> } }).process?.env["FUZZ_RUNS"] ?? 20_000);

const tables: fc.Arbitrary<Table> = fc
    .tuple(...Object.entries(LABELS).flatMap(([type, labels]) => labels.map((label) => columns(type as ColumnType, label))))
    .map((all) => makeTable(GroupKey.empty, all, ROWS));

function columns(type: ColumnType, label: string): fc.Arbitrary<Column> {
    const nullable = fc.oneof(CELLS[type], fc.constant(null));
    return fc
        .boolean()
        .chain((hasNulls) => fc.array(hasNulls ? nullable : CELLS[type], { minLength: ROWS, maxLength: ROWS }))
        .map((cells) => columnFrom(label, type, cells));
}

/** Well-typed expressions of a type, as text. */
const { expression } = fc.letrec<{
    bool: string;
    int: string;
    uint: string;
    float: string;
    string: string;
    time: string;
    expression: string;
}>((tie) => {
    const depth = { maxDepth: 4, depthSize: "small" } as const;
    const property = (type: ColumnType): fc.Arbitrary<string> =>
        fc.constantFrom(...LABELS[type]).map((label) => `r[${JSON.stringify(label).replaceAll("$", "\\$")}]`);
    const pair = (type: ColumnType): fc.Arbitrary<[string, string]> => fc.tuple(tie(type), tie(type));
    const binary = (type: ColumnType, ...operators: string[]): fc.Arbitrary<string> =>
        fc.tuple(pair(type), fc.constantFrom(...operators)).map(([[left, right], operator]) => `(${left} ${operator} ${right})`);
    const choice = (type: ColumnType): fc.Arbitrary<string> =>
        fc.tuple(tie("bool"), tie(type), tie(type)).map(([test, one, two]) => `(if ${test} then ${one} else ${two})`);
    const inlined = (type: ColumnType): fc.Arbitrary<string> => tie(type).map((inner) => `same(x: ${inner})`);
    const number = fc.constantFrom<ColumnType>("int", "uint", "float");
    const integerLiteral = fc.bigInt({ min: 0n, max: 10n }).map(String);
    return {
        bool: fc.oneof(
            depth,
            property("bool"),
            fc.constantFrom("true", "false"),
            binary("bool", "and", "or", "==", "!="),
            tie("bool").map((inner) => `(not ${inner})`),
            fc.constantFrom<ColumnType>("int", "string", "time").chain((type) => tie(type).map((inner) => `(exists ${inner})`)),
            binary("string", "==", "!=", "<", "<=", ">", ">="),
            binary("time", "==", "<", ">="),
            fc
                .tuple(number, number, fc.constantFrom("==", "!=", "<", "<=", ">", ">="))
                .chain(([one, two, operator]) => fc.tuple(tie(one), tie(two)).map(([left, right]) => `(${left} ${operator} ${right})`)),
            fc
                .tuple(tie("string"), fc.constantFrom("=~", "!~"), fc.constantFrom('/^[a"]/', "/é|🚀|x$/", "pattern"))
                .map(([inner, operator, pattern]) => `(${inner} ${operator} ${pattern})`),
            fc.constantFrom("(exists r.missing)", "(exists record.text)", "(exists r)", 'contains(value: r.s, set: ["a", "x"])'),
            tie("string").map((inner) => `strings.hasPrefix(v: ${inner}, prefix: "a")`),
            tie("int").map((inner) => `bool(v: ${inner} % 2)`),
            choice("bool"),
            inlined("bool"),
        ),
        int: fc.oneof(
            depth,
            property("int"),
            integerLiteral,
            binary("int", "+", "-", "*", "/", "%"),
            choice("int"),
            inlined("int"),
            tie("float").map((inner) => `int(v: ${inner})`),
            tie("int").map((inner) => `(-${inner})`),
            tie("time").map((inner) => `int(v: ${inner})`),
            tie("string").map((inner) => `strings.strlen(v: ${inner})`),
            fc
                .tuple(
                    tie("time"),
                    fc.constantFrom("hour", "minute", "second", "month", "monthDay", "weekDay", "year", "yearDay", "nanosecond"),
                )
                .map(([inner, part]) => `date.${part}(t: ${inner})`),
            tie("time").map((inner) => `date.hour(t: ${inner}, location: berlin)`),
            fc.constantFrom("dict.get(dict: codes, key: r.s, default: -1)", "({r with i: 1}).i", "int(v: 90m)", "numbers[1]"),
        ),
        uint: fc.oneof(
            depth,
            property("uint"),
            integerLiteral.map((text) => `uint(v: ${text})`),
            binary("uint", "+", "-", "*", "/", "%"),
            choice("uint"),
        ),
        float: fc.oneof(
            depth,
            property("float"),
            fc.constantFrom("0.5", "3.0", "math.pi"),
            binary("float", "+", "-", "*", "/", "%"),
            choice("float"),
            tie("int").map((inner) => `float(v: ${inner})`),
            tie("float").map((inner) => `math.abs(x: ${inner})`),
            tie("float").map((inner) => `math.floor(x: ${inner})`),
            fc.tuple(tie("float"), tie("float")).map(([x, y]) => `math.pow(x: ${x}, y: ${y})`),
            tie("float").map((inner) => `(-${inner})`),
            fc.constantFrom("(0.5 ^ 2.0)", "float(v: r.u)"),
        ),
        string: fc.oneof(
            depth,
            property("string"),
            fc.constantFrom('"x"', '"\\";alert(1)//"', "outer", "record.text"),
            binary("string", "+"),
            choice("string"),
            inlined("string"),
            tie("int").map((inner) => `string(v: ${inner})`),
            tie("float").map((inner) => `"\${${inner}}!"`),
            fc
                .tuple(tie("int"), tie("bool"), tie("time"), tie("string"))
                .map((inner) => `"${inner.map((each) => `<\${${each}}>`).join(" and ")}"`),
            tie("time").map((inner) => `string(v: ${inner})`),
            tie("bool").map((inner) => `string(v: ${inner})`),
            fc
                .tuple(fc.constantFrom("toUpper", "title", "trimSpace"), tie("string"))
                .map(([name, inner]) => `strings.${name}(v: ${inner})`),
            tie("string").map((inner) => `strings.substring(v: ${inner}, start: 0, end: 2)`),
            tie("string").map((inner) => `strings.replaceAll(v: ${inner}, t: "a", u: "\\"b")`),
            tie("string").map((inner) => `regexp.replaceAllString(r: /(.)x/, v: ${inner}, t: "$1-")`),
            fc.constantFrom("string(v: 1h30m)", '"${-90m}"', "display(v: r.i)"),
        ),
        time: fc.oneof(
            depth,
            property("time"),
            fc.constantFrom("2024-01-01T00:00:00Z", "date.time(t: 2024-02-29T12:00:00Z)"),
            choice("time"),
            inlined("time"),
            fc
                .tuple(fc.constantFrom("1h", "-90m", "1mo", "2y3d", "1ns"), tie("time"))
                .map(([d, inner]) => `date.add(d: ${d}, to: ${inner})`),
            tie("time").map((inner) => `date.sub(d: 1mo, from: ${inner})`),
            fc
                .tuple(tie("time"), fc.constantFrom("1h", "1d", "1w", "1mo", "7m"))
                .map(([inner, unit]) => `date.truncate(t: ${inner}, unit: ${unit})`),
            tie("int").map((inner) => `time(v: ${inner})`),
        ),
        expression: fc.constantFrom<ColumnType>("bool", "int", "uint", "float", "string", "time").chain((type) => tie(type)),
    };
});

const body = fc.tuple(expression, expression, fc.boolean(), fc.boolean()).map(([one, two, extend, block]) => {
    const record = extend ? `{r with one: ${one}, "${"two\\\\"}": ${two}}` : `{one: ${one}, two: ${two}}`;
    return block ? `(r) => { v = ${one}\n return {one: v, again: v, two: ${two}} }` : `(r) => (${record})`;
});

const PRELUDE = `import "date"
import "dict"
import "math"
import "regexp"
import "strings"
import "timezone"
outer = "outer text"
record = {text: "in a record"}
same = (x) => x
pattern = /[ab]+/
codes = ["a": 1, "b": 2]
numbers = [1, 2, 3]
berlin = timezone.location(name: "Europe/Berlin")
`;

function functions(text: string): { readonly session: Session; readonly fn: FunctionValue } {
    const session = new Session({}, 0n, new Run({}, {}, undefined, undefined), new Map(), undefined);
    session.evaluateFile(parse(`${PRELUDE}f = ${text}\n`));
    const fn = session.lookup("f");
    if (!(fn instanceof FunctionValue)) throw new Error("no function");
    return { session, fn };
}

function outcome(mode: RowMode, session: Session, fn: FunctionValue, table: Table, made: { compiled: number }): unknown {
    const rows = new RowFunctions(session.interpreter, () => {}, mode);
    rows.onCompiled = () => {
        made.compiled += 1;
    };
    try {
        // A column of nulls alone may come without a type from the interpreter: it knows no types but those of values.
        return rows
            .mapper(
                fn,
                {},
            )(table)
            .filter((column) => column.nulls === undefined || column.nulls.includes(0))
            .map((column) => [column.label, column.type, Array.from({ length: table.rows }, (_, row) => cellAt(column, row))])
            .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    } catch (error) {
        return String(error);
    }
}

describe("a compiled row function", () => {
    it("gives what the interpreter gives, on random functions and tables", { timeout: 120_000 }, () => {
        const made = { compiled: 0 };
        let total = 0;
        fc.assert(
            fc.property(body, tables, (text, table) => {
                total += 1;
                const { session, fn } = functions(text);
                const compiled = outcome("auto", session, fn, table, made);
                const interpreted = outcome("interpret", session, fn, table, made);
                expect(compiled).toEqual(interpreted);
            }),
            { numRuns: RUNS },
        );
        // The comparison would say nothing if all went to the interpreter.
        expect(made.compiled).toBeGreaterThan(total * 0.9);
    });

    it("is made where code may be made from text", () => {
        expect(generationAllowed()).toBe(true);
    });
});
