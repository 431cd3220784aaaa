/** What editors ask about pipes: what flows into one, which columns it has and where they come from. */
import type { CallExpression, Expression, Node, PipeExpression } from "../syntax/ast.ts";
import { copyOpen, instantiate } from "../types/generalise.ts";
import { prettyType } from "../types/print.ts";
import { resolve, type Type } from "../types/type.ts";
import { unify } from "../types/unify.ts";
import type { ColumnInfo, ColumnSource, PipeColumns, StreamColumn, SymbolInfo } from "./api.ts";
import { absolute, chunkAt, pathAt } from "./locate.ts";
import { calleeName } from "./paramFacts.ts";
import type { QueryContext } from "./queries.ts";
import type { Recording } from "./recording.ts";
import { typeOfSymbol } from "./symbols.ts";
import { forEachChild } from "../syntax/walk.ts";

function withoutParens(node: Expression): Expression {
    let inner = node;
    while (inner.kind === "ParenExpression") {
        inner = inner.expression;
    }
    return inner;
}

/** Of the symbols those that take what is piped to them at an offset; all that take a pipe where its type is not known. */
export function pipeTargets(context: QueryContext, offset: number, symbols: readonly SymbolInfo[]): ReadonlyMap<SymbolInfo, boolean> {
    const chunk = chunkAt(context.file, offset);
    const at = offset - (context.file.offsets[chunk] ?? 0);
    const item = context.file.chunks[chunk]?.item;
    const pipe = item === undefined ? undefined : lastPipeBefore(item, at);
    const piped = pipe === undefined ? undefined : context.recordingOf(chunk).types.get(pipe.argument);
    const found = new Map<SymbolInfo, boolean>();
    for (const symbol of symbols) {
        const type = typeOfSymbol(symbol);
        const shape = type === undefined ? undefined : resolve(type);
        if (shape?.tag === "function" && shape.pipe !== undefined) {
            found.set(symbol, piped === undefined || accepts(shape, piped));
        }
    }
    return found;
}

/** The pipe with the last argument that ends at or before an offset of the chunk: its function is being typed. */
function lastPipeBefore(root: Node, at: number): PipeExpression | undefined {
    let best: PipeExpression | undefined;
    const visit = (node: Node): void => {
        if (node.start > at) {
            return;
        }
        if (node.kind === "PipeExpression" && node.argument.end <= at && (best === undefined || node.argument.end >= best.argument.end)) {
            best = node;
        }
        forEachChild(node, visit);
    };
    visit(root);
    return best;
}

/** Tried on copies: a question must not change what was inferred. */
function accepts(shape: Type, piped: Type): boolean {
    const instance = resolve(instantiate(copyOpen(shape), 1));
    if (instance.tag !== "function" || instance.pipe === undefined) {
        return false;
    }
    let fits = true;
    unify(instance.pipe.type, instantiate(copyOpen(piped), 1), () => {
        fits = false;
    });
    return fits;
}

/** Columns of the rows of a stream (or array) of records, as far as they are known; undefined for another type. */
function rowOf(type: Type | undefined): { readonly columns: ReadonlyMap<string, Type>; readonly closed: boolean } | undefined {
    const subject = type === undefined ? undefined : resolve(type);
    if (subject?.tag !== "stream" && subject?.tag !== "array") {
        return undefined;
    }
    const columns = new Map<string, Type>();
    let row = resolve(subject.element);
    while (row.tag === "extension") {
        if (!columns.has(row.label)) {
            columns.set(row.label, row.type);
        }
        row = resolve(row.tail);
    }
    return { columns, closed: row.tag === "empty" };
}

function listed(columns: ReadonlyMap<string, Type>): StreamColumn[] {
    return [...columns].filter(([name]) => name !== "").map(([name, type]) => ({ name, type: prettyType(type) }));
}

/** Columns of the stream that flows into the call whose parentheses hold the offset. */
export function streamColumns(context: QueryContext, offset: number): readonly StreamColumn[] {
    const { chunk, path } = pathAt(context.file, offset);
    const recording = context.recordingOf(chunk);
    const at = offset - (context.file.offsets[chunk] ?? 0);
    for (let index = path.length - 1; index >= 0; index--) {
        const call = path[index];
        if (call?.kind !== "CallExpression" || at <= call.callee.end) {
            continue;
        }
        const row = rowOf(recording.types.get(inputOf(call, path[index - 1]) ?? call.callee));
        if (row !== undefined) {
            return listed(row.columns);
        }
    }
    return [];
}

