import type { CallProfile } from "@flux-scripts/scripts-api";
import { expect, it } from "vitest";
import type { Translate } from "../errors.ts";
import { commonPrefix, countingScript, cutScript, groupKey, isWithin, sampleTable, stepLabel, stepsBefore, stepsOf } from "./pipeline.ts";

const t: Translate = (message, ...args) => message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));

const call = (name: string, start: number, more: Partial<CallProfile> = {}): CallProfile => ({
    name,
    whole: 0,
    start,
    end: start + 5,
    piped: true,
    state: "measured",
    tables: 3,
    rows: 25920,
    ms: 18.64,
    columns: [],
    sample: [],
    ...more,
});

const calls = [
    call("from", 0, { piped: false, state: "merged" }),
    call("range", 10, { state: "merged" }),
    call("filter", 20),
    call("limit", 30, { state: "unused" }),
];

it("labels each step behind a pipe", () => {
    const steps = stepsOf(calls);
    expect(steps.map((step) => stepLabel(step, "en", t))).toEqual(["in storage", "3 tables · 25,920 rows · 18.6 ms"]);
    const [range] = steps;
    if (range === undefined) throw new Error("no step");
    expect(stepLabel({ ...range, counted: true, tables: 1, rows: 1 }, "en", t)).toBe("1 table · 1 row · in storage");
    expect(stepLabel({ ...range, inStorage: false }, "en", t)).toBe("with a later step");
    expect(stepsBefore(steps, 21).map(({ name }) => name)).toEqual(["range"]);
});

it("shows first rows as a table in which nothing is read as Markdown", () => {
    const columns = [
        { label: "room", type: "string", key: true },
        { label: "_start", type: "time", key: true },
        { label: "_time", type: "time", key: false },
        { label: "_value", type: "float", key: false },
    ];
    const table = sampleTable({ columns, sample: [["[x](command:evil)|\n<b>", "s", "2026-01-31", null]] });
    const [head = "", rule, row = ""] = table.split("\n");
    expect(head.indexOf("time")).toBeLessThan(head.indexOf("room"));
    expect(rule).toBe("| --- | --- | ---: |");
    expect(head).not.toContain("_start");
    expect(row).toContain("2026\u201101\u201131");
    expect(row).not.toMatch(/[[\]<>()]|\|\|/);
    expect(row.split("|")).toHaveLength(5);
    expect(row).toContain("*null*");
    expect(sampleTable({ columns: [], sample: [] })).toBe("");
    expect(groupKey({ columns })).toBe("room, &#95;start");
    expect(groupKey({ columns: [] })).toBe("");
});

it("cuts a script at a step, with what stands before it", () => {
    const text = 'import "array"\nx = 1\ny = array.from(rows: [{n: x}]) |> limit(n: 1) |> drop(columns: ["n"]) // end\nz = y |> sum()\nz\n';
    const whole = text.indexOf("array.from");
    const end = text.indexOf(" |> drop");
    const bindings = ["import", "x = 1", "y =", "z ="].map((start) => {
        const at = text.indexOf(start);
        return { start: at, end: text.indexOf("\n", at) };
    });
    const cut = cutScript(text, { whole, end }, bindings);
    expect(cut.length).toBe(text.length);
    expect(cut.trimEnd()).toBe('import "array"\nx = 1\n    array.from(rows: [{n: x}]) |> limit(n: 1)');
    expect(countingScript(cut)).toMatch(/limit\(n: 1\)\n {4}\|> count/);
    expect(isWithin({ whole, end }, [{ start: 16, end: 20 }])).toBe(false);
    expect(isWithin({ whole, end }, [{ start: 16, end: 200 }])).toBe(true);
});

it("finds where texts begin to differ", () => {
    expect(commonPrefix("abc", "abd")).toBe(2);
    expect(commonPrefix("abc", "abcd")).toBe(3);
});
