/** Names of a file's own that hide the standard library's. */
import type { QuickFix, TextEdit } from "../analysis/api.ts";
import { absolute } from "../analysis/locate.ts";
import { type Definition, keptByMeaning, type NameUse } from "../analysis/scopes.ts";
import { preludeNames } from "../stdlib/signatures.ts";
import { allNodes, type FileContext, type FileFinding, type Rule } from "./context.ts";
import { isLibrary } from "./unused.ts";

export const shadowedName: Rule = {
    code: "shadowed-standard-name",
    summary: "A name that hides one of the standard library.",
    severity: "hint",
    *checkFile(context): Iterable<FileFinding> {
        const { names } = context;
        for (const own of names.definitions) {
            if (isShadowing(own.definition)) {
                const uses = [...names.usesOf(own)];
                const open = own.definition.kind === "variable" && isLibrary(context);
                yield finding(context, own.chunk, own.definition, open ? undefined : uses);
            }
        }
        for (const [chunk, linked] of names.chunks.entries()) {
            for (const local of shadowingLocals(linked)) {
                const uses = linked.scopes.uses.filter((use) => use.local === local).map((use) => ({ chunk, use }));
                yield finding(context, chunk, local, uses);
            }
        }
    },
};

/**
 * Options are meant to be set, the parameters of row functions have fixed names, and a package that is imported under its own
 * name is called what everybody calls it.
 */
function isShadowing({ kind, name, alias }: Definition): boolean {
    return (kind === "variable" || (kind === "package" && alias === true)) && preludeNames().has(name);
}

const shadowingLocals = keptByMeaning(({ scopes }) => scopes.locals.filter(isShadowing));

type Uses = readonly { readonly chunk: number; readonly use: NameUse }[];

/** `uses` is undefined where others may know the name: then only its author can rename it. */
function finding(context: FileContext, chunk: number, definition: Definition, uses: Uses | undefined): FileFinding {
    const { name } = definition;
    return {
        chunk,
        place: definition,
        message: `${name} hides the standard library's ${name}`,
        fixes: uses === undefined ? [] : [renamed(context, chunk, definition, uses)],
    };
}

function renamed(context: FileContext, chunk: number, definition: Definition, uses: Uses): QuickFix {
    const name = freeName(context, definition.name);
    const edits: TextEdit[] = [{ ...absolute(context.file, chunk, definition), text: name }];
    for (const { chunk: at, use } of uses) {
        const text = use.shorthand ? `${use.node.name}: ${name}` : name;
        edits.push({ ...absolute(context.file, at, use.node), text });
        if (use.shorthand) {
            edits.push(...siblingsWritten(context, at, use));
        }
    }
    return { title: `Rename it to ${name}`, edits };
}

/** A record is short in all of its properties or in none: those beside one that can't stay short are written out. */
function siblingsWritten({ file }: FileContext, chunk: number, use: NameUse): TextEdit[] {
    const item = file.chunks[chunk]?.item;
    const edits: TextEdit[] = [];
    for (const node of item === undefined ? [] : allNodes(item)) {
        if (node.kind === "RecordExpression" && node.properties.some(({ key }) => key === use.node)) {
            for (const { key, value } of node.properties) {
                if (value === undefined && key.kind === "Identifier" && key.name !== use.node.name) {
                    const { end } = absolute(file, chunk, key);
                    edits.push({ start: end, end, text: `: ${key.name}` });
                }
            }
        }
    }
    return edits;
}

/** `range` → `myRange`, numbered where that is taken: a name that nothing in the file or the prelude has. */
function freeName({ names }: FileContext, name: string): string {
    const wish = `my${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
    const isTaken = (candidate: string): boolean =>
        preludeNames().has(candidate) ||
        names.last.has(candidate) ||
        names.chunks.some(({ scopes }) => scopes.reads.includes(candidate) || scopes.locals.some((local) => local.name === candidate));
    let free = wish;
    for (let number = 2; isTaken(free); number++) {
        free = `${wish}${number}`;
    }
    return free;
}
