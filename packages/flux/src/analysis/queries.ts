/** Answers to an editor's questions about a place in a file. */
import type { CallExpression, Expression, Identifier, MemberExpression, Node, Property, SourceFile, Span } from "../syntax/ast.ts";
import { exportInfo, preludeNames } from "../stdlib/signatures.ts";
import { prettyType } from "../types/print.ts";
import { resolve, type Type } from "../types/type.ts";
import type { HoverInfo, ParamFacts, SignatureInfo, SignatureParameter, SymbolInfo, TextRange } from "./api.ts";
import type { Binding } from "./infer/environment.ts";
import { absolute, chunkAt, pathAt } from "./locate.ts";
import { calleeName } from "./paramFacts.ts";
import type { Recording, Use } from "./recording.ts";
import type { FileName, FileNames } from "./scopes.ts";
import { bindingInfo, exportSymbol, isFunction, memberSymbol, scopeSymbol, typeOfSymbol } from "./symbols.ts";

export interface QueryContext {
    readonly file: SourceFile;
    /** Of at least one chunk; cheap in a long file. */
    recordingOf(chunk: number): Recording;
    /** Which definition each name means. */
    readonly names: FileNames;
    readonly paramFacts: readonly ParamFacts[];
}

const EXPRESSIONS: ReadonlySet<string> = new Set([
    "Identifier",
    "ArrayExpression",
    "DictExpression",
    "FunctionExpression",
    "LogicalExpression",
    "BinaryExpression",
    "UnaryExpression",
    "CallExpression",
    "PipeExpression",
    "ConditionalExpression",
    "InterpolatedString",
    "ParenExpression",
    "MemberExpression",
    "IndexExpression",
    "RecordExpression",
    "IntegerLiteral",
    "FloatLiteral",
    "StringLiteral",
    "TimeLiteral",
    "DurationLiteral",
    "RegexpLiteral",
    "LabelLiteral",
]);

/** Type of the innermost expression around an offset. */
export function typeAt(context: QueryContext, offset: number): string | undefined {
    const { chunk, path } = pathAt(context.file, offset);
    const recording = context.recordingOf(chunk);
    for (const node of [...path].reverse()) {
        if (EXPRESSIONS.has(node.kind)) {
            const type = recording.types.get(node as Expression);
            if (type !== undefined) {
                return prettyType(type);
            }
        }
    }
    return undefined;
}

/** What the name under the cursor is. */
export function hoverAt(context: QueryContext, offset: number): HoverInfo | undefined {
    const { file } = context;
    const { chunk, path } = pathAt(file, offset);
    const recording = context.recordingOf(chunk);
    const node = path.at(-1);
    const parent = path.at(-2);
    if (node === undefined || parent === undefined || (node.kind !== "Identifier" && node.kind !== "StringLiteral")) {
        return undefined;
    }
    const range = absolute(file, chunk, node);
    if (parent.kind === "MemberExpression" && parent.property === node) {
        return memberHover(context, recording, parent, range);
    }
    if (node.kind !== "Identifier") {
        return undefined;
    }
    const use = recording.useOf(node);
    if (use !== undefined && !(parent.kind === "Property" && parent.value !== undefined && parent.key === node)) {
        return { ...useInfo(context, recording, use), ...range };
    }
    if (parent.kind === "Property") {
        return propertyHover(recording, parent, path, range);
    }
    const binding = definitionOf(recording, chunk, node);
    return binding === undefined ? undefined : { ...bindingInfo(binding), ...range };
}

function useInfo(context: QueryContext, recording: Recording, use: Use): SymbolInfo & { readonly params?: readonly ParamFacts[] } {
    const type = recording.types.get(use.node);
    if (use.binding === undefined) {
        const text = type === undefined ? "" : prettyType(type);
        if (use.node.name === "params") {
            return { name: "params", kind: "params", type: text, callable: false, params: context.paramFacts };
        }
        return { name: use.node.name, kind: "variable", type: text, callable: type !== undefined && isFunction(type) };
    }
    return bindingInfo(use.binding);
}

function memberHover(context: QueryContext, recording: Recording, member: MemberExpression, range: TextRange): HoverInfo | undefined {
    const name = member.property.kind === "Identifier" ? member.property.name : member.property.value;
    const object = recording.types.get(member.object);
    const subject = object === undefined ? undefined : resolve(object);
    if (subject?.tag === "package") {
        const symbol = exportSymbol(subject, name);
        return symbol === undefined ? undefined : { ...symbol, ...range };
    }
    const params = recording.free.get("params");
    const isParam = params !== undefined && subject !== undefined && resolve(params) === subject;
    const facts = isParam ? context.paramFacts.find((candidate) => candidate.name === name) : undefined;
    if (facts !== undefined) {
        return { name, kind: "param", type: facts.inferred, callable: false, params: [facts], ...range };
    }
    const type = recording.types.get(member);
    return type === undefined ? undefined : { name, kind: "property", type: prettyType(type), callable: isFunction(type), ...range };
}

