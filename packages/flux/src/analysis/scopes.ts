/**
 * Which binding each name of a chunk means, from the syntax alone. What happens inside a chunk is found
 * once and kept with it; {@link FileNames} then links the chunks of a file, which is little work a chunk,
 * so that hints, param facts and references cost an edit only what it touched.
 */
import { packageName, preludeNames } from "../stdlib/signatures.ts";
import type { Chunk, Expression, FunctionExpression, Identifier, Node, Span, Statement } from "../syntax/ast.ts";
import { isChunkTooDeep } from "../syntax/diagnostics.ts";
import { shorthand } from "./infer/expressions.ts";
import { forEachChild } from "../syntax/walk.ts";

export type NameKind = "variable" | "parameter" | "option" | "builtin" | "package";

/** A place that binds a name, relative to its chunk. */
export interface Definition extends Span {
    readonly name: string;
    readonly kind: NameKind;
    /** What a variable or option is set to. */
    readonly value?: Expression;
    /** Import path of a package. */
    readonly package?: string;
    /** A package under a name that the file gives it. */
    readonly alias?: boolean;
}

/** A mention of a name. */
export interface NameUse {
    readonly node: Identifier;
    /** What binds it inside the chunk; absent: the file, the standard library, or nothing does. */
    readonly local: Definition | undefined;
    /** It stands for itself in a record or call: `{name}`. */
    readonly shorthand: boolean;
}

export interface ChunkScopes {
    /** In source order, but for names that are read before a property of theirs. */
    readonly uses: readonly NameUse[];
    /** Bound in functions and testcases of the chunk. */
    readonly locals: readonly Definition[];
    /** What the chunk binds for those that follow. */
    readonly provides: Definition | undefined;
    /** Names that the chunk does not bind itself, each once, in order of the first mention. */
    readonly reads: readonly string[];
    useOf(node: Identifier): NameUse | undefined;
}

const kept = new WeakMap<Chunk, ChunkScopes>();
const NOTHING: ChunkScopes = { uses: [], locals: [], provides: undefined, reads: [], useOf: () => undefined };

/** The names of a chunk; found once. */
export function chunkScopes(chunk: Chunk): ChunkScopes {
    if (chunk.item.kind === "BadStatement") {
        return NOTHING;
    }
    let found = kept.get(chunk);
    if (found === undefined) {
        const walker = new Walker();
        if (!isChunkTooDeep(chunk)) {
            walker.item(chunk.item);
        }
        found = walker.result();
        kept.set(chunk, found);
    }
    return found;
}

type Names = ReadonlyMap<string, Definition>;

class Walker {
    private readonly uses: NameUse[] = [];
    private readonly locals: Definition[] = [];
    private readonly reads = new Set<string>();
    private provides: Definition | undefined;

    item(item: Chunk["item"]): void {
        if (item.kind === "ImportDeclaration") {
            const place = item.alias ?? item.path;
            this.provides = {
                name: item.alias?.name ?? packageName(item.path.value),
                kind: "package",
                package: item.path.value,
                alias: item.alias !== undefined,
                start: place.start,
                end: place.end,
            };
        } else if (item.kind !== "PackageClause") {
            this.provides = this.statement(item, new Map());
        }
    }

    result(): ChunkScopes {
        const { uses, locals, provides } = this;
        const byNode = new Map(uses.map((use) => [use.node, use]));
        return { uses, locals, provides, reads: [...this.reads], useOf: (node) => byNode.get(node) };
    }

    private statement(node: Statement, names: Names): Definition | undefined {
        switch (node.kind) {
            case "VariableAssignment":
                this.visit(node.value, names);
                return defined(node.name, "variable", node.value);
            case "OptionStatement": {
                const { assignment } = node;
                this.visit(assignment.value, names);
                if (assignment.kind === "VariableAssignment") {
                    return defined(assignment.name, "option", assignment.value);
                }
                this.visit(assignment.member, names);
                return undefined;
            }
            case "BuiltinStatement":
                return defined(node.name, "builtin");
            case "TestCaseStatement":
                this.block(node.body.statements, names);
                return undefined;
            case "ExpressionStatement":
                this.visit(node.expression, names);
                return undefined;
            case "ReturnStatement":
                this.visit(node.value, names);
                return undefined;
            case "BadStatement":
                return undefined;
        }
    }

