/** Children of tree nodes, in source order. */
import type { Node } from "../syntax/ast.ts";

/** Calls `visit` for each child node. Type expressions are leaves here. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
    switch (node.kind) {
        case "PackageClause":
            visit(node.name);
            return;
        case "ImportDeclaration":
            if (node.alias !== undefined) {
                visit(node.alias);
            }
            visit(node.path);
            return;
        case "ExpressionStatement":
            visit(node.expression);
            return;
        case "VariableAssignment":
            visit(node.name);
            visit(node.value);
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
            return;
        case "TestCaseStatement":
            visit(node.name);
            visit(node.body);
            return;
        case "Block":
            node.statements.forEach(visit);
            return;
        case "ArrayExpression":
            node.elements.forEach(visit);
            return;
        case "DictExpression":
            for (const item of node.items) {
                visit(item.key);
                visit(item.value);
            }
            return;
        case "FunctionExpression":
            node.params.forEach(visit);
            visit(node.body);
            return;
        case "Parameter":
            visit(node.name);
            if (node.value !== undefined) {
                visit(node.value);
            }
            return;
        case "LogicalExpression":
        case "BinaryExpression":
            visit(node.left);
            visit(node.right);
            return;
        case "UnaryExpression":
            visit(node.argument);
            return;
        case "CallExpression":
            visit(node.callee);
            if (node.args !== undefined) {
                visit(node.args);
            }
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
        case "InterpolatedPart":
        case "ParenExpression":
            visit(node.expression);
            return;
        case "MemberExpression":
            visit(node.object);
            visit(node.property);
            return;
        case "IndexExpression":
            visit(node.array);
            visit(node.index);
            return;
        case "RecordExpression":
            if (node.with !== undefined) {
                visit(node.with);
            }
            node.properties.forEach(visit);
            return;
        case "Property":
            visit(node.key);
            if (node.value !== undefined) {
                visit(node.value);
            }
            return;
        case "BadExpression":
            if (node.expression !== undefined) {
                visit(node.expression);
            }
            return;
        default:
            return;
    }
}
