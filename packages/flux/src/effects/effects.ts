/**
 * What a run of a script may change or reach. Every mention of such a function counts, called or not:
 * a function can only be used through an alias, a record or a function of one's own by naming it
 * somewhere in the file, so nothing is missed, and dead code is told as well.
 */
import type { CallExpression, Expression, Node, SourceFile } from "../syntax/ast.ts";
import type { Effect } from "../analysis/api.ts";
import { absolute, parentsOf } from "../analysis/locate.ts";
import type { Recording } from "../analysis/recording.ts";
import { resolve } from "../types/type.ts";
import { EFFECT_FUNCTIONS, type EffectFunction } from "./catalogue.ts";

/** Effects of a file, in source order. */
export function fileEffects(file: SourceFile, recording: Recording): readonly Effect[] {
    const found: Effect[] = [];
    const trees = new Map<number, ReadonlyMap<Node, Node>>();
    const parents = (chunk: number): ReadonlyMap<Node, Node> => {
        let tree = trees.get(chunk);
        if (tree === undefined) {
            const item = file.chunks[chunk]?.item;
            tree = item === undefined ? new Map() : parentsOf(item);
            trees.set(chunk, tree);
        }
        return tree;
    };
    const add = (node: Expression, chunk: number, name: string, path: string): void => {
        const effect = EFFECT_FUNCTIONS.get(`${path}.${name}`);
        if (effect === undefined) {
            return;
        }
        const call = callOf(node, parents(chunk));
        if (isHarmless(path, name, call)) {
            return;
        }
        found.push({
            ...absolute(file, chunk, node),
            kind: effect.kind,
            function: path === "influxdata/influxdb" || path === "universe" ? name : `${path}.${name}`,
            target: targetOf(effect, call),
            changes: effect.changes,
        });
    };
    for (const use of recording.uses) {
        const { binding } = use;
        if (binding?.kind === "prelude" && binding.package !== undefined) {
            add(use.node, use.chunk, binding.name, binding.package);
        }
    }
    for (const chunk of file.chunks.keys()) {
        eachMember(parents(chunk), recording, (node, path, name) => add(node, chunk, name, path));
    }
    return found.sort((a, b) => a.start - b.start);
}

function eachMember(
    parents: ReadonlyMap<Node, Node>,
    recording: Recording,
    visit: (node: Expression, path: string, name: string) => void,
): void {
    for (const node of parents.keys()) {
        if (node.kind !== "MemberExpression") {
            continue;
        }
        const type = recording.types.get(node.object);
        const subject = type === undefined ? undefined : resolve(type);
        if (subject?.tag === "package") {
            visit(node, subject.path, node.property.kind === "Identifier" ? node.property.name : node.property.value);
        }
    }
}

/** The call whose callee the node is. */
function callOf(start: Node, parents: ReadonlyMap<Node, Node>): CallExpression | undefined {
    let node = start;
    let parent = parents.get(node);
    while (parent?.kind === "ParenExpression") {
        node = parent;
        parent = parents.get(node);
    }
    return parent?.kind === "CallExpression" && parent.callee === node ? parent : undefined;
}

/** `csv.from(csv: …)` reads nothing from outside. */
function isHarmless(path: string, name: string, call: CallExpression | undefined): boolean {
    return (
        path === "csv" &&
        name === "from" &&
        call !== undefined &&
        argument(call, "file") === undefined &&
        argument(call, "url") === undefined
    );
}

function argument(call: CallExpression, name: string): Expression | undefined {
    for (const property of call.args?.properties ?? []) {
        const key = property.key.kind === "Identifier" ? property.key.name : property.key.value;
        if (key === name) {
            return property.value;
        }
    }
    return undefined;
}

function targetOf(effect: EffectFunction, call: CallExpression | undefined): string | undefined {
    const value = effect.target === undefined || call === undefined ? undefined : argument(call, effect.target);
    return value?.kind === "StringLiteral" ? value.value : undefined;
}