    private block(statements: readonly Statement[], outer: Names): void {
        const names = new Map(outer);
        for (const statement of statements) {
            const made = this.statement(statement, names);
            if (made !== undefined) {
                this.locals.push(made);
                names.set(made.name, made);
            }
        }
    }

    private visit(node: Node, names: Names): void {
        switch (node.kind) {
            case "Identifier":
                this.use(node, names, false);
                return;
            case "MemberExpression":
                this.visit(node.object, names);
                return;
            case "Property":
                if (node.value === undefined) {
                    this.use(shorthand(node.key), names, true);
                } else {
                    this.visit(node.value, names);
                }
                return;
            case "FunctionExpression":
                this.function(node, names);
                return;
            default:
                forEachChild(node, (child) => this.visit(child, names));
        }
    }

    private function(node: FunctionExpression, outer: Names): void {
        const names = new Map(outer);
        for (const { name, value } of node.params) {
            if (value !== undefined) {
                this.visit(value, outer);
            }
            const made = defined(name, "parameter");
            this.locals.push(made);
            names.set(made.name, made);
        }
        if (node.body.kind === "Block") {
            this.block(node.body.statements, names);
        } else {
            this.visit(node.body, names);
        }
    }

    private use(node: Identifier, names: Names, short: boolean): void {
        const local = names.get(node.name);
        this.uses.push({ node, local, shorthand: short });
        if (local === undefined) {
            this.reads.add(node.name);
        }
    }
}

function defined({ name, start, end }: Identifier, kind: NameKind, value?: Expression): Definition {
    return { name, kind, value, start, end };
}

/** A name of the file itself. */
export interface FileName {
    readonly definition: Definition;
    readonly chunk: number;
    /** What it is another name for, where that is plain: `s = strings`, `p = params`. */
    readonly means: Meaning | undefined;
    /** Chunks that read it. */
    readonly readers: number[];
}

/** What a name that a chunk does not bind itself stands for. */
export type Meaning =
    | { readonly tag: "standard"; readonly package: string; readonly name: string }
    | { readonly tag: "package"; readonly path: string }
    | { readonly tag: "own" }
    | { readonly tag: "params" };

const OWN: Meaning = { tag: "own" };
const PARAMS: Meaning = { tag: "params" };
const NO_MEANINGS: readonly undefined[] = [];
let standard: ReadonlyMap<string, Meaning> | undefined;
const packages = new Map<string, Meaning>();

/** The same object for the same function, so that meanings compare by identity. */
function standardMeaning(name: string): Meaning | undefined {
    standard ??= new Map([...preludeNames()].map(([own, path]) => [own, { tag: "standard", package: path, name: own }]));
    return standard.get(name);
}

function packageMeaning(path: string): Meaning {
    let meaning = packages.get(path);
    if (meaning === undefined) {
        meaning = { tag: "package", path };
        packages.set(path, meaning);
    }
    return meaning;
}

/**
 * One chunk with the meaning of every name that it reads, in the order of `scopes.reads`. It stays the same object from edit to
 * edit while those meanings stay.
 */
export interface LinkedChunk {
    readonly chunk: Chunk;
    readonly scopes: ChunkScopes;
    readonly meanings: readonly (Meaning | undefined)[];
}

/** What a mention stands for: a local definition that is no alias is `own`. */
export function meaningOf(linked: LinkedChunk, node: Identifier): Meaning | undefined {
    const { scopes, meanings } = linked;
    const use = scopes.useOf(node);
    if (use?.local === undefined) {
        return use === undefined ? undefined : meanings[scopes.reads.indexOf(node.name)];
    }
    const target = use.local.kind === "variable" ? aliased(use.local.value) : undefined;
    return (target === undefined ? undefined : plain(meaningOf(linked, target))) ?? OWN;
}

/** Only packages and params are followed through other names. */
function plain(meaning: Meaning | undefined): Meaning | undefined {
    return meaning?.tag === "package" || meaning?.tag === "params" ? meaning : undefined;
}

function aliased(value: Expression | undefined): Identifier | undefined {
    let node = value;
    while (node?.kind === "ParenExpression") {
        node = node.expression;
    }
    return node?.kind === "Identifier" ? node : undefined;
}

