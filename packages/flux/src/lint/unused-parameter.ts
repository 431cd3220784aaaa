/** Parameters of named functions that the function does not read. */
import type { QuickFix, TextEdit } from "../analysis/api.ts";
import { absolute } from "../analysis/locate.ts";
import { keptByMeaning } from "../analysis/scopes.ts";
import type { CallExpression, FunctionExpression, Identifier, Node, Parameter, Property, Span, VariableAssignment } from "../syntax/ast.ts";
import { allNodes, type FileContext, type FileFinding, keyName, type Rule } from "./context.ts";
import { isLibrary } from "./unused.ts";

/** Only for functions with a name: those given as arguments must have the parameters that are asked for. */
export const unusedParameter: Rule = {
    code: "unused-parameter",
    summary: "A parameter that a named function does not use.",
    severity: "hint",
    *checkFile(context): Iterable<FileFinding> {
        for (const [chunk, linked] of context.names.chunks.entries()) {
            for (const { assignment, fn, parameter } of unusedOf(linked)) {
                yield {
                    chunk,
                    place: parameter.name,
                    message: `parameter ${parameter.name.name} is never used`,
                    unnecessary: true,
                    fixes: withoutParameter(context, chunk, assignment, fn, parameter),
                };
            }
        }
    },
};

interface Unused {
    readonly assignment: VariableAssignment;
    readonly fn: FunctionExpression;
    readonly parameter: Parameter;
}

const unusedOf = keptByMeaning(({ scopes, chunk }): readonly Unused[] => {
    const used = new Set(scopes.uses.map(({ local }) => local));
    const unused = new Set(scopes.locals.filter((local) => local.kind === "parameter" && !used.has(local)).map(({ start }) => start));
    if (unused.size === 0) {
        return [];
    }
    return allNodes(chunk.item).flatMap((assignment) => {
        const fn = assignment.kind === "VariableAssignment" ? assignment.value : undefined;
        return assignment.kind === "VariableAssignment" && fn?.kind === "FunctionExpression"
            ? fn.params.filter(({ name }) => unused.has(name.start)).map((parameter) => ({ assignment, fn, parameter }))
            : [];
    });
});

/**
 * Takes the parameter away, and what is given for it at every call. None where the calls can't all be seen: the function is
 * handed on as a value, it belongs to a library, or rows are piped into the parameter.
 */
function withoutParameter(
    context: FileContext,
    chunk: number,
    assignment: VariableAssignment,
    fn: FunctionExpression,
    parameter: Parameter,
): readonly QuickFix[] {
    const uses = usesOf(context, chunk, assignment);
    if (uses === undefined || parameter.value?.kind === "PipeLiteral") {
        return [];
    }
    const edits: TextEdit[] = [edit(context, chunk, listEdit(fn.params, parameter, fn.params[0]?.start ?? 0, parameter.end))];
    for (const { chunk: at, node } of uses) {
        const call = callOf(context.names.chunks[at]?.chunk.item, node);
        if (call === undefined) {
            return [];
        }
        const given = call.args?.properties ?? [];
        const argument = given.find(({ key }) => keyName(key) === parameter.name.name);
        if (argument !== undefined) {
            edits.push(edit(context, at, listEdit(given, argument, argument.start, argument.end)));
        }
    }
    edits.sort((a, b) => a.start - b.start);
    // A call may stand in an argument of another one, and a comment would go astray.
    const isApart = ({ start, end }: TextEdit, index: number): boolean =>
        start >= (edits[index - 1]?.end ?? 0) && !context.file.text.slice(start, end).includes("//");
    return edits.every(isApart) ? [{ title: `Remove the parameter ${parameter.name.name}`, edits }] : [];
}

function edit({ file }: FileContext, chunk: number, span: Span): TextEdit {
    return { ...absolute(file, chunk, span), text: "" };
}

/** An item of a list with the comma that goes with it. */
function listEdit(list: readonly (Parameter | Property)[], item: Parameter | Property, start: number, end: number): Span {
    const index = list.indexOf(item);
    const next = list[index + 1];
    const before = list[index - 1];
    if (next !== undefined) {
        return { start: item.start, end: next.start };
    }
    return before === undefined ? { start: Math.min(start, item.start), end } : { start: before.end, end: item.end };
}

interface Place {
    readonly chunk: number;
    readonly node: Identifier;
}

/** Every mention of the function's name; undefined where others may use it that can't be seen. */
function usesOf(context: FileContext, chunk: number, assignment: VariableAssignment): readonly Place[] | undefined {
    const { names } = context;
    const scopes = names.chunks[chunk]?.scopes;
    const local = scopes?.locals.find(({ start }) => start === assignment.name.start);
    if (local !== undefined) {
        return scopes?.uses.filter((use) => use.local === local).map(({ node }) => ({ chunk, node }));
    }
    const own = names.definitions.find((candidate) => candidate.chunk === chunk);
    if (own?.definition.kind !== "variable" || isLibrary(context)) {
        return undefined;
    }
    return [...names.usesOf(own)].map(({ chunk: at, use }) => ({ chunk: at, node: use.node }));
}

function callOf(root: Node | undefined, callee: Identifier): CallExpression | undefined {
    const call = root === undefined ? undefined : allNodes(root).find((node) => node.kind === "CallExpression" && node.callee === callee);
    return call?.kind === "CallExpression" ? call : undefined;
}
