/** Filters that the storage could have done. */
import type { QuickFix } from "../analysis/api.ts";
import type { CallExpression, Expression, FunctionExpression } from "../syntax/ast.ts";
import { allNodes, argumentOf, type ChunkContext, type Finding, keyName, pipelines, type Rule, stepOf } from "./context.ts";

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

/** Columns that the storage always has: they are in the group key of every table that it gives. */
const STORED: ReadonlySet<string> = new Set(["_measurement", "_field"]);

/**
 * Steps that treat each table by itself and leave its group key alone: a filter by the group key takes
 * whole tables away, before them or after them.
 */
const BY_TABLE: ReadonlySet<string> = new Set([
    "filter",
    "sort",
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
    "reduce",
    "range",
]);

/** Columns that a predicate reads, or undefined where it looks at more than columns of its row. */
function columnsOf(predicate: Expression | undefined): ReadonlySet<string> | undefined {
    const row = predicate?.kind === "FunctionExpression" ? predicate.params[0]?.name.name : undefined;
    if (predicate?.kind !== "FunctionExpression" || predicate.body.kind === "Block" || row === undefined) {
        return undefined;
    }
    const columns = new Set<string>();
    let mentions = 0;
    for (const node of allNodes(predicate.body)) {
        if (node.kind === "Identifier" && node.name === row) {
            mentions++;
        } else if (node.kind === "MemberExpression" && node.object.kind === "Identifier" && node.object.name === row) {
            columns.add(keyName(node.property));
            mentions--;
        }
    }
    // A mention that no member stands for hands on the row as a whole.
    return mentions === 0 ? columns : undefined;
}

export const lateFilter: Rule = {
    code: "filter-after-transformation",
    summary: "A filter that the storage could have done, had it come earlier.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        for (const { source, calls } of pipelines(context.item)) {
            if (context.standardCallee(source) !== "from") {
                continue;
            }
            const stop = calls.findIndex((call) => STOPS_PUSH_DOWN.has(context.standardCallee(call) ?? ""));
            if (stop < 0) {
                continue;
            }
            for (const [index, call] of calls.entries()) {
                if (index <= stop || context.standardCallee(call) !== "filter") {
                    continue;
                }
                const columns = columnsOf(argumentOf(call, "fn"));
                if (columns === undefined || columns.size === 0 || ![...columns].every((column) => STORED.has(column))) {
                    continue;
                }
                const before = calls.slice(0, index);
                const obstacle = before.find((step) => !leavesAlone(context, step, columns));
                const reason = obstacle === undefined ? "" : `, if what ${stepName(context, obstacle)} does is the same after it`;
                yield {
                    place: call,
                    message: `this filter reads less when it comes before ${stepName(context, calls[stop] as CallExpression)}${reason}`,
                    fixes: obstacle === undefined ? movedUp(context, call, calls[stop] as CallExpression) : [],
                };
            }
        }
    },
};

function stepName(context: ChunkContext, call: CallExpression): string {
    return `${context.standardCallee(call) ?? context.text(call.callee)}()`;
}

/** Takes the filter out and puts it before the first step that the storage can't do; none where a comment stands in the way. */
function movedUp(context: ChunkContext, filter: CallExpression, before: CallExpression): readonly QuickFix[] {
    const from = stepOf(context, filter);
    const to = stepOf(context, before);
    if (from === undefined || to === undefined) {
        return [];
    }
    return [
        {
            title: `Move the filter before ${stepName(context, before)}`,
            edits: [
                { start: to.start, end: to.start, text: context.text(from) },
                { ...from, text: "" },
            ],
        },
    ];
}

/** Whether a filter by these columns of the group key comes to the same before and after a step. */
function leavesAlone(context: ChunkContext, call: CallExpression, columns: ReadonlySet<string>): boolean {
    const name = context.standardCallee(call);
    switch (name) {
        case "map":
            return rowKeeps(argumentOf(call, "fn"), columns);
        case "duplicate":
            return isOther(argumentOf(call, "as"), columns);
        case "set":
            return isOther(argumentOf(call, "key"), columns);
        case "fill":
            // It may give a value to a column that is named.
            return argumentOf(call, "column") === undefined || isOther(argumentOf(call, "column"), columns);
        default:
            return name !== undefined && BY_TABLE.has(name);
    }
}

function isOther(name: Expression | undefined, columns: ReadonlySet<string>): boolean {
    return name?.kind === "StringLiteral" && !columns.has(name.value);
}

/** `(r) => ({r with …})` that sets none of the columns. */
function rowKeeps(fn: Expression | undefined, columns: ReadonlySet<string>): boolean {
    if (fn?.kind !== "FunctionExpression") {
        return false;
    }
    const record = withoutParens(fn.body);
    return (
        record.kind === "RecordExpression" &&
        record.with?.name === fn.params[0]?.name.name &&
        record.with !== undefined &&
        record.properties.every(({ key }) => !columns.has(keyName(key)))
    );
}

function withoutParens(node: FunctionExpression["body"]): FunctionExpression["body"] {
    let inner = node;
    while (inner.kind === "ParenExpression") {
        inner = inner.expression;
    }
    return inner;
}
