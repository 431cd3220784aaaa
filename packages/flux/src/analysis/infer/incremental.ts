/**
 * Inference that reuses what earlier runs found.
 *
 * A chunk is inferred apart from the others, with names that the file does not define (`params`) and
 * bindings that depend on them as variables of its own. That gives a summary that stays valid as long
 * as what the chunk reads keeps its types. A run then only joins the summaries: it unifies each
 * chunk's variables with the file's, in order. Where that meets an obstacle, or where what a chunk
 * finds hangs on what came before it (it has faults that show such types, or defaults that meet
 * them), the chunk is inferred in place, as {@link inferFile} does. Both ways give the same results;
 * a property test holds them to it.
 */
import type { Chunk } from "../../syntax/ast.ts";
import { copyOpen, OpenCopier } from "../../types/generalise.ts";
import { sameScheme } from "../../types/same.ts";
import type { Type } from "../../types/type.ts";
import { kindOrder, unify } from "../../types/unify.ts";
import type { PlacedFault } from "./context.ts";
import { type Binding, Scope } from "./environment.ts";
import { type FileFault, type FileInference, inferChunk, preludeScope } from "./file.ts";
import { FreeRows, isPlainRow } from "./freeRows.ts";
import type { PackageLoader } from "./statements.ts";

/** What one chunk found on its own. */
interface Summary {
    readonly reads: ReadonlyMap<string, Binding | undefined>;
    readonly faults: readonly PlacedFault[];
    readonly provides: readonly Binding[];
    readonly free: readonly FreeUse[];
    /** Open bindings of other chunks with the variables' stand-ins in this chunk. */
    readonly open: readonly (readonly [Binding, Type])[];
    /** The summary is not enough: infer in place. */
    inPlace: boolean;
}

/** A free name with its type in one chunk. */
interface FreeUse {
    readonly name: string;
    readonly type: Type;
    /** An open row of distinct labels whose end occurs nowhere else in the summary. */
    readonly plain: boolean;
}

interface PassResult extends FileInference {
    /** The chunk whose summary could not be joined. */
    readonly conflict?: Chunk;
}

export class IncrementalInference {
    private readonly summaries = new WeakMap<Chunk, Summary>();
    /** Chunks of the last run and the bindings that each made. */
    private last: { readonly chunks: readonly Chunk[]; readonly provided: readonly (readonly Binding[])[] } = { chunks: [], provided: [] };
    private readonly load: PackageLoader;

    constructor(load: PackageLoader) {
        this.load = load;
    }

    /** Infers a file; chunks that were there in earlier runs are reused where possible. */
    run(chunks: readonly Chunk[]): FileInference {
        // Each pass without success adds a chunk, so that the passes end.
        const inPlace = new Set<Chunk>();
        for (;;) {
            const result = this.pass(chunks, inPlace);
            if (result.conflict === undefined) {
                return result;
            }
            inPlace.add(result.conflict);
        }
    }

    private pass(chunks: readonly Chunk[], inPlace: ReadonlySet<Chunk>): PassResult {
        const scope = new Scope(preludeScope());
        /** Open bindings of this run → the summary's binding that they come from. */
        const origins = new Map<Binding, Binding>();
        const rows = new FreeRows();
        const faults: FileFault[] = [];
        const provided: (readonly Binding[])[] = [];
        const span = changedSpan(this.last.chunks, chunks);
        const replaced = this.last.provided.slice(span.start, span.lastEnd).flat();
        /** Names that may not be what they were in the last run; only their readers need a look. */
        const dirty = new Set<string>();
        const mark = (before: readonly Binding[], after: readonly Binding[]): void => {
            for (const [here, there] of [
                [before, after],
                [after, before],
            ] as const) {
                for (const [at, { name, key, open }] of here.entries()) {
                    if (open || there[at]?.name !== name || there[at]?.key !== key) {
                        dirty.add(name);
                    }
                }
            }
        };
        for (const [index, chunk] of chunks.entries()) {
            const isNew = index >= span.start && index < span.end;
            if (index === span.end) {
                mark(replaced, provided.slice(span.start, span.end).flat());
            }
            const before = isNew ? replaced : (this.last.provided[index < span.start ? index : index - span.end + span.lastEnd] ?? []);
            let summary = this.summaries.get(chunk);
            const mustLook = isNew || inPlace.size > 0 || (dirty.size > 0 && readsAny(summary, dirty));
            if (summary === undefined || (mustLook && !this.isValid(summary, scope, origins))) {
                summary = this.summarise(chunk, index, scope, origins, before);
                this.summaries.set(chunk, summary);
            }
            if (inPlace.has(chunk)) {
                summary.inPlace = true;
            }
            let made: readonly Binding[] | undefined = summary.provides;
            if (summary.inPlace) {
                const context = inferChunk(chunk, index, scope, rows.types, this.load);
                place(context.faults, index, faults);
                made = context.provides.map((binding) => keepIdentity(binding, before));
            } else {
                place(summary.faults, index, faults);
                if (summary.free.length > 0 || summary.open.length > 0) {
                    made = this.join(summary, scope, rows, origins);
                }
            }
            provided.push(made ?? []);
            if (made === undefined) {
                return { faults, free: rows.types, provided, conflict: chunk };
            }
            for (const binding of made) {
                scope.define(binding);
            }
            if (!isNew && (summary.inPlace || mustLook)) {
                mark(before, made);
            }
        }
        this.last = { chunks, provided };
        return { faults, free: rows.types, provided };
    }

