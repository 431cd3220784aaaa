/**
 * The check phase: reassigned options and variables, labels, options that depend on each other. At
 * most one fault of a file is told, the first in that order of rules.
 */
import type { Block, Chunk, Expression, FunctionExpression, LabelLiteral, Node, Span, Statement } from "../syntax/ast.ts";
import { TRAIT } from "../syntax/traits.ts";
import { forEachChild } from "../syntax/walk.ts";

export interface CheckFault {
    readonly code: string;
    readonly message: string;
    /** The chunk that `start` and `end` are relative to. */
    readonly chunk: number;
    readonly start: number;
    readonly end: number;
}

/** Clashes inside the functions and testcases of a chunk, and its last label. */
interface InnerNames {
    readonly clashes: readonly Omit<CheckFault, "chunk">[];
    readonly label: LabelLiteral | undefined;
}

const kept = new WeakMap<Chunk, InnerNames>();
const NOTHING: InnerNames = { clashes: [], label: undefined };

/** Found once and kept with the chunk. */
function innerNames(chunk: Chunk): InnerNames {
    if ((chunk.traits & (TRAIT.BLOCK | TRAIT.LABEL)) === 0) {
        return NOTHING;
    }
    let names = kept.get(chunk);
    if (names === undefined) {
        names = findInnerNames(chunk);
        kept.set(chunk, names);
    }
    return names;
}

function findInnerNames({ item }: Chunk): InnerNames {
    const found: Omit<CheckFault, "chunk">[] = [];
    let label: LabelLiteral | undefined;
    const visit = (node: Node): void => {
        if (node.kind === "LabelLiteral") {
            label = node;
        } else if (node.kind === "FunctionExpression" && node.body.kind === "Block") {
            clashes(node.body.statements, new Set(node.params.map((parameter) => parameter.name.name)), found);
        } else if (node.kind === "TestCaseStatement") {
            clashes(node.body.statements, new Set(), found);
        }
        forEachChild(node, visit);
    };
    visit(item);
    return { clashes: found, label };
}

/** `option a = …` or `option a.b = …` at the file's level. */
interface Option extends Span {
    readonly name: string;
    readonly chunk: number;
    /** What it is set to; absent where a member is set. */
    readonly value: Expression | undefined;
}

function optionsOf(chunks: readonly Chunk[]): Option[] {
    const options: Option[] = [];
    for (let chunk = 0; chunk < chunks.length; chunk++) {
        const { item } = chunks[chunk] as Chunk;
        if (item.kind === "OptionStatement") {
            const { assignment } = item;
            const member = assignment.kind === "MemberAssignment";
            const name = member ? memberName(assignment.member) : assignment.name.name;
            options.push({ name, chunk, value: member ? undefined : assignment.value, start: item.start, end: item.end });
        }
    }
    return options;
}

function memberName(node: Expression): string {
    if (node.kind === "MemberExpression") {
        const property = node.property.kind === "Identifier" ? node.property.name : node.property.value;
        return `${memberName(node.object)}.${property}`;
    }
    return node.kind === "Identifier" ? node.name : "";
}

function clashes(statements: readonly Statement[], names: Set<string>, into: Omit<CheckFault, "chunk">[]): void {
    for (const statement of statements) {
        if (statement.kind === "VariableAssignment") {
            const { name } = statement.name;
            if (names.has(name)) {
                into.push(reassigned(name, statement));
            }
            names.add(name);
        }
    }
}

function reassigned(name: string, place: { readonly start: number; readonly end: number }): Omit<CheckFault, "chunk"> {
    return { code: "variable-reassigned", message: `variable "${name}" reassigned`, start: place.start, end: place.end };
}

/** Names that an expression reads from outside itself. */
function freeNames(root: Expression): { readonly name: string; readonly start: number; readonly end: number }[] {
    const found: { readonly name: string; readonly start: number; readonly end: number }[] = [];
    const visit = (node: Node, bound: ReadonlySet<string>): void => {
        switch (node.kind) {
            case "Identifier":
                if (!bound.has(node.name)) {
                    found.push(node);
                }
                return;
            case "MemberExpression":
                visit(node.object, bound);
                return;
            case "Property":
                visit(node.value ?? node.key, bound);
                return;
            case "FunctionExpression":
                visitFunction(node, bound);
                return;
            default:
                forEachChild(node, (child) => visit(child, bound));
        }
    };
    const visitFunction = (node: FunctionExpression, bound: ReadonlySet<string>): void => {
        const inside = new Set(bound);
        for (const parameter of node.params) {
            if (parameter.value !== undefined) {
                visit(parameter.value, bound);
            }
            inside.add(parameter.name.name);
        }
        if (node.body.kind === "Block") {
            visitBlock(node.body, inside);
        } else {
            visit(node.body, inside);
        }
    };
    const visitBlock = (block: Block, bound: Set<string>): void => {
        for (const statement of block.statements) {
            if (statement.kind === "VariableAssignment") {
                visit(statement.value, bound);
                bound.add(statement.name.name);
            } else {
                visit(statement, bound);
            }
        }
    };
    visit(root, new Set());
    return found;
}

/** The one fault to tell, or undefined when all rules hold. No chunk may be too deep. */
export function checkFile(chunks: readonly Chunk[]): CheckFault | undefined {
    const options = optionsOf(chunks);
    return reassignedOption(options) ?? reassignedVariable(chunks, options) ?? lastLabel(chunks) ?? dependentOption(options);
}

function reassignedOption(options: readonly Option[]): CheckFault | undefined {
    const names = new Set<string>();
    for (const { name, chunk, start, end } of options) {
        if (names.has(name)) {
            return { code: "option-reassigned", message: `option "${name}" reassigned`, chunk, start, end };
        }
        names.add(name);
    }
    return undefined;
}

function reassignedVariable(chunks: readonly Chunk[], options: readonly Option[]): CheckFault | undefined {
    const taken = new Set(options.map(({ name }) => name));
    const variables = new Set<string>();
    for (let index = 0; index < chunks.length; index++) {
        const chunk = chunks[index] as Chunk;
        const { item } = chunk;
        if (item.kind === "VariableAssignment") {
            const { name } = item.name;
            if (taken.has(name)) {
                const message = `variable "${name}" conflicts with option of same name`;
                return { code: "variable-is-option", message, chunk: index, start: item.start, end: item.end };
            }
            if (variables.has(name)) {
                return { ...reassigned(name, item), chunk: index };
            }
            variables.add(name);
        }
        const first = innerNames(chunk).clashes[0];
        if (first !== undefined) {
            return { ...first, chunk: index };
        }
    }
    return undefined;
}

function lastLabel(chunks: readonly Chunk[]): CheckFault | undefined {
    for (let chunk = chunks.length - 1; chunk >= 0; chunk--) {
        const { label } = innerNames(chunks[chunk] as Chunk);
        if (label !== undefined) {
            const message = "Labels are currently experimental. (See the labelPolymorphism feature)";
            return { code: "label-experimental", message, chunk, start: label.start, end: label.end };
        }
    }
    return undefined;
}

function dependentOption(options: readonly Option[]): CheckFault | undefined {
    const names = new Set(options.filter(({ value }) => value !== undefined).map(({ name }) => name));
    for (const { name, chunk, value } of options) {
        const read = value && freeNames(value).find((candidate) => candidate.name !== name && names.has(candidate.name));
        if (read) {
            const message = `option "${name}" depends on option "${read.name}", which is defined in the same package`;
            return { code: "dependent-option", message, chunk, start: read.start, end: read.end };
        }
    }
    return undefined;
}
