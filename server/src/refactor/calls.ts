/** Rewrites of the call around the cursor. */
import type { SignatureParameter } from "@flux-scripts/flux";
import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import type { OpenDocument } from "../documents.ts";
import { pathTo } from "../tree.ts";
import { codeAction } from "./action.ts";

/** `f(tables: a, n: 1)` becomes `a |> f(n: 1)`. */
export function convertToPipe(document: OpenDocument, start: number): CodeAction[] {
    const { text, analysis } = document;
    const path = pathTo(analysis.file, start);
    const at = path.findLastIndex(({ node }) => node.kind === "CallExpression");
    const found = path[at];
    if (found?.node.kind !== "CallExpression") return [];
    const { node: call, base } = found;
    const parent = path[at - 1]?.node;
    if (parent?.kind === "PipeExpression" && parent.call === call) return [];
    const properties = call.args?.properties ?? [];
    const signature = analysis.signatureAt(base + call.callee.end + 1);
    const pipe = signature?.parameters.find(({ mode }) => mode === "pipe")?.name;
    const piped = properties.find(({ key }) => key.kind === "Identifier" && key.name === pipe);
    if (pipe === undefined || piped === undefined) return [];
    const slice = (from: number, to: number): string => text.slice(base + from, base + to);
    const value = piped.value === undefined ? slice(piped.key.start, piped.key.end) : slice(piped.value.start, piped.value.end);
    const rest = properties
        .filter((property) => property !== piped)
        .map((property) => slice(property.start, property.value?.end ?? property.end));
    // What binds less than a pipe needs its brackets.
    const needsBrackets = piped.value !== undefined && /^(?:Conditional|Logical|Binary|Unary|Function)Expression$/.test(piped.value.kind);
    const source = needsBrackets ? `(${value})` : value;
    const replaced = `${source} |> ${slice(call.callee.start, call.callee.end)}(${rest.join(", ")})`;
    return [
        codeAction(document, "Convert to a pipe", CodeActionKind.RefactorRewrite, [
            { start: base + call.start, end: base + call.end, text: replaced },
        ]),
    ];
}

/** The required arguments that a call lacks, each with a value of its type to change. */
export function addMissingArguments(document: OpenDocument, start: number): CodeAction[] {
    const { text, analysis } = document;
    const path = pathTo(analysis.file, start);
    const found = path.findLast(({ node }) => node.kind === "CallExpression");
    if (found?.node.kind !== "CallExpression") return [];
    const { node: call, base } = found;
    const end = base + call.end - 1;
    if (text[end] !== ")") return [];
    const signature = analysis.signatureAt(base + call.callee.end + 1);
    if (signature === undefined || signature.start !== base + call.start) return [];
    const missing = signature.parameters.filter(({ mode, name }) => mode === "required" && name !== "" && !signature.given.includes(name));
    if (missing.length === 0) return [];
    const list = missing.map((parameter) => `${parameter.name}: ${placeholder(parameter)}`).join(", ");
    const before = text.slice(base + call.callee.end, end).trimEnd();
    const separator = before.endsWith("(") ? "" : before.endsWith(",") ? " " : ", ";
    const at = base + call.callee.end + before.length;
    const title = missing.length === 1 ? `Add the missing argument ${missing[0]?.name}` : "Add the missing arguments";
    return [codeAction(document, title, CodeActionKind.QuickFix, [{ start: at, end, text: `${separator}${list}` }])];
}

/** A value of each basic type, to be changed. */
export const placeholders: Readonly<Record<string, string>> = {
    string: '""',
    int: "0",
    uint: "uint(v: 0)",
    float: "0.0",
    bool: "true",
    duration: "1h",
    time: "now()",
    regexp: "/.*/",
    bytes: 'bytes(v: "")',
};

function placeholder({ name, type }: SignatureParameter): string {
    const plain = type.replace(/ where .*$/s, "");
    const simple = placeholders[plain];
    if (simple !== undefined) return simple;
    if (plain.startsWith("[")) return "[]";
    if (plain.startsWith("{")) return "{}";
    // A bound of range takes any type, and is mostly a duration before now.
    if (name === "start") return "-1h";
    const parameters = /^\(([^()]*)\) =>/.exec(plain)?.[1];
    if (parameters !== undefined) {
        const names = parameters.split(",").map((part) => /^\s*\??([A-Za-z_]\w*)\s*:/.exec(part)?.[1] ?? "");
        if (names.every((each) => each !== "")) return `(${names.join(", ")}) => ${plain.endsWith("bool") ? "true" : (names[0] ?? "true")}`;
    }
    return plain.startsWith("(<-") ? "mean" : `params.${name}`;
}