/**
 * Keeps what `find` finds in a chunk for as long as the names that the chunk reads mean the same. What is
 * found must hang on the chunk and those meanings alone.
 */
export function keptByMeaning<T, Rest extends readonly unknown[]>(
    find: (linked: LinkedChunk, ...rest: Rest) => T,
): (linked: LinkedChunk, ...rest: Rest) => T {
    const found = new WeakMap<LinkedChunk, { readonly value: T }>();
    return (linked, ...rest) => {
        // Text that starts no statement may come in millions of chunks: to find nothing costs less than to keep it.
        if (linked.chunk.item.kind === "BadStatement") {
            return find(linked, ...rest);
        }
        let kept = found.get(linked);
        if (kept === undefined) {
            kept = { value: find(linked, ...rest) };
            found.set(linked, kept);
        }
        return kept.value;
    };
}

const linkedBefore = new WeakMap<Chunk, LinkedChunk>();

/** Links a chunk; `meaningOf` gives what a name means here. */
function link(chunk: Chunk, meaningOf: (name: string) => Meaning | undefined): LinkedChunk {
    if (chunk.item.kind === "BadStatement") {
        return { chunk, scopes: NOTHING, meanings: NO_MEANINGS };
    }
    const before = linkedBefore.get(chunk);
    const scopes = before?.scopes ?? chunkScopes(chunk);
    /** Undefined as long as all is as it was. */
    let meanings: (Meaning | undefined)[] | undefined = before === undefined ? [] : undefined;
    for (let at = 0; at < scopes.reads.length; at++) {
        const meaning = meaningOf(scopes.reads[at] as string);
        if (meanings === undefined && before?.meanings[at] !== meaning) {
            meanings = before?.meanings.slice(0, at);
        }
        meanings?.push(meaning);
    }
    if (before !== undefined && meanings === undefined) {
        return before;
    }
    const linked = { chunk, scopes, meanings: meanings ?? NO_MEANINGS };
    linkedBefore.set(chunk, linked);
    return linked;
}

/** The names of a whole file. */
export class FileNames {
    readonly chunks: readonly LinkedChunk[];
    /** Every definition at file level, in order. */
    readonly definitions: readonly FileName[];
    /** The last definition of each name: what a reader behind the file would see. */
    readonly last: ReadonlyMap<string, FileName>;

    constructor(chunks: readonly Chunk[]) {
        const names = new Map<string, FileName>();
        const definitions: FileName[] = [];
        this.chunks = chunks.map((chunk, index) => {
            const linked = link(chunk, (name) => {
                const own = names.get(name);
                if (own === undefined) {
                    return name === "params" ? PARAMS : standardMeaning(name);
                }
                own.readers.push(index);
                return own.means ?? OWN;
            });
            const { scopes } = linked;
            if (scopes.provides !== undefined) {
                const made = { definition: scopes.provides, chunk: index, means: meant(scopes.provides, linked), readers: [] };
                names.set(scopes.provides.name, made);
                definitions.push(made);
            }
            return linked;
        });
        this.definitions = definitions;
        this.last = names;
    }

    /** Every mention of a name of the file, in source order, each with its chunk. */
    *usesOf({ definition, readers }: FileName): Generator<{ readonly chunk: number; readonly use: NameUse }> {
        for (const chunk of readers) {
            for (const use of this.chunks[chunk]?.scopes.uses ?? []) {
                if (use.local === undefined && use.node.name === definition.name) {
                    yield { chunk, use };
                }
            }
        }
    }

    /** The file's definition that a name means in a chunk, if it means one. */
    definitionFor(name: string, chunk: number): FileName | undefined {
        let found: FileName | undefined;
        for (const candidate of this.definitions) {
            if (candidate.chunk >= chunk) {
                break;
            }
            if (candidate.definition.name === name) {
                found = candidate;
            }
        }
        return found;
    }
}

function meant(definition: Definition, linked: LinkedChunk): Meaning | undefined {
    if (definition.package !== undefined) {
        return packageMeaning(definition.package);
    }
    const target = definition.kind === "variable" ? aliased(definition.value) : undefined;
    return target === undefined ? undefined : plain(meaningOf(linked, target));
}
