/** Pipelines that read too much, or whose steps undo or slow each other. */
import type { QuickFix } from "../analysis/api.ts";
import type { CallExpression, Expression, Node, SourceFile, StringLiteral } from "../syntax/ast.ts";
import { absolute } from "../analysis/locate.ts";
import { allNodes, argumentOf, type Finding, pipelines, type Rule, standardCallee, standardName } from "./context.ts";

export const unboundedRead: Rule = {
    code: "unbounded-read",
    summary: "A read of a bucket without a time range.",
    severity: "warning",
    *check({ file, recording }): Iterable<Finding> {
        for (const { chunk, source, calls, isOutput } of pipelines(file)) {
            if (!isOutput || standardCallee(source, recording) !== "from") {
                continue;
            }
            // A function of one's own may call range; only what is known not to is told.
            const names = calls.map((call) => standardCallee(call, recording));
            if (names.every((name) => name !== undefined && name !== "range")) {
                const end = absolute(file, chunk, source).end;
                yield {
                    chunk,
                    place: source,
                    message: "the read has no time range: add range(start: …) after from()",
                    fixes: [{ title: "Add range(start: -1h)", edits: [{ start: end, end, text: "\n    |> range(start: -1h)" }] }],
                };
            }
        }
    },
};

/** After these the storage can't filter any more. */
const STOPS_PUSH_DOWN: ReadonlySet<string> = new Set([
    "map",
    "reduce",
    "pivot",
    "sort",
    "join",
    "union",
    "cumulativeSum",
    "derivative",
    "difference",
    "fill",
    "movingAverage",
    "toFloat",
    "toInt",
    "toUInt",
    "toString",
    "toBool",
    "toTime",
    "timeShift",
    "limit",
    "tail",
    "duplicate",
    "rename",
    "set",
]);

/** Columns that the storage always has. */
const STORED: ReadonlySet<string> = new Set(["_measurement", "_field"]);

function columnsOf(predicate: Expression): ReadonlySet<string> {
    const columns = new Set<string>();
    for (const node of allNodes(predicate)) {
        if (node.kind === "MemberExpression" && node.object.kind === "Identifier") {
            columns.add(node.property.kind === "Identifier" ? node.property.name : node.property.value);
        }
    }
    return columns;
}

export const lateFilter: Rule = {
    code: "filter-after-transformation",
    summary: "A filter that the storage could have done, had it come earlier.",
    severity: "hint",
    *check({ file, recording }): Iterable<Finding> {
        for (const { chunk, source, calls } of pipelines(file)) {
            if (standardCallee(source, recording) !== "from") {
                continue;
            }
            let stopper: string | undefined;
            for (const call of calls) {
                const name = standardCallee(call, recording);
                if (name === "filter" && stopper !== undefined) {
                    const predicate = argumentOf(call, "fn");
                    const columns = predicate === undefined ? new Set<string>() : columnsOf(predicate);
                    if (columns.size > 0 && [...columns].every((column) => STORED.has(column))) {
                        yield { chunk, place: call, message: `this filter reads less when it comes before ${stopper}()` };
                    }
                }
                if (name !== undefined && STOPS_PUSH_DOWN.has(name)) {
                    stopper = name;
                }
            }
        }
    },
};

/** Aggregates that give the same whatever the order of a window's rows; first, last and selectors with ties don't. */
const ORDERLESS: ReadonlySet<string> = new Set(["count", "mean", "median", "sum", "spread", "stddev", "skew"]);

export const sortBeforeWindow: Rule = {
    code: "sort-before-aggregate",
    summary: "A sort whose order nothing looks at.",
    severity: "hint",
    *check({ file, recording }): Iterable<Finding> {
        for (const { chunk, calls } of pipelines(file)) {
            for (const [index, call] of calls.entries()) {
                const next = calls[index + 1];
                if (
                    next !== undefined &&
                    standardCallee(call, recording) === "sort" &&
                    standardCallee(next, recording) === "aggregateWindow" &&
                    ORDERLESS.has(standardName(argumentOf(next, "fn"), recording) ?? "")
                ) {
                    yield {
                        chunk,
                        place: call,
                        message: "this aggregateWindow() does not look at the order of rows: the sort has no effect",
                        fixes: withoutStep(file, chunk, call),
                    };
                }
            }
        }
    },
};

/** Takes a step out of its pipeline; none where a comment would go with it. */
function withoutStep(file: SourceFile, chunk: number, call: CallExpression): readonly QuickFix[] {
    const item = file.chunks[chunk]?.item;
    const pipe = item === undefined ? undefined : allNodes(item).find((node) => node.kind === "PipeExpression" && node.call === call);
    if (pipe?.kind !== "PipeExpression") {
        return [];
    }
    const { start, end } = absolute(file, chunk, { start: pipe.argument.end, end: call.end });
    const text = file.text.slice(start, end);
    return text.includes("//") ? [] : [{ title: "Remove the sort", edits: [{ start, end, text: "" }] }];
}

export const duplicateYield: Rule = {
    code: "duplicate-yield",
    summary: "Two results of one name.",
    severity: "warning",
    *check({ file, recording }): Iterable<Finding> {
        const seen = new Set<string>();
        for (const [chunk, { item }] of file.chunks.entries()) {
            if (item.kind === "TestCaseStatement") {
                continue;
            }
            for (const node of withoutFunctions(item)) {
                if (node.kind !== "CallExpression" || standardCallee(node, recording) !== "yield") {
                    continue;
                }
                const value = argumentOf(node, "name");
                if (value !== undefined && value.kind !== "StringLiteral") {
                    continue;
                }
                const name = value?.value ?? "_result";
                if (seen.has(name)) {
                    yield {
                        chunk,
                        place: value ?? node,
                        message: `a result named "${name}" is yielded already`,
                        fixes: value === undefined ? [] : [renamed(file, chunk, value, seen)],
                    };
                }
                seen.add(name);
            }
        }
    },
};

/** Gives a yield the first free name that goes on from its own. */
function renamed(file: SourceFile, chunk: number, literal: StringLiteral, taken: ReadonlySet<string>): QuickFix {
    let number = 2;
    while (taken.has(`${literal.value}${number}`)) {
        number++;
    }
    const end = absolute(file, chunk, literal).end - 1;
    return { title: `Name it "${literal.value}${number}"`, edits: [{ start: end, end, text: String(number) }] };
}

/** Nodes that are evaluated once: not those in functions. */
function* withoutFunctions(root: Node): Generator<Node> {
    const skipped = new Set<Node>();
    for (const node of allNodes(root)) {
        if (node.kind === "FunctionExpression") {
            for (const inside of allNodes(node)) {
                skipped.add(inside);
            }
        }
        if (!skipped.has(node)) {
            yield node;
        }
    }
}
