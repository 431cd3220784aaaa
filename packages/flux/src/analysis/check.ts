/**
 * The check phase: reassigned options and variables, labels, options that depend on each other. At
 * most one fault of a file is told, the first in that order of rules.
 */
import type { Block, Chunk, Expression, FunctionExpression, LabelLiteral, Node, Statement } from "../syntax/ast.ts";
import { isChunkTooDeep } from "../syntax/diagnostics.ts";
import { eachChild } from "./walk.ts";

export interface CheckFault {
    readonly code: string;
    readonly message: string;
    /** The chunk that `start` and `end` are relative to. */
    readonly chunk: number;
    readonly start: number;
    readonly end: number;
}

/** What one chunk brings to the check of its file. */
export interface ChunkNames {
    /** `option a = …` or `option a.b = …` of this chunk. */
    readonly option?: { readonly name: string; readonly member: boolean; readonly start: number; readonly end: number };
    readonly variable?: { readonly name: string; readonly start: number; readonly end: number };
    /** Clashes inside functions and testcases. */
    readonly inner: readonly Omit<CheckFault, "chunk">[];
    readonly label?: LabelLiteral;
    /** Free names in the value of the chunk's option, for rule four. */
    readonly optionReads: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

const kept = new WeakMap<Chunk, ChunkNames>();

/** What a chunk brings to the check; found once and kept with the chunk. */
export function chunkNames(chunk: Chunk): ChunkNames {
    let names = kept.get(chunk);
    if (names === undefined) {
        names = isChunkTooDeep(chunk) ? { inner: [], optionReads: [] } : findNames(chunk);
        kept.set(chunk, names);
    }
    return names;
}

function findNames({ item }: Chunk): ChunkNames {
    const inner: Omit<CheckFault, "chunk">[] = [];
    let label: LabelLiteral | undefined;
    const visit = (node: Node): void => {
        if (node.kind === "LabelLiteral") {
            label = node;
        } else if (node.kind === "FunctionExpression" && node.body.kind === "Block") {
            clashes(node.body.statements, new Set(node.params.map((parameter) => parameter.name.name)), inner);
        } else if (node.kind === "TestCaseStatement") {
            clashes(node.body.statements, new Set(), inner);
        }
        eachChild(node, visit);
    };
    visit(item);
    if (item.kind === "VariableAssignment") {
        return { variable: { name: item.name.name, start: item.start, end: item.end }, inner, label, optionReads: [] };
    }
    if (item.kind === "OptionStatement") {
        const { assignment } = item;
        const member = assignment.kind === "MemberAssignment";
        const name = member ? memberName(assignment.member) : assignment.name.name;
        const optionReads = member ? [] : freeNames(assignment.value);
        return { option: { name, member, start: item.start, end: item.end }, inner, label, optionReads };
    }
    return { inner, label, optionReads: [] };
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
                eachChild(node, (child) => visit(child, bound));
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

/** The one fault to tell, or undefined when all rules hold. */
export function checkFile(chunks: readonly ChunkNames[]): CheckFault | undefined {
    return reassignedOption(chunks) ?? reassignedVariable(chunks) ?? lastLabel(chunks) ?? dependentOption(chunks);
}

function reassignedOption(chunks: readonly ChunkNames[]): CheckFault | undefined {
    const options = new Set<string>();
    for (const [chunk, { option }] of chunks.entries()) {
        if (option !== undefined) {
            if (options.has(option.name)) {
                return {
                    code: "option-reassigned",
                    message: `option "${option.name}" reassigned`,
                    chunk,
                    start: option.start,
                    end: option.end,
                };
            }
            options.add(option.name);
        }
    }
    return undefined;
}

function reassignedVariable(chunks: readonly ChunkNames[]): CheckFault | undefined {
    const options = new Set<string>();
    for (const { option } of chunks) {
        if (option !== undefined) {
            options.add(option.name);
        }
    }
    const variables = new Set<string>();
    for (const [chunk, { variable, inner }] of chunks.entries()) {
        if (variable !== undefined) {
            if (options.has(variable.name)) {
                const message = `variable "${variable.name}" conflicts with option of same name`;
                return { code: "variable-is-option", message, chunk, start: variable.start, end: variable.end };
            }
            if (variables.has(variable.name)) {
                return { ...reassigned(variable.name, variable), chunk };
            }
            variables.add(variable.name);
        }
        const first = inner[0];
        if (first !== undefined) {
            return { ...first, chunk };
        }
    }
    return undefined;
}

function lastLabel(chunks: readonly ChunkNames[]): CheckFault | undefined {
    for (let chunk = chunks.length - 1; chunk >= 0; chunk--) {
        const label = chunks[chunk]?.label;
        if (label !== undefined) {
            const message = "Labels are currently experimental. (See the labelPolymorphism feature)";
            return { code: "label-experimental", message, chunk, start: label.start, end: label.end };
        }
    }
    return undefined;
}

function dependentOption(chunks: readonly ChunkNames[]): CheckFault | undefined {
    const options = new Set<string>();
    for (const { option } of chunks) {
        if (option !== undefined && !option.member) {
            options.add(option.name);
        }
    }
    for (const [chunk, { option, optionReads }] of chunks.entries()) {
        const read = optionReads.find((candidate) => candidate.name !== option?.name && options.has(candidate.name));
        if (option !== undefined && read !== undefined) {
            const message = `option "${option.name}" depends on option "${read.name}", which is defined in the same package`;
            return { code: "dependent-option", message, chunk, start: read.start, end: read.end };
        }
    }
    return undefined;
}