    private isValid(summary: Summary, scope: Scope, origins: ReadonlyMap<Binding, Binding>): boolean {
        for (const [name, read] of summary.reads) {
            const found = scope.lookup(name);
            if (summary.inPlace && found?.open === true && read?.open === true) {
                continue;
            }
            if (found?.key !== read?.key || (found !== undefined && found.open !== read?.open)) {
                return false;
            }
            // An open binding made in place changes with every run.
            if (found?.open === true && !origins.has(found)) {
                return false;
            }
        }
        return true;
    }

    private summarise(
        chunk: Chunk,
        index: number,
        outer: Scope,
        origins: ReadonlyMap<Binding, Binding>,
        before: readonly Binding[],
    ): Summary {
        const scope = new Scope(outer);
        const free = new Map<string, Type>();
        const locals = new Map<Binding, Type>();
        let foreign = false;
        const localise = (binding: Binding): Type => {
            let local = locals.get(binding);
            if (local === undefined) {
                const origin = origins.get(binding);
                foreign ||= origin === undefined;
                local = copyOpen((origin ?? binding).type);
                locals.set(binding, local);
            }
            return local;
        };
        const context = inferChunk(chunk, index, scope, free, this.load, undefined, localise);
        const provides = context.provides.map((binding) => keepIdentity(binding, before));
        const connected = free.size > 0 || locals.size > 0;
        return {
            reads: context.reads,
            faults: context.faults,
            provides,
            free: [...free].map(([name, type]) => ({
                name,
                type,
                plain: isPlainRow(type, [...free.values(), ...locals.values(), ...provides.map((binding) => binding.type)]),
            })),
            open: [...locals].map(([binding, local]) => [origins.get(binding) ?? binding, local] as const),
            inPlace: foreign || (connected && (context.faults.length > 0 || context.sensitive)),
        };
    }

    /** Joins a chunk's own variables with the file's; gives its bindings, or undefined where they don't fit. */
    private join(summary: Summary, scope: Scope, rows: FreeRows, origins: Map<Binding, Binding>): readonly Binding[] | undefined {
        const copier = new OpenCopier();
        const { decisions } = kindOrder;
        let good = true;
        const conflict = (): void => {
            good = false;
        };
        for (const use of summary.free) {
            rows.join(use.name, copier.copy(use.type), use.plain, conflict);
        }
        for (const [origin, local] of summary.open) {
            const current = scope.lookup(origin.name);
            if (current !== undefined) {
                unify(current.type, copier.copy(local), conflict);
            }
        }
        const made = summary.provides.map((binding) => {
            if (!binding.open) {
                return binding;
            }
            const current = { ...binding, type: copier.copy(binding.type) };
            origins.set(current, binding);
            return current;
        });
        return good && decisions === kindOrder.decisions ? made : undefined;
    }
}

function place(faults: readonly PlacedFault[], chunk: number, into: FileFault[]): void {
    for (const fault of faults) {
        into.push({ ...fault, chunk });
    }
}

/** The binding, with the key of one of that name that it replaces where nothing changed. */
function keepIdentity(binding: Binding, replaced: readonly Binding[]): Binding {
    const before = replaced.find((candidate) => candidate.name === binding.name);
    const same =
        before !== undefined && !binding.open && !before.open && before.kind === binding.kind && sameScheme(before.type, binding.type);
    return same ? { ...binding, key: before.key } : binding;
}

interface ChangedSpan {
    readonly start: number;
    /** Exclusive, in the new chunks and in the last run's. */
    readonly end: number;
    readonly lastEnd: number;
}

/** What is new between a common beginning and a common end. */
function changedSpan(last: readonly Chunk[], now: readonly Chunk[]): ChangedSpan {
    const shorter = Math.min(last.length, now.length);
    let start = 0;
    while (start < shorter && last[start] === now[start]) {
        start++;
    }
    let common = 0;
    while (common < shorter - start && last[last.length - 1 - common] === now[now.length - 1 - common]) {
        common++;
    }
    return { start, end: now.length - common, lastEnd: last.length - common };
}

function readsAny(summary: Summary | undefined, names: ReadonlySet<string>): boolean {
    if (summary !== undefined) {
        for (const name of summary.reads.keys()) {
            if (names.has(name)) {
                return true;
            }
        }
    }
    return false;
}
