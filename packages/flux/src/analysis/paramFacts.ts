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
    Span,
} from "../syntax/ast.ts";
import { prettyType } from "../types/print.ts";
import { resolve, type Type } from "../types/type.ts";
import type { ParamFacts, ParamOccurrence, ParamUse } from "./api.ts";
import { parentsOf } from "./locate.ts";
import { paramType, paramTypes } from "./params.ts";
import { type FileNames, keptByMeaning, meaningOf } from "./scopes.ts";

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

/** A place in a chunk where a param is read, relative to the chunk. */
interface Reading extends Span {
    readonly name: string;
    readonly use: UseInfo;
    /** Where nothing else tells the use, the param's type does. */
    readonly byType: boolean;
}

/** The readings of one chunk. */
const readingsOf = keptByMeaning((linked): readonly Reading[] => {
    const found: Reading[] = [];
    if (!linked.meanings.some((meaning) => meaning?.tag === "params")) {
        return found;
    }
    const tree = parentsOf(linked.chunk.item);
    for (const use of linked.scopes.uses) {
        if (meaningOf(linked, use.node)?.tag !== "params") {
            continue;
        }
        const [node, parent] = outOfParens(use.node, tree);
        if (parent?.kind === "MemberExpression" && parent.object === node) {
            const name = parent.property.kind === "Identifier" ? parent.property.name : parent.property.value;
            found.push({ name, start: parent.start, end: parent.end, ...useOf(parent, tree) });
        }
    }
    return found;
});

/** Facts of every param of a file, in the order of their first use; `params` is the type of the free name. */
export function paramFacts(file: SourceFile, names: FileNames, params: Type | undefined): readonly ParamFacts[] {
    const types = paramTypes(params);
    const occurrences = new Map<string, ParamOccurrence[]>();
    for (const [chunk, linked] of names.chunks.entries()) {
        for (const reading of readingsOf(linked)) {
            const { name } = reading;
            const list = occurrences.get(name) ?? [];
            list.push(occurrence(file.offsets[chunk] ?? 0, reading, types.get(name)));
            occurrences.set(name, list);
        }
    }
    const facts = [...types].map(([name, type]) => {
        const places = (occurrences.get(name) ?? []).sort((a, b) => a.start - b.start);
        const uses = new Set(places.flatMap((place) => (place.use === undefined ? [] : [place.use])));
        return {
            name,
            type: paramType(type),
            inferred: prettyType(type),
            occurrences: places,
            uses: TELLING.filter((use) => uses.has(use)),
        };
    });
    const first = ({ occurrences: places }: ParamFacts): number => places[0]?.start ?? Number.MAX_SAFE_INTEGER;
    return facts.sort((a, b) => first(a) - first(b));
}

function occurrence(base: number, { start, end, use, byType }: Reading, type: Type | undefined): ParamOccurrence {
    const place: { -readonly [K in keyof ParamOccurrence]: ParamOccurrence[K] } = { start: base + start, end: base + end };
    const how = use.use ?? (byType ? structuredUse(type).use : undefined);
    if (how !== undefined) place.use = how;
    if (use.column !== undefined) place.column = use.column;
    if (use.callee !== undefined) place.callee = use.callee;
    if (use.argument !== undefined) place.argument = use.argument;
    return place;
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

function useOf(member: Expression, parents: ReadonlyMap<Node, Node>): Pick<Reading, "use" | "byType"> {
    const [node, parent] = outOfParens(member, parents);
    if (parent?.kind === "Property" && parent.value === node) {
        return argumentUse(parent, parents);
    }
    if (parent?.kind === "ArrayExpression") {
        const [, around] = outOfParens(parent, parents);
        if (around?.kind === "Property") {
            const { use: _use, ...place } = argumentUse(around, parents).use;
            return { use: place, byType: false };
        }
    }
    return { use: directUse(node, parent), byType: false };
}

function directUse(node: Node, parent: Node | undefined): UseInfo {
    switch (parent?.kind) {
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
    const column = columnOf(parent.left === node ? parent.right : parent.left);
    return column === undefined ? { use: "comparison" } : { use: "column-comparison", column };
}

/** The column of `r.column`. */
function columnOf(expression: Expression): string | undefined {
    let inner = expression;
    while (inner.kind === "ParenExpression") {
        inner = inner.expression;
    }
    if (inner.kind !== "MemberExpression" || inner.object.kind !== "Identifier") {
        return undefined;
    }
    return nameOf(inner.property);
}

function nameOf(key: Property["key"]): string {
    return key.kind === "Identifier" ? key.name : key.value;
}

function argumentUse(property: Property, parents: ReadonlyMap<Node, Node>): Pick<Reading, "use" | "byType"> {
    const record = parents.get(property);
    const call = record === undefined ? undefined : parents.get(record);
    if (call?.kind !== "CallExpression" || call.args !== (record as RecordExpression)) {
        return { use: {}, byType: true };
    }
    const callee = calleeName(call);
    const argument = nameOf(property.key);
    const place = { callee, argument };
    if (CONVERSIONS.has(callee) && argument === "v") {
        return { use: { ...place, use: callee as ParamUse }, byType: false };
    }
    if (callee === "range" && (argument === "start" || argument === "stop")) {
        return { use: { ...place, use: "range-bound" }, byType: false };
    }
    if (callee === "contains") {
        if (argument !== "set") {
            return { use: { ...place, use: "contains" }, byType: false };
        }
        const member = (record as RecordExpression).properties.find(({ key }) => nameOf(key) === "value")?.value;
        const column = member === undefined ? undefined : columnOf(member);
        return { use: { ...place, use: "array", ...(column === undefined ? {} : { column }) }, byType: false };
    }
    return { use: place, byType: true };
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
