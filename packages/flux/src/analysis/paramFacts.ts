/** For people: every place where a param is read, and what its value flows into. */
import type {
    BinaryExpression,
    CallExpression,
    Expression,
    Identifier,
    Node,
    Property,
    RecordExpression,
    SourceFile,
} from "../syntax/ast.ts";
import { prettyType } from "../types/print.ts";
import { resolve, type Type } from "../types/type.ts";
import type { ParamFacts, ParamOccurrence, ParamUse } from "./api.ts";
import type { Binding } from "./infer/environment.ts";
import { absolute, parentsOf } from "./locate.ts";
import { paramType, paramTypes } from "./params.ts";
import type { Recording } from "./recording.ts";

/** Most telling first: what decides which input a form offers. */
const TELLING: readonly ParamUse[] = [
    "duration",
    "time",
    "range-bound",
    "int",
    "uint",
    "float",
    "bool",
    "bytes",
    "string",
    "contains",
    "array",
    "regexp",
    "dictionary",
    "record",
    "function",
    "stream",
    "column-comparison",
    "comparison",
    "interpolation",
];

const CONVERSIONS: ReadonlySet<string> = new Set(["duration", "time", "int", "uint", "float", "string", "bool", "bytes"]);

/** Facts of every param of a file, in the order of their first use. */
export function paramFacts(file: SourceFile, recording: Recording): readonly ParamFacts[] {
    const types = paramTypes(recording.free.get("params"));
    const occurrences = new Map<string, ParamOccurrence[]>();
    const aliases = paramsAliases(recording);
    const parents = new Map<number, ReadonlyMap<Node, Node>>();
    for (const use of recording.uses) {
        const isParams = use.binding === undefined ? use.node.name === "params" : aliases.has(use.binding);
        const item = file.chunks[use.chunk]?.item;
        if (!isParams || item === undefined) {
            continue;
        }
        let tree = parents.get(use.chunk);
        if (tree === undefined) {
            tree = parentsOf(item);
            parents.set(use.chunk, tree);
        }
        const [node, parent] = outOfParens(use.node, tree);
        if (parent?.kind !== "MemberExpression" || parent.object !== node) {
            continue;
        }
        const name = parent.property.kind === "Identifier" ? parent.property.name : parent.property.value;
        const list = occurrences.get(name) ?? [];
        list.push({ ...absolute(file, use.chunk, parent), ...useOf(parent, tree, types.get(name)) });
        occurrences.set(name, list);
    }
    const facts = [...types].map(([name, type]) => {
        const places = occurrences.get(name) ?? [];
        const uses = new Set(places.flatMap((place) => (place.use === undefined ? [] : [place.use])));
        return {
            name,
            type: paramType(type),
            inferred: prettyType(type),
            occurrences: places,
            uses: TELLING.filter((use) => uses.has(use)),
        };
    });
    const firstUse = new Map(
        facts.map(({ name, occurrences }) => [
            name,
            occurrences.reduce((least, { start }) => Math.min(least, start), Number.MAX_SAFE_INTEGER),
        ]),
    );
    return facts.sort((a, b) => (firstUse.get(a.name) ?? 0) - (firstUse.get(b.name) ?? 0));
}

/** Names that are just another name for `params`: `p = params`. */
function paramsAliases(recording: Recording): ReadonlySet<Binding> {
    const params = recording.free.get("params");
    const aliases = new Set<Binding>();
    if (params !== undefined) {
        const row = resolve(params);
        for (const binding of recording.definitions) {
            if (binding.kind === "variable" && binding.open && resolve(binding.type) === row) {
                aliases.add(binding);
            }
        }
    }
    return aliases;
}

function outOfParens(start: Node, parents: ReadonlyMap<Node, Node>): readonly [Node, Node | undefined] {
    let node = start;
    let parent = parents.get(node);
    while (parent?.kind === "ParenExpression") {
        node = parent;
        parent = parents.get(parent);
    }
    return [node, parent];
}

type UseInfo = Pick<ParamOccurrence, "use" | "column" | "callee" | "argument">;

function useOf(member: Expression, parents: ReadonlyMap<Node, Node>, type: Type | undefined): UseInfo {
    const [node, parent] = outOfParens(member, parents);
    switch (parent?.kind) {
        case "Property":
            return parent.value === node ? argumentUse(parent, parents, type) : {};
        case "BinaryExpression":
            return comparisonUse(parent, node);
        case "InterpolatedPart":
            return { use: "interpolation" };
        case "IndexExpression":
            return parent.array === node ? { use: "array" } : {};
        case "MemberExpression":
            return { use: "record" };
        case "CallExpression":
            return { use: "function" };
        case "PipeExpression":
            return { use: parent.argument === node ? "stream" : "function" };
        default:
            return {};
    }
}

function comparisonUse(parent: BinaryExpression, node: Node): UseInfo {
    const { operator } = parent;
    if (operator === "=~" || operator === "!~") {
        return { use: parent.right === node ? "regexp" : "string" };
    }
    if (!["==", "!=", "<", "<=", ">", ">="].includes(operator)) {
        return {};
    }
    let other = parent.left === node ? parent.right : parent.left;
    while (other.kind === "ParenExpression") {
        other = other.expression;
    }
    if (other.kind === "MemberExpression" && other.object.kind === "Identifier") {
        return { use: "column-comparison", column: other.property.kind === "Identifier" ? other.property.name : other.property.value };
    }
    return { use: "comparison" };
}

function argumentUse(property: Property, parents: ReadonlyMap<Node, Node>, type: Type | undefined): UseInfo {
    const record = parents.get(property);
    const call = record === undefined ? undefined : parents.get(record);
    if (call?.kind !== "CallExpression" || call.args !== (record as RecordExpression)) {
        return structuredUse(type);
    }
    const callee = calleeName(call);
    const argument = property.key.kind === "Identifier" ? property.key.name : property.key.value;
    const place = { callee, argument };
    if (CONVERSIONS.has(callee) && argument === "v") {
        return { ...place, use: callee as ParamUse };
    }
    if (callee === "range" && (argument === "start" || argument === "stop")) {
        return { ...place, use: "range-bound" };
    }
    if (callee === "contains") {
        return { ...place, use: argument === "set" ? "array" : "contains" };
    }
    return { ...place, ...structuredUse(type) };
}

function structuredUse(type: Type | undefined): UseInfo {
    const subject = type === undefined ? undefined : resolve(type);
    switch (subject?.tag) {
        case "array":
        case "stream":
        case "function":
        case "dictionary":
            return { use: subject.tag };
        case "extension":
        case "empty":
            return { use: "record" };
        case "basic":
            return subject.name === "regexp" || subject.name === "bytes" ? { use: subject.name } : {};
        default:
            return {};
    }
}

/** `range`, `date.truncate`; empty for another kind of callee. */
export function calleeName(call: CallExpression): string {
    const name = (node: Expression): string => {
        if (node.kind === "MemberExpression") {
            const object = name(node.object);
            const property = (node.property as Identifier).name ?? "";
            return object === "" ? "" : `${object}.${property}`;
        }
        return node.kind === "Identifier" ? node.name : "";
    };
    return name(call.callee);
}
