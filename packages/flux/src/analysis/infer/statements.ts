/** Statements, and the header of a file: imports. */
import type { BuiltinStatement, ImportDeclaration, OptionStatement, Statement, VariableAssignment } from "../../syntax/ast.ts";
import { typeFromSyntax } from "../../types/fromSyntax.ts";
import { ERROR, type PackageType, type Type } from "../../types/type.ts";
import type { BindingKind } from "./environment.ts";
import { Scope } from "./environment.ts";
import type { Context } from "./context.ts";
import { inferExpression, placeOf } from "./expressions.ts";

/** Infers a statement of a file, block or testcase and binds what it defines in `scope`. */
export function inferStatement(statement: Statement, scope: Scope, context: Context): void {
    switch (statement.kind) {
        case "ExpressionStatement":
            inferExpression(statement.expression, scope, context);
            return;
        case "VariableAssignment":
            inferAssignment(statement, "variable", scope, context);
            return;
        case "OptionStatement":
            inferOption(statement, scope, context);
            return;
        case "BuiltinStatement":
            inferBuiltin(statement, scope, context);
            return;
        case "TestCaseStatement": {
            const inner = new Scope(scope);
            context.recorder?.scope(statement.body, inner, context.chunk);
            for (const inside of statement.body.statements) {
                inferStatement(inside, inner, context);
            }
            return;
        }
        case "ReturnStatement":
            context.report({ tag: "return" }, statement);
            return;
        case "BadStatement":
            return;
    }
}

function inferAssignment(node: VariableAssignment, kind: BindingKind, scope: Scope, context: Context): void {
    context.level++;
    const type = inferExpression(node.value, scope, context);
    context.level--;
    context.define(scope, node.name, kind, type);
}

function inferOption(node: OptionStatement, scope: Scope, context: Context): void {
    const { assignment } = node;
    if (assignment.kind === "VariableAssignment") {
        inferAssignment(assignment, "option", scope, context);
        return;
    }
    const value = inferExpression(assignment.value, scope, context);
    const member = inferExpression(assignment.member, scope, context);
    context.unify(member, value, placeOf(assignment.value));
}

function inferBuiltin(node: BuiltinStatement, scope: Scope, context: Context): void {
    context.define(scope, node.name, "builtin", typeFromSyntax(node.type));
}

/** Finds a package by its import path. */
export type PackageLoader = (path: string) => PackageType | undefined;

/** Stands for every package that could not be found. */
const unknownPackage = {};

/** Binds an imported package, or an error type that silences its members. */
export function inferImport(node: ImportDeclaration, name: string, load: PackageLoader, scope: Scope, context: Context): void {
    const found = load(node.path.value);
    if (found === undefined) {
        context.report({ tag: "import", path: node.path.value }, node);
    }
    const type: Type = found ?? ERROR;
    const place = node.alias ?? node.path;
    const binding = {
        name: node.alias?.name ?? name,
        kind: "package" as const,
        type,
        generic: false,
        open: false,
        key: found ?? unknownPackage,
        package: node.path.value,
        chunk: context.chunk,
        start: place.start,
        end: place.end,
    };
    context.bind(scope, binding);
}
