/** The children of every kind of node, in the order in which the reference visits them. */
import type { DictItem, Node, RecordType, SourceFile, TypeConstraint, TypeParameter } from "./ast.ts";

type Children = readonly (Node | undefined)[];

/** Nodes directly below `node`; attributes excluded. */
export function childrenOf(node: Node): Children {
    switch (node.kind) {
        case "PackageClause":
            return [node.name];
        case "ImportDeclaration":
            return [node.alias, node.path];
        case "Attribute":
            return node.args;
        case "ExpressionStatement":
        case "ParenExpression":
        case "InterpolatedPart":
        case "BadExpression":
            return [node.expression];
        case "VariableAssignment":
        case "Parameter":
            return [node.name, node.value];
        case "MemberAssignment":
            return [node.member, node.value];
        case "OptionStatement":
            return [node.assignment];
        case "ReturnStatement":
            return [node.value];
        case "BuiltinStatement":
            return [node.name, node.type];
        case "TestCaseStatement":
            return [node.name, node.extends, node.body];
        case "Block":
            return node.statements;
        case "ArrayExpression":
            return node.elements;
        case "DictExpression":
            return node.items.flatMap((item: DictItem) => [item.key, item.value]);
        case "FunctionExpression":
            return [...node.params, node.body];
        case "LogicalExpression":
        case "BinaryExpression":
            return [node.left, node.right];
        case "UnaryExpression":
            return [node.argument];
        case "CallExpression":
            return [node.callee, node.args];
        case "PipeExpression":
            return [node.argument, node.call];
        case "ConditionalExpression":
            return [node.test, node.consequent, node.alternate];
        case "InterpolatedString":
            return node.parts;
        case "MemberExpression":
            return [node.object, node.property];
        case "IndexExpression":
            return [node.array, node.index];
        case "Property":
            return [node.key, node.value];
        case "RecordExpression":
            return [node.with, ...node.properties];
        case "TypeExpression":
            return [node.type, ...node.constraints.flatMap((c: TypeConstraint) => [c.variable, ...c.kinds])];
        case "ArrayType":
        case "StreamType":
        case "VectorType":
            return [node.element];
        case "DictType":
            return [node.key, node.value];
        case "RecordType":
            return [node.extends, ...node.properties.flatMap((p: RecordType["properties"][number]) => [p.name, p.type])];
        case "FunctionType":
            return [...node.params.flatMap((p: TypeParameter) => [p.name, p.type, p.default]), node.result];
        default:
            return [];
    }
}

/**
 * Visits every node of a file before its children, in source order, with the absolute start of its chunk.
 * A visitor that gives `false` skips the children. No recursion: trees may be deep.
 */
export function walkFile(file: SourceFile, visit: (node: Node, base: number) => boolean | undefined | void): void {
    file.chunks.forEach((chunk, i) => {
        const base = file.offsets[i] as number;
        walk(chunk.item, (node) => visit(node, base));
    });
}

/** As {@link walkFile}, for one node and what is below it. */
export function walk(root: Node, visit: (node: Node) => boolean | undefined | void): void {
    const stack: Node[] = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        if (visit(node) === false) {
            continue;
        }
        const children = childrenOf(node);
        for (let i = children.length - 1; i >= 0; i--) {
            const child = children[i];
            if (child !== undefined) {
                stack.push(child);
            }
        }
    }
}
