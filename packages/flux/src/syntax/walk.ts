/** The children of every kind of node, in the order in which the reference visits them. */
import type { Node, SourceFile } from "./ast.ts";

/** Calls `visit` with each node directly below `node`; attributes excluded. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
    switch (node.kind) {
        // The frequent ones first.
        case "Identifier":
        case "StringLiteral":
            return;
        case "Property":
            visit(node.key);
            if (node.value !== undefined) {
                visit(node.value);
            }
            return;
        case "MemberExpression":
            visit(node.object);
            visit(node.property);
            return;
        case "CallExpression":
            visit(node.callee);
            if (node.args !== undefined) {
                visit(node.args);
            }
            return;
        case "RecordExpression":
            if (node.with !== undefined) {
                visit(node.with);
            }
            node.properties.forEach(visit);
            return;
        case "LogicalExpression":
        case "BinaryExpression":
            visit(node.left);
            visit(node.right);
            return;
        case "IntegerLiteral":
        case "FloatLiteral":
        case "TimeLiteral":
        case "DurationLiteral":
        case "RegexpLiteral":
        case "LabelLiteral":
        case "PipeLiteral":
        case "TextPart":
        case "BadStatement":
        case "NamedType":
        case "DynamicType":
        case "LabelType":
            return;
        case "PackageClause":
            visit(node.name);
            return;
        case "ImportDeclaration":
            if (node.alias !== undefined) {
                visit(node.alias);
            }
            visit(node.path);
            return;
        case "Attribute":
            node.args.forEach(visit);
            return;
        case "ExpressionStatement":
        case "ParenExpression":
        case "InterpolatedPart":
            visit(node.expression);
            return;
        case "BadExpression":
            if (node.expression !== undefined) {
                visit(node.expression);
            }
            return;
        case "VariableAssignment":
        case "Parameter":
            visit(node.name);
            if (node.value !== undefined) {
                visit(node.value);
            }
            return;
        case "MemberAssignment":
            visit(node.member);
            visit(node.value);
            return;
        case "OptionStatement":
            visit(node.assignment);
            return;
        case "ReturnStatement":
            visit(node.value);
            return;
        case "BuiltinStatement":
            visit(node.name);
            visit(node.type);
            return;
        case "TestCaseStatement":
            visit(node.name);
            if (node.extends !== undefined) {
                visit(node.extends);
            }
            visit(node.body);
            return;
        case "Block":
            node.statements.forEach(visit);
            return;
        case "ArrayExpression":
            node.elements.forEach(visit);
            return;
        case "DictExpression":
            for (const { key, value } of node.items) {
                visit(key);
                visit(value);
            }
            return;
        case "FunctionExpression":
            node.params.forEach(visit);
            visit(node.body);
            return;
        case "UnaryExpression":
            visit(node.argument);
            return;
        case "PipeExpression":
            visit(node.argument);
            visit(node.call);
            return;
        case "ConditionalExpression":
            visit(node.test);
            visit(node.consequent);
            visit(node.alternate);
            return;
        case "InterpolatedString":
            node.parts.forEach(visit);
            return;
        case "IndexExpression":
            visit(node.array);
            visit(node.index);
            return;
        case "TypeExpression":
            visit(node.type);
            for (const { variable, kinds } of node.constraints) {
                visit(variable);
                kinds.forEach(visit);
            }
            return;
        case "ArrayType":
        case "StreamType":
        case "VectorType":
            visit(node.element);
            return;
        case "DictType":
            visit(node.key);
            visit(node.value);
            return;
        case "RecordType":
            if (node.extends !== undefined) {
                visit(node.extends);
            }
            for (const { name, type } of node.properties) {
                visit(name);
                visit(type);
            }
            return;
        case "FunctionType":
            for (const { name, type, default: label } of node.params) {
                if (name !== undefined) {
                    visit(name);
                }
                visit(type);
                if (label !== undefined) {
                    visit(label);
                }
            }
            visit(node.result);
    }
}

/** Nodes directly below `node`; attributes excluded. */
export function childrenOf(node: Node): readonly Node[] {
    const children: Node[] = [];
    forEachChild(node, (child) => children.push(child));
    return children;
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
            stack.push(children[i] as Node);
        }
    }
}
