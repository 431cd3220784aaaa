/** Pipelines that read too much, or whose steps undo each other or clash. */
import type { QuickFix } from "../analysis/api.ts";
import { absolute } from "../analysis/locate.ts";
import { keptByMeaning } from "../analysis/scopes.ts";
import type { CallExpression, Node, SourceFile } from "../syntax/ast.ts";
import {
    allNodes,
    argumentOf,
    ChunkContext,
    type FileContext,
    type FileFinding,
    type Finding,
    pipelines,
    type Rule,
    stepOf,
} from "./context.ts";

export const unboundedRead: Rule = {
    code: "unbounded-read",
    summary: "A read of a bucket without a time range.",
    severity: "warning",
    *check(context): Iterable<Finding> {
        for (const { source, calls, isOutput } of pipelines(context.item)) {
            if (!isOutput || context.standardCallee(source) !== "from") {
                continue;
            }
            // A function of one's own may call range; only what is known not to is told.
            const names = calls.map((call) => context.standardCallee(call));
            if (names.every((name) => name !== undefined && name !== "range")) {
                const { end } = source;
                yield {
                    place: source,
                    message: "the read has no time range: add range(start: …) after from()",
                    fixes: [{ title: "Add range(start: -1h)", edits: [{ start: end, end, text: "\n    |> range(start: -1h)" }] }],
                };
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
    *check(context): Iterable<Finding> {
        for (const { calls } of pipelines(context.item)) {
            for (const [index, call] of calls.entries()) {
                const next = calls[index + 1];
                if (
                    next !== undefined &&
                    context.standardCallee(call) === "sort" &&
                    context.standardCallee(next) === "aggregateWindow" &&
                    ORDERLESS.has(context.standardName(argumentOf(next, "fn")) ?? "")
                ) {
                    const step = stepOf(context, call);
                    yield {
                        place: call,
                        message: "this aggregateWindow() does not look at the order of rows: the sort has no effect",
                        fixes: step === undefined ? [] : [{ title: "Remove the sort", edits: [{ ...step, text: "" }] }],
                    };
                }
            }
        }
    },
};

/** A yield outside functions with the name of its result. */
interface Yield {
    readonly call: CallExpression;
    readonly name: string;
}

const yieldsOf = keptByMeaning((linked, file: SourceFile, index: number): readonly Yield[] => {
    const context = new ChunkContext(file, index, linked);
    const found: Yield[] = [];
    if (!linked.scopes.reads.includes("yield") || context.item.kind === "TestCaseStatement") {
        return found;
    }
    for (const node of withoutFunctions(context.item)) {
        if (node.kind === "CallExpression" && context.standardCallee(node) === "yield") {
            const value = argumentOf(node, "name");
            if (value === undefined || value.kind === "StringLiteral") {
                found.push({ call: node, name: value?.value ?? "_result" });
            }
        }
    }
    return found;
});

export const duplicateYield: Rule = {
    code: "duplicate-yield",
    summary: "Two results of one name.",
    severity: "warning",
    *checkFile({ file, names }: FileContext): Iterable<FileFinding> {
        const all = names.chunks.flatMap((linked, chunk) => yieldsOf(linked, file, chunk).map((found) => ({ ...found, chunk })));
        const taken = new Set(all.map(({ name }) => name));
        const seen = new Set<string>();
        for (const { chunk, call, name } of all) {
            if (seen.has(name)) {
                yield {
                    chunk,
                    place: argumentOf(call, "name") ?? call,
                    message: `a result named "${name}" is yielded already`,
                    fixes: [renamed(file, chunk, call, freeResult(name, taken))],
                };
            }
            seen.add(name);
        }
    },
};

/** The first name that goes on from a result's own and is not taken. */
function freeResult(name: string, taken: ReadonlySet<string>): string {
    let number = 2;
    while (taken.has(`${name}${number}`)) {
        number++;
    }
    return `${name}${number}`;
}

function renamed(file: SourceFile, chunk: number, call: CallExpression, name: string): QuickFix {
    const value = argumentOf(call, "name");
    const title = `Name it "${name}"`;
    if (value !== undefined) {
        // Only the number is new: the text before it stays as it is written.
        const old = value.kind === "StringLiteral" ? value.value.length : 0;
        const end = absolute(file, chunk, value).end - 1;
        return { title, edits: [{ start: end, end, text: name.slice(old) }] };
    }
    const end = absolute(file, chunk, call).end - 1;
    return { title, edits: [{ start: end, end, text: `${call.args === undefined ? "" : ", "}name: "${name}"` }] };
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
