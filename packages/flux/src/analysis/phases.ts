/** The faults of the phases before inference: syntax and convert. */
import type { Chunk, Node, SyntaxFault } from "../syntax/ast.ts";
import { eachChild } from "./walk.ts";

/** A fault and its place, relative to its chunk. */
export interface PhaseFault {
    readonly fault: SyntaxFault;
    readonly start: number;
    readonly end: number;
}

const TOO_DEEP = "Program is nested too deep";

/** Nothing after it is looked at. */
export function isFatal(fault: PhaseFault): boolean {
    return fault.fault.message === TOO_DEEP;
}

/** Faults of one chunk: a node's own before its children's. */
export function chunkFaults(chunk: Chunk): { readonly syntax: readonly PhaseFault[]; readonly convert: readonly PhaseFault[] } {
    const syntax: PhaseFault[] = [];
    const visit = (node: Node): void => {
        for (const fault of node.faults ?? []) {
            syntax.push({ fault, start: node.start, end: node.end });
        }
        eachChild(node, visit);
    };
    visit(chunk.item);
    return { syntax, convert: [] };
}