/** What a call works on: what is piped to it, or its argument `tables`. */
function inputOf(call: CallExpression, parent: Node | undefined): Expression | undefined {
    if (parent?.kind === "PipeExpression" && withoutParens(parent.call) === call) {
        return parent.argument;
    }
    const tables = call.args?.properties.find(({ key }) => key.kind === "Identifier" && key.name === "tables");
    return tables?.value;
}

/** Pipes of a chunk after which the columns are others than before, with all that are known. */
export function pipeColumns(context: QueryContext, chunk: number): readonly PipeColumns[] {
    const { file } = context;
    const item = file.chunks[chunk]?.item;
    const found: PipeColumns[] = [];
    if (item === undefined) {
        return found;
    }
    let recording: Recording | undefined;
    const visit = (node: Node): void => {
        if (node.kind === "PipeExpression") {
            recording ??= context.recordingOf(chunk);
            const before = rowOf(recording.types.get(node.argument));
            const after = rowOf(recording.types.get(node));
            if (after !== undefined && after.columns.size > 0 && (before === undefined || isOther(before.columns, after.columns))) {
                found.push({ ...absolute(file, chunk, node), columns: listed(after.columns), closed: after.closed });
            }
        }
        forEachChild(node, visit);
    };
    visit(item);
    return found.sort((a, b) => a.end - b.end);
}

/** What every range adds says nothing of a stream. */
const BOUNDS: ReadonlySet<string> = new Set(["_start", "_stop"]);

function isOther(before: ReadonlyMap<string, Type>, after: ReadonlyMap<string, Type>): boolean {
    return (
        [...after.keys()].some((name) => !before.has(name) && !BOUNDS.has(name)) ||
        [...before.keys()].some((name) => !after.has(name) && !BOUNDS.has(name))
    );
}

/** The column that a row function reads under the cursor (`r.room`), and what brings it into the rows. */
export function columnAt(context: QueryContext, offset: number): ColumnInfo | undefined {
    const { chunk, path } = pathAt(context.file, offset);
    const recording = context.recordingOf(chunk);
    const member = path.at(-2);
    if (member?.kind !== "MemberExpression" || member.property !== path.at(-1) || member.object.kind !== "Identifier") {
        return undefined;
    }
    const name = member.property.kind === "Identifier" ? member.property.name : member.property.value;
    const row = member.object.name;
    const at = path.findLastIndex((node) => node.kind === "FunctionExpression" && node.params.some((each) => each.name.name === row));
    const callAt = path.findLastIndex((node, index) => index < at && node.kind === "CallExpression");
    const call = path[callAt];
    if (at < 0 || call?.kind !== "CallExpression") {
        return undefined;
    }
    const input = inputOf(call, path[callAt - 1]);
    if (input === undefined || rowOf(recording.types.get(input)) === undefined) {
        return undefined;
    }
    const type = recording.types.get(member);
    const source = sourceOf(context, chunk, recording, input, name);
    return { name, type: type === undefined ? "" : prettyType(type), ...(source === undefined ? {} : { source }) };
}

function sourceOf(context: QueryContext, chunk: number, recording: Recording, input: Expression, name: string): ColumnSource | undefined {
    let stage = withoutParens(input);
    while (stage.kind === "PipeExpression") {
        const before = rowOf(recording.types.get(stage.argument))?.columns.get(name);
        const call = withoutParens(stage.call);
        if (call.kind === "CallExpression" && (before === undefined || writes(call, name))) {
            return callSource(context, chunk, call);
        }
        stage = withoutParens(stage.argument);
    }
    if (stage.kind === "Identifier") {
        return { kind: "variable", name: stage.name, ...absolute(context.file, chunk, stage) };
    }
    return stage.kind === "CallExpression" ? callSource(context, chunk, stage) : undefined;
}

/** `map(fn: (r) => ({r with name: …}))`. */
function writes(call: CallExpression, name: string): boolean {
    const fn = call.args?.properties.find(({ key }) => key.kind === "Identifier" && key.name === "fn")?.value;
    const body = fn?.kind === "FunctionExpression" && fn.body.kind !== "Block" ? withoutParens(fn.body) : undefined;
    return (
        body?.kind === "RecordExpression" &&
        body.properties.some(({ key, value }) => {
            const same = value?.kind === "MemberExpression" && value.property.kind === "Identifier" && value.property.name === name;
            return (key.kind === "Identifier" ? key.name : key.value) === name && !same;
        })
    );
}

function callSource(context: QueryContext, chunk: number, call: CallExpression): ColumnSource {
    const bucket = call.args?.properties.find(({ key }) => key.kind === "Identifier" && key.name === "bucket")?.value;
    return {
        kind: "call",
        name: calleeName(call),
        ...(bucket?.kind === "StringLiteral" ? { bucket: bucket.value } : {}),
        ...absolute(context.file, chunk, call),
    };
}
