/** Comparisons and params that probably don't mean what they say. */
import type { QuickFix } from "../analysis/api.ts";
import type { BinaryExpression, Expression, RegexpLiteral } from "../syntax/ast.ts";
import { allNodes, type ChunkContext, type FileFinding, type Finding, type Rule } from "./context.ts";

function isNull(node: Expression, context: ChunkContext): boolean {
    return node.kind === "Identifier" && node.name === "null" && context.meaningOf(node) === undefined;
}

export const nullComparison: Rule = {
    code: "null-comparison",
    summary: "A comparison with null, which Flux does not have.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        for (const node of allNodes(context.item)) {
            if (node.kind !== "BinaryExpression" || (node.operator !== "==" && node.operator !== "!=")) {
                continue;
            }
            const subject = isNull(node.right, context) ? node.left : isNull(node.left, context) ? node.right : undefined;
            if (subject !== undefined) {
                const text = `${node.operator === "==" ? "not exists " : "exists "}${context.text(subject)}`;
                yield {
                    place: node,
                    message: "Flux has no null literal: ask with exists",
                    fixes: [{ title: `Replace with ${text}`, edits: [{ start: node.start, end: node.end, text }] }],
                };
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
    *check(context): Iterable<Finding> {
        for (const node of allNodes(context.item)) {
            if (node.kind !== "BinaryExpression") {
                continue;
            }
            const { operator, right } = node;
            if ((operator === "=~" || operator === "!~") && right.kind === "RegexpLiteral" && alwaysMatches(right)) {
                yield { place: right, message: `/${right.value}/ matches every string`, fixes: withoutMatch(context, node) };
            } else if ((operator === "==" || operator === "!=") && right.kind === "StringLiteral" && looksLikePattern(right.value)) {
                const message = `this compares with the text "${right.value}"; a match is written =~ ${right.value}`;
                yield { place: right, message, fixes: [asMatch(node, right.value)] };
            }
        }
    },
};

function looksLikePattern(text: string): boolean {
    return /^\/.+\/$/.test(text) && /[\\^$*+?|[\]()]/.test(text);
}

/** A comparison with a pattern in quotes, as the match that was meant. */
function asMatch({ operator, left, right }: BinaryExpression, pattern: string): QuickFix {
    const text = `${operator === "==" ? "=~" : "!~"} ${pattern}`;
    return { title: `Replace with ${text}`, edits: [{ start: left.end, end: right.end, text: ` ${text}` }] };
}

/**
 * What a match with everything comes to: a column without a value matches nothing, so it asks for a value. Where a param is
 * matched, the match is what makes it a string: none.
 */
function withoutMatch(context: ChunkContext, { operator, left, start, end }: BinaryExpression): readonly QuickFix[] {
    let root = left;
    while (root.kind === "MemberExpression" || root.kind === "IndexExpression" || root.kind === "ParenExpression") {
        root = root.kind === "MemberExpression" ? root.object : root.kind === "IndexExpression" ? root.array : root.expression;
    }
    if (root.kind !== "Identifier" || context.meaningOf(root)?.tag === "params" || left.kind !== "MemberExpression") {
        return [];
    }
    const text = operator === "=~" ? `exists ${context.text(left)}` : "false";
    return [{ title: `Replace with ${text}`, edits: [{ start, end, text }] }];
}

/** What a param of no type of its own can be made, by what people mean most. */
const WRAPPERS = ["string", "duration", "time", "int", "float", "bool"] as const;

export const undeterminedParam: Rule = {
    code: "undetermined-param",
    summary: "A param whose type nothing in the script says.",
    severity: "hint",
    *checkFile(context): Iterable<FileFinding> {
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
