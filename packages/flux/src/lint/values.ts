/** Comparisons and params that probably don't mean what they say. */
import type { QuickFix } from "../analysis/api.ts";
import type { BinaryExpression, Expression, RegexpLiteral, SourceFile } from "../syntax/ast.ts";
import { absolute } from "../analysis/locate.ts";
import { allNodes, type Finding, type LintContext, type Rule } from "./context.ts";

function isNull(node: Expression, context: LintContext): boolean {
    return node.kind === "Identifier" && node.name === "null" && context.recording.useOf(node)?.binding === undefined;
}

export const nullComparison: Rule = {
    code: "null-comparison",
    summary: "A comparison with null, which Flux does not have.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        const { file } = context;
        for (const [chunk, { item }] of file.chunks.entries()) {
            for (const node of allNodes(item)) {
                if (node.kind !== "BinaryExpression" || (node.operator !== "==" && node.operator !== "!=")) {
                    continue;
                }
                const subject = isNull(node.right, context) ? node.left : isNull(node.left, context) ? node.right : undefined;
                if (subject !== undefined) {
                    const range = absolute(file, chunk, subject);
                    const text = `${node.operator === "==" ? "not exists " : "exists "}${file.text.slice(range.start, range.end)}`;
                    yield {
                        chunk,
                        place: node,
                        message: "Flux has no null literal: ask with exists",
                        fixes: [{ title: `Replace with ${text}`, edits: [{ ...absolute(file, chunk, node), text }] }],
                    };
                }
            }
        }
    },
};

function alwaysMatches(pattern: RegexpLiteral): boolean {
    return /^\^?(\.\*)?\$?$/.test(pattern.value) && pattern.value !== "^$";
}

export const suspiciousRegexp: Rule = {
    code: "suspicious-regexp",
    summary: "A pattern that matches everything, or one in quotes.",
    severity: "hint",
    *check({ file }): Iterable<Finding> {
        for (const [chunk, { item }] of file.chunks.entries()) {
            for (const node of allNodes(item)) {
                if (node.kind === "BinaryExpression") {
                    const message = complaint(node);
                    if (message !== undefined) {
                        yield { chunk, place: node.right, message, fixes: asMatch(file, chunk, node) };
                    }
                }
            }
        }
    },
};

/** A comparison with a pattern in quotes, as the match that was meant. */
function asMatch(file: SourceFile, chunk: number, { operator, left, right }: BinaryExpression): readonly QuickFix[] {
    if (right.kind !== "StringLiteral") {
        return [];
    }
    const match = `${operator === "==" ? "=~" : "!~"} ${right.value}`;
    return [
        { title: `Replace with ${match}`, edits: [{ ...absolute(file, chunk, { start: left.end, end: right.end }), text: ` ${match}` }] },
    ];
}

function complaint(node: BinaryExpression): string | undefined {
    const { operator, right } = node;
    if ((operator === "=~" || operator === "!~") && right.kind === "RegexpLiteral" && alwaysMatches(right)) {
        return `/${right.value}/ matches every string`;
    }
    if (
        (operator === "==" || operator === "!=") &&
        right.kind === "StringLiteral" &&
        /^\/.+\/$/.test(right.value) &&
        /[\\^$*+?|[\]()]/.test(right.value)
    ) {
        return `this compares with the text "${right.value}"; a match is written =~ ${right.value}`;
    }
    return undefined;
}

/** What a param of no type of its own can be made, by what people mean most. */
const WRAPPERS = ["string", "duration", "time", "int", "float", "bool"] as const;

export const undeterminedParam: Rule = {
    code: "undetermined-param",
    summary: "A param whose type nothing in the script says.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        for (const facts of context.paramFacts) {
            const first = facts.occurrences[0];
            const told = facts.uses.some((use) => use !== "column-comparison" && use !== "comparison" && use !== "interpolation");
            if (facts.type !== "any" || told || first === undefined) {
                continue;
            }
            const text = context.file.text.slice(first.start, first.end);
            yield {
                chunk: 0,
                place: { start: first.start - (context.file.offsets[0] ?? 0), end: first.end - (context.file.offsets[0] ?? 0) },
                message: `params.${facts.name} may be of any type: a conversion says which one is meant`,
                fixes: WRAPPERS.map((wrapper) => ({
                    title: `Use ${wrapper}(v: ${text})`,
                    edits: [{ start: first.start, end: first.end, text: `${wrapper}(v: ${text})` }],
                })),
            };
        }
    },
};
