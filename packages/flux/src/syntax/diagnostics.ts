/**
 * Syntax errors of a tree, in the reference's order (a node's own before its children's) and words.
 * Errors of a chunk are found once and kept with the chunk, so that asking again after an edit costs
 * only what the edit touched.
 */
import type { Chunk, Node, RecordExpression, SourceFile, SyntaxFault } from "./ast.ts";
import { LineIndex } from "./line-index.ts";
import { TOO_DEEP } from "./state.ts";
import { MAX_TREE_DEPTH, TRAIT } from "./traits.ts";
import { forEachChild } from "./walk.ts";

/** An error at absolute UTF-16 offsets, `end` exclusive. */
export interface SourceError {
    readonly message: string;
    readonly start: number;
    readonly end: number;
}

/** An error at a node, offsets relative to the chunk. */
export interface ChunkError {
    readonly fault: SyntaxFault;
    readonly start: number;
    readonly end: number;
}

/**
 * More errors than this are told neither of a chunk nor of a file: nobody reads them, and millions (a file of brackets) take
 * longer than all the rest.
 */
export const MAX_ERRORS = 10_000;

const kept = new WeakMap<Chunk, readonly ChunkError[]>();
export const NO_ERRORS: readonly ChunkError[] = [];

/** All syntax errors of a file. */
export function collectSyntaxDiagnostics(file: SourceFile, lines: LineIndex = new LineIndex(file.text)): SourceError[] {
    return collect(file, syntaxErrorsOf, lines);
}

/** Whether the file is refused for its depth: then nothing but syntax errors is told. */
export function isTooDeep(file: SourceFile): boolean {
    return file.chunks.some(isChunkTooDeep);
}

export function isChunkTooDeep(chunk: Chunk): boolean {
    return (chunk.traits & TRAIT.SUSPECT) !== 0 && syntaxErrorsOf(chunk).some((error) => error.fault.message === TOO_DEEP);
}

/** Puts the errors of each chunk at their place in the file. */
export function collect(file: SourceFile, errorsOf: (chunk: Chunk) => readonly ChunkError[], lines: LineIndex): SourceError[] {
    const errors: SourceError[] = [];
    for (const [i, chunk] of file.chunks.entries()) {
        const base = file.offsets[i] as number;
        for (const { fault, start, end } of errorsOf(chunk)) {
            errors.push({ message: faultMessage(fault, base, lines), start: base + start, end: base + end });
        }
        if (errors.length > MAX_ERRORS) {
            break;
        }
    }
    return errors.slice(0, MAX_ERRORS);
}

/** The message of a fault in a chunk that begins at `base`; places are told as line:column, in bytes from 1. */
export function faultMessage(fault: SyntaxFault, base: number, lines: LineIndex): string {
    if (fault.at === undefined) {
        return fault.message;
    }
    const start = place(lines, base + fault.at.start);
    if (fault.rest === undefined) {
        return fault.message + start;
    }
    return `${fault.message}${start}-${place(lines, base + fault.at.end)}${fault.rest}`;
}

function place(lines: LineIndex, offset: number): string {
    const { line, column } = lines.bytePosition(offset);
    return `${line}:${column}`;
}

/** Syntax errors of one chunk. */
export function syntaxErrorsOf(chunk: Chunk): readonly ChunkError[] {
    if ((chunk.traits & TRAIT.SUSPECT) === 0) {
        return NO_ERRORS;
    }
    let errors = kept.get(chunk);
    if (errors === undefined) {
        errors = find(chunk.item);
        kept.set(chunk, errors);
    }
    return errors;
}

function find(item: Node): ChunkError[] {
    const errors: ChunkError[] = [];
    let isDeep = false;
    const add = (fault: SyntaxFault, { start, end }: Node): void => {
        // That a chunk is too deep decides on all else, so it is never left out.
        const isFirstDeep = !isDeep && fault.message === TOO_DEEP;
        if (errors.length < MAX_ERRORS || isFirstDeep) {
            errors.push({ fault, start, end });
        }
        isDeep ||= isFirstDeep;
    };
    let depth = 0;
    // The depth is limited, so recursion is safe.
    const visit = (node: Node): void => {
        if (depth === MAX_TREE_DEPTH) {
            add({ message: TOO_DEEP }, node);
            return;
        }
        for (const fault of node.faults ?? NO_FAULTS) {
            add(fault, node);
        }
        for (const message of ownErrors(node)) {
            add({ message }, node);
        }
        depth++;
        forEachChild(node, visit);
        depth--;
    };
    visit(item);
    return errors;
}

const NONE: readonly string[] = [];
const NO_FAULTS: readonly SyntaxFault[] = [];

/** Errors that follow from the kind of a node. */
function ownErrors(node: Node): readonly string[] {
    switch (node.kind) {
        case "BadStatement":
            return [`invalid statement: ${node.text}`];
        case "BadExpression":
            return node.text === "" ? NONE : [`invalid expression: ${node.text}`];
        case "RecordExpression":
            return recordErrors(node);
        default:
            return NONE;
    }
}

/** A property that has an error itself is left out of account. */
function recordErrors(record: RecordExpression): readonly string[] {
    if (record.properties.every((property) => property.value !== undefined)) {
        return NONE;
    }
    const errors: string[] = [];
    let implicit = false;
    let explicit = false;
    for (const { key, value, faults } of record.properties) {
        if (faults !== undefined) {
            continue;
        }
        if (value !== undefined) {
            explicit = true;
            continue;
        }
        implicit = true;
        if (key.kind === "StringLiteral") {
            errors.push(`string literal key ${key.value} must have a value`);
        }
    }
    if (implicit && explicit) {
        errors.push("cannot mix implicit and explicit properties");
    }
    return errors;
}