/** A key: an argument of the function that is called, or a property of a record. */
function propertyHover(recording: Recording, property: Property, path: readonly Node[], range: TextRange): HoverInfo | undefined {
    const name = property.key.kind === "Identifier" ? property.key.name : property.key.value;
    const call = path.at(-4);
    if (call?.kind === "CallExpression" && call.args === path.at(-3)) {
        const parameter = signatureOf(recording, call)?.parameters.find((candidate) => candidate.name === name);
        if (parameter !== undefined) {
            return { name, kind: "parameter", type: parameter.type, callable: false, ...range };
        }
    }
    const type = recording.types.get((property.value ?? property.key) as Expression);
    return type === undefined ? undefined : { name, kind: "property", type: prettyType(type), callable: isFunction(type), ...range };
}

function definitionOf(recording: Recording, chunk: number, node: Identifier): Binding | undefined {
    return recording.definitions.find((binding) => binding.chunk === chunk && binding.start === node.start && binding.end === node.end);
}

/** Names visible at an offset, innermost first, each once. */
export function scopeAt(context: QueryContext, offset: number): readonly SymbolInfo[] {
    const { file } = context;
    const chunk = chunkAt(file, offset);
    const recording = context.recordingOf(chunk);
    const at = offset - (file.offsets[chunk] ?? 0);
    const found = new Map<string, SymbolInfo>();
    const add = (binding: Binding): void => {
        if (!found.has(binding.name)) {
            found.set(binding.name, scopeSymbol(binding));
        }
    };
    const around = recording.scopes
        .filter((span) => span.chunk === chunk && span.start <= at && at <= span.end)
        .sort((a, b) => a.end - a.start - (b.end - b.start));
    for (const span of around) {
        for (const binding of span.scope.bindings()) {
            if (binding.end <= at) {
                add(binding);
            }
        }
    }
    for (const binding of recording.file.bindings()) {
        if (binding.chunk < chunk) {
            add(binding);
        }
    }
    if (!found.has("params")) {
        const type = recording.free.get("params");
        found.set("params", { name: "params", kind: "params", type: type === undefined ? "{}" : prettyType(type), callable: false });
    }
    for (const name of preludeNames().keys()) {
        const binding = found.has(name) || name.startsWith("_") ? undefined : recording.file.lookup(name);
        if (binding !== undefined) {
            add(binding);
        }
    }
    return [...found.values()];
}

/** Members of what stands before the dot at an offset. */
export function membersAt(context: QueryContext, offset: number): readonly SymbolInfo[] {
    const { file } = context;
    const { chunk, path } = pathAt(file, offset);
    const recording = context.recordingOf(chunk);
    const at = offset - (file.offsets[chunk] ?? 0);
    const member = [...path].reverse().find((node) => node.kind === "MemberExpression" && at > node.object.end);
    if (member?.kind !== "MemberExpression") {
        return [];
    }
    const isParams =
        member.object.kind === "Identifier" && member.object.name === "params" && recording.useOf(member.object)?.binding === undefined;
    return membersOfType(recording.types.get(member.object), isParams ? "param" : "property");
}

/** Members of a record or package by the symbol that stands for it. */
export function membersOf(symbol: SymbolInfo): readonly SymbolInfo[] {
    return membersOfType(typeOfSymbol(symbol), "property");
}

