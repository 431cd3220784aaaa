/**
 * Calls of everything that the library exports, with arguments of the right types and of odd values, on odd tables: a call may fail, but
 * with an error of the language's, soon, and never as a fault of the program's. `FUZZ_RUNS` says how many.
 */
import { readFileSync } from "node:fs";
import { run } from "@flux-scripts/engine";
import fc from "fast-check";
import { expect, it } from "vitest";

interface Export {
    readonly path: string;
    readonly name: string;
    readonly parameters: readonly Parameter[];
}

interface Parameter {
    readonly mode: string | undefined;
    readonly name: string;
    readonly type: string;
}

const catalogue = JSON.parse(readFileSync(new URL("../../packages/flux/src/stdlib/stdlib-types.json", import.meta.url), "utf8")) as {
    readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** The parameters of a function type's text; undefined for another type. */
function parametersOf(type: string): Parameter[] | undefined {
    if (!type.startsWith("(")) return undefined;
    const parts: string[] = [];
    let depth = 0;
    let part = "";
    for (const character of type) {
        if ("([{".includes(character)) depth += 1;
        if (")]}".includes(character)) depth -= 1;
        if (depth === 0) break;
        if (character === "," && depth === 1) {
            parts.push(part);
            part = "";
        } else if (depth > 1 || character !== "(") {
            part += character;
        }
    }
    return [...parts, part].flatMap((text) => {
        const match = /^\s*(<-|\?)?(\w+):\s*([\s\S]*)$/.exec(text);
        return match === null ? [] : [{ mode: match[1], name: match[2] ?? "", type: match[3] ?? "" }];
    });
}

const exported: readonly Export[] = Object.entries(catalogue.packages).flatMap(([path, entry]) =>
    Object.entries((entry["exports"] ?? entry) as Record<string, { readonly type?: string }>).flatMap(([name, { type }]) => {
        const parameters = typeof type === "string" ? parametersOf(type) : undefined;
        return parameters === undefined ? [] : [{ path, name, parameters }];
    }),
);

const PRELUDE = `
d0 = csv.from(csv: "#datatype,string,long,dateTime:RFC3339,string,double,long,string,boolean,unsignedLong
#group,false,false,false,true,false,false,false,false,false
#default,_result,,,,,,,,
,result,table,_time,k,_value,i,s,b,u
,,0,2024-01-01T00:00:00Z,b,1.5,1,x,true,1
,,0,2024-01-01T00:01:00Z,b,,2,,,
,,0,,b,3.5,,y,false,7
,,1,2024-01-01T00:00:00Z,a,-0,5,x,true,
,,1,2024-01-01T00:01:00Z,a,NaN,4,z,,0

#datatype,string,long,dateTime:RFC3339,string,long
#group,false,false,false,true,false
#default,_result,,,,
,result,table,_time,k,_value
,,2,2024-01-01T00:02:00Z,c,3
,,2,2024-01-01T00:03:00Z,c,

#datatype,string,long,string,string
#group,false,false,true,false
#default,_result,3,e,
,result,table,k,_value
")
d1 = array.from(rows: [{_time: 2024-01-01T00:00:00Z, _value: 1.0, _field: "f", _measurement: "m", le: 0.5}, {_time: 2024-01-01T00:01:00Z, _value: 2.0, _field: "g", _measurement: "m", le: 1.5}])
d2 = d1 |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
d3 = d0 |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
d4 = d1 |> filter(fn: (r) => r._value > 100.0, onEmpty: "keep")
d5 = d1 |> filter(fn: (r) => false)
`;
const STREAMS = ["d0", "d1", "d2", "d3", "d4", "d5"];

/** Texts of values by the beginning of a type's text; the last is for type variables. */
const VALUES: readonly (readonly [RegExp, readonly string[]])[] = [
    [
        /^\(/,
        [
            "(r) => true",
            "(r) => ({r with x: 1})",
            "(r) => r._value > 1.0",
            "(r) => ({v: r._value, s: string(v: r._value)})",
            "(r, accumulator) => ({n: accumulator.n + 1})",
            "(key) => true",
            "(l, r) => ({l with z: r._value})",
            "(l, r) => l._time == r._time",
            "(left, right) => ({left with z: right._value})",
            '(column) => column + "x"',
            "(n) => n * 2",
            "(x) => x",
            "() => 1",
            "sum",
            "(tables=<-) => tables",
        ],
    ],
    [/^stream/, STREAMS],
    [/^\[string\]/, ['["_value"]', '["_time", "k"]', "[]", '["nope"]', '["_value", "_value"]', '["i", "u"]', '["s"]', '["b"]']],
    [/^\[float\]/, ["[0.0, 1.0, 100.0]", "[]", "[5.0, -1.0]"]],
    [/^\[string:/, ['["a": "b"]', "[:]"]],
    [/^\[/, ["[1, 2, 3]", "[]", '["a"]', "[{a: 1}]"]],
    [
        /^string/,
        [
            '"_value"',
            '"_time"',
            '"k"',
            '"nope"',
            '""',
            '"i"',
            '"u"',
            '"extend"',
            '"inner"',
            '"exact_mean"',
            '"Europe/Berlin"',
            '"a,b"',
            '"1h"',
            '"💥"',
        ],
    ],
    [/^int/, ["-1", "0", "1", "2", "1000000000000", "-9223372036854775807"]],
    [/^uint/, ["uint(v: 0)", "uint(v: 5)"]],
    [/^float/, ["0.0", "0.5", "-1.5", 'float(v: "NaN")', 'float(v: "Inf")']],
    [/^bool/, ["true", "false"]],
    [/^duration/, ["1m", "0s", "-1h", "1mo", "1y2d"]],
    [/^time/, ["2024-01-01T00:00:00Z", "1600-01-01T00:00:00Z"]],
    [/^bytes/, ['bytes(v: "abc")', 'bytes(v: "{\\"a\\": [1]}")']],
    [/^regexp/, ["/a/", "/(.)(b)?/"]],
    [
        /^\{/,
        ["{}", "{a: 1}", "{lat: 1.0, lon: 2.0, radius: 10.0}", '{distance: "km"}', '{zone: "UTC", offset: 0h}', "{n: 0}", "{a: d1, b: d2}"],
    ],
    [/^/, ["1", '"a"', "1.5", "true", "2024-01-01T00:00:00Z", "-1h", "[1]", "{a: 1}", "d0", 'debug.null(type: "int")', "/x/"]],
];

const valueOf = (type: string): fc.Arbitrary<string> =>
    fc.constantFrom(...((VALUES.find(([form]) => form.test(type)) ?? VALUES.at(-1))?.[1] ?? []));

function argumentsOf({ parameters }: Export): fc.Arbitrary<string> {
    const given = parameters
        .filter(({ mode }) => mode !== "<-")
        .map(({ mode, name, type }) => {
            const argument = valueOf(type).map((value) => `${name}: ${value}`);
            return mode === "?" ? fc.option(argument, { nil: undefined }) : argument;
        });
    return fc.tuple(...given).map((all) => all.filter((argument) => argument !== undefined).join(", "));
}

const alias = (path: string): string => `p_${path.replace(/\W/g, "_")}`;
const call = (one: Export): fc.Arbitrary<string> =>
    argumentsOf(one).map((args) => `${one.path === "universe" ? "" : `${alias(one.path)}.`}${one.name}(${args})`);
const imported = (exports: readonly Export[]): string =>
    [...new Set(exports.map(({ path }) => path))].map((path) => `import ${alias(path)} "${path}"\n`).join("");

const scalars = fc
    .constantFrom(...exported)
    .chain((one) => call(one).map((text) => `${imported([one])}${PRELUDE}array.from(rows: [{v: display(v: ${text})}])\n`));
const pipelines = fc
    .tuple(
        fc.constantFrom(...STREAMS),
        fc.array(fc.constantFrom(...exported.filter(({ parameters }) => parameters.some(({ mode }) => mode === "<-"))), {
            minLength: 1,
            maxLength: 3,
        }),
    )
    .chain(([stream, steps]) =>
        fc.tuple(...steps.map(call)).map((calls) => `${imported(steps)}${PRELUDE}${[stream, ...calls].join(" |> ")}\n`),
    );

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 600);
const LIMIT_MS = 5000;

it("fail, where they do, with an error of the language", { timeout: 600_000 }, async () => {
    await fc.assert(
        fc.asyncProperty(fc.oneof(scalars, pipelines), async (text) => {
            const source = `import "array"\nimport "csv"\nimport "internal/debug"\n${text}`;
            const limits = { timeMs: LIMIT_MS, rows: 1_000_000, memoryBytes: 500_000_000 };
            for await (const event of run({ source, now: 1709294400000000000n, limits })) {
                expect(event.kind === "error" ? event.error.code : "").not.toBe("internal error");
            }
        }),
        { numRuns: RUNS },
    );
});
