/**
 * Errors of the step after parsing: what is grammatical but has no meaning (a block without return, a
 * pipe literal that is no default, an unknown type name). In the reference's order, which follows how
 * it builds its own tree.
 */
import type { Block, Chunk, MonoType, Node, SourceFile, Statement, TypeExpression } from "./ast.ts";
import { type ChunkError, collect, isChunkTooDeep, isTooDeep, NO_ERRORS, type SourceError } from "./diagnostics.ts";
import { LineIndex } from "./line-index.ts";
import { TRAIT } from "./traits.ts";
import { forEachChild } from "./walk.ts";

const PIPE_LITERAL = "a pipe literal may only be used as a default value for an argument in a function definition";
const MANY_PIPES = "function types can have at most one pipe parameter";

/** Names that a builtin statement may use for a type. */
export const BASIC_TYPES: ReadonlySet<string> = new Set(["bool", "int", "uint", "float", "string", "duration", "time", "regexp", "bytes"]);

/** Kinds that a `where` constraint may name. */
export const KINDS: ReadonlySet<string> = new Set([
    "Addable",
    "Subtractable",
    "Divisible",
    "Numeric",
    "Comparable",
    "Equatable",
    "Nullable",
    "Label",
    "Negatable",
    "Timeable",
    "Record",
    "Stringable",
    "Basic",
]);

const kept = new WeakMap<Chunk, readonly ChunkError[]>();

/** All convert errors of a file; none when it is refused for its depth. */
export function collectConvertDiagnostics(file: SourceFile, lines: LineIndex = new LineIndex(file.text)): SourceError[] {
    return isTooDeep(file) ? [] : collect(file, convertErrorsOf, lines);
}

/** Convert errors of one chunk, offsets relative to it. */
export function convertErrorsOf(chunk: Chunk): readonly ChunkError[] {
    if ((chunk.traits & TRAIT.SUSPECT) === 0) {
        return NO_ERRORS;
    }
    let errors = kept.get(chunk);
    if (errors === undefined) {
        const found: ChunkError[] = [];
        if (!isChunkTooDeep(chunk)) {
            visit(chunk.item, (message, node) => found.push({ fault: { message }, start: node.start, end: node.end }));
        }
        errors = found;
        kept.set(chunk, errors);
    }
    return errors;
}

type Report = (message: string, node: { readonly start: number; readonly end: number }) => void;

function visit(node: Node, report: Report): void {
    switch (node.kind) {
        case "PipeLiteral":
            report(PIPE_LITERAL, node);
            return;
        case "PipeExpression":
            visit(node.call, report);
            visit(node.argument, report);
            return;
        case "FunctionExpression": {
            let pipes = 0;
            for (const { value } of node.params) {
                if (value?.kind === "PipeLiteral") {
                    if (++pipes > 1) {
                        report(MANY_PIPES, value);
                    }
                } else if (value !== undefined) {
                    visit(value, report);
                }
            }
            if (node.body.kind === "Block") {
                visitFunctionBlock(node.body, report);
            } else {
                visit(node.body, report);
            }
            return;
        }
        case "BuiltinStatement":
            visitTypeExpression(node.type, report);
            return;
        default:
            forEachChild(node, (child) => visit(child, report));
    }
}

const NOT_IN_BLOCK: { readonly [K in Statement["kind"]]?: string } = {
    OptionStatement: "option",
    BuiltinStatement: "builtin",
    TestCaseStatement: "testcase",
    BadStatement: "bad",
};

/** The statements that may not stand in a function are told first and left out; then the last one must return, and no other. */
function visitFunctionBlock(block: Block, report: Report): void {
    const statements: Statement[] = [];
    for (const statement of block.statements) {
        const name = NOT_IN_BLOCK[statement.kind];
        if (name === undefined) {
            visit(statement, report);
            statements.push(statement);
        } else {
            report(`invalid ${name} statement in function block`, statement);
        }
    }
    const last = statements.pop();
    if (last?.kind !== "ReturnStatement") {
        report("missing return statement in block", last ?? block);
    }
    for (const statement of statements.reverse()) {
        if (statement.kind === "ReturnStatement") {
            report("invalid return statement in function block", statement);
        }
    }
}

function visitTypeExpression(expression: TypeExpression, report: Report): void {
    const variables = new Set<string>();
    let good = true;
    visitType(expression.type, variables, (message, node) => {
        good = false;
        report(message, node);
    });
    if (!good) {
        return;
    }
    for (const { variable, kinds } of expression.constraints) {
        for (const kind of kinds) {
            if (variables.has(variable.name) && !KINDS.has(kind.name)) {
                report(`invalid constraint ${kind.name}`, kind);
            }
        }
    }
}

function visitType(type: MonoType, variables: Set<string>, report: Report): void {
    switch (type.kind) {
        case "NamedType":
            if (type.variable) {
                variables.add(type.name);
            } else if (!BASIC_TYPES.has(type.name)) {
                report(`invalid named type ${type.name}`, type);
            }
            return;
        case "ArrayType":
        case "StreamType":
        case "VectorType":
            visitType(type.element, variables, report);
            return;
        case "DictType":
            visitType(type.key, variables, report);
            visitType(type.value, variables, report);
            return;
        case "RecordType":
            if (type.extends !== undefined) {
                variables.add(type.extends.name);
            }
            for (const property of type.properties) {
                visitType(property.type, variables, report);
            }
            return;
        case "FunctionType": {
            let pipes = 0;
            for (const param of type.params) {
                if (param.mode === "pipe" && ++pipes > 1) {
                    report(MANY_PIPES, param);
                } else {
                    visitType(param.type, variables, report);
                }
            }
            visitType(type.result, variables, report);
            return;
        }
        default:
    }
}