function membersOfType(type: Type | undefined, kind: "param" | "property"): readonly SymbolInfo[] {
    const subject = type === undefined ? undefined : resolve(type);
    if (subject?.tag === "package") {
        return subject
            .names()
            .filter((name) => !name.startsWith("_"))
            .flatMap((name) => exportSymbol(subject, name) ?? []);
    }
    const members = new Map<string, SymbolInfo>();
    for (let row: Type | undefined = subject; row?.tag === "extension"; row = resolve(row.tail)) {
        // The name being typed is no suggestion for itself.
        if (row.label !== "" && !members.has(row.label)) {
            members.set(row.label, memberSymbol(row.label, kind, row.type));
        }
    }
    return [...members.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function bindingAt(recording: Recording, chunk: number, path: readonly Node[]): { readonly binding?: Binding; readonly free?: string } {
    const node = path.at(-1);
    if (node?.kind !== "Identifier") {
        return {};
    }
    const use = recording.useOf(node);
    if (use !== undefined) {
        return use.binding === undefined ? { free: node.name } : { binding: use.binding };
    }
    return { binding: definitionOf(recording, chunk, node) };
}

/** Where the name under the cursor is bound. */
export function definitionAt(context: QueryContext, offset: number): TextRange | undefined {
    const { chunk, path } = pathAt(context.file, offset);
    const { binding } = bindingAt(context.recordingOf(chunk), chunk, path);
    return binding === undefined || binding.chunk < 0 ? undefined : absolute(context.file, binding.chunk, binding);
}

/** Every place that means the same as the one under the cursor, in source order. */
export function referencesAt(context: QueryContext, offset: number): readonly TextRange[] {
    const { file, names } = context;
    const { chunk, path } = pathAt(file, offset);
    const node = path.at(-1);
    const parent = path.at(-2);
    if (parent?.kind === "MemberExpression" && parent.property === node) {
        const range = hoverAt(context, offset);
        const facts = range?.kind === "param" ? range.params?.[0] : undefined;
        return facts?.occurrences.map((place) => ({ start: place.start, end: place.end })) ?? [];
    }
    if (node?.kind !== "Identifier") {
        return [];
    }
    const places = mentions(names, chunk, node).map((place) => absolute(file, place.chunk, place.span));
    return [...new Map(places.map((place) => [place.start, place])).values()].sort((a, b) => a.start - b.start);
}

interface Mention {
    readonly chunk: number;
    readonly span: Span;
}

function mentions(names: FileNames, chunk: number, node: Identifier): readonly Mention[] {
    const scopes = names.chunks[chunk]?.scopes;
    if (scopes === undefined) {
        return [];
    }
    const use = scopes.useOf(node);
    const isHere = (definition: Span | undefined): boolean => definition?.start === node.start && definition.end === node.end;
    const local = use === undefined ? scopes.locals.find(isHere) : use.local;
    if (local !== undefined) {
        return [local, ...scopes.uses.filter((other) => other.local === local).map((other) => other.node)].map((span) => ({ chunk, span }));
    }
    if (use !== undefined || isHere(scopes.provides)) {
        const own = names.definitionFor(node.name, use === undefined ? chunk + 1 : chunk);
        return own === undefined ? freeMentions(names, node.name) : fileMentions(names, own);
    }
    return [];
}

function fileMentions(names: FileNames, own: FileName): readonly Mention[] {
    return [{ chunk: own.chunk, span: own.definition }, ...[...names.usesOf(own)].map(({ chunk, use }) => ({ chunk, span: use.node }))];
}

/** Of a name that the file has not bound yet: one of the standard library, or a free one. */
function freeMentions(names: FileNames, name: string): readonly Mention[] {
    const end = names.definitions.find((own) => own.definition.name === name)?.chunk ?? names.chunks.length;
    return names.chunks
        .slice(0, end + 1)
        .flatMap(({ scopes }, chunk) =>
            scopes.uses.filter((use) => use.local === undefined && use.node.name === name).map((use) => ({ chunk, span: use.node })),
        );
}

/** The innermost call whose parentheses hold the offset. */
export function signatureAt(context: QueryContext, offset: number): SignatureInfo | undefined {
    const { file } = context;
    const { chunk, path } = pathAt(file, offset);
    const at = offset - (file.offsets[chunk] ?? 0);
    const call = [...path].reverse().find((node) => node.kind === "CallExpression" && at > node.callee.end);
    if (call?.kind !== "CallExpression") {
        return undefined;
    }
    const signature = signatureOf(context.recordingOf(chunk), call);
    if (signature === undefined) {
        return undefined;
    }
    const given = (call.args?.properties ?? []).map((property) =>
        property.key.kind === "Identifier" ? property.key.name : property.key.value,
    );
    const current = (call.args?.properties ?? []).findIndex(
        (property) => property.start <= at && at <= Math.max(property.end, property.value?.end ?? 0),
    );
    const active = current < 0 ? -1 : signature.parameters.findIndex((parameter) => parameter.name === given[current]);
    return { ...signature, ...absolute(file, chunk, call), given, active: active < 0 ? undefined : active };
}

function signatureOf(recording: Recording, call: CallExpression): Omit<SignatureInfo, "start" | "end" | "given"> | undefined {
    let type = recording.types.get(call.callee);
    let name = calleeName(call);
    let home: string | undefined;
    let defaults: ReadonlyMap<string, string> | undefined;
    if (call.callee.kind === "Identifier") {
        const binding = recording.useOf(call.callee)?.binding;
        type = binding?.type ?? type;
        home = binding?.package;
        defaults = home === undefined ? undefined : exportInfo(home, call.callee.name)?.defaults;
    } else if (call.callee.kind === "MemberExpression") {
        const object = recording.types.get(call.callee.object);
        const subject = object === undefined ? undefined : resolve(object);
        const member = call.callee.property.kind === "Identifier" ? call.callee.property.name : call.callee.property.value;
        if (subject?.tag === "package") {
            home = subject.path;
            name = member;
            type = subject.member(member) ?? type;
            defaults = exportInfo(home, member)?.defaults;
        }
    }
    const shape = type === undefined ? undefined : resolve(type);
    if (shape?.tag !== "function") {
        return undefined;
    }
    const of =
        (mode: SignatureParameter["mode"]) =>
        (parameter: { readonly name: string; readonly type: Type }): SignatureParameter => ({
            name: parameter.name,
            type: prettyType(parameter.type),
            mode,
            default: defaults?.get(parameter.name),
        });
    const parameters = [
        ...(shape.pipe === undefined ? [] : [of("pipe")(shape.pipe)]),
        ...shape.required.map(of("required")),
        ...shape.optional.map(of("optional")),
    ];
    return { name, package: home, type: prettyType(shape), parameters };
}
