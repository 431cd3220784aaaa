/** Imports and variables that are bound and never read. */
import type { QuickFix } from "../analysis/api.ts";
import { absolute } from "../analysis/locate.ts";
import { type Definition, type FileName, keptByMeaning } from "../analysis/scopes.ts";
import { EFFECT_FUNCTIONS } from "../effects/catalogue.ts";
import type { Expression, Node, SourceFile, Span } from "../syntax/ast.ts";
import { allNodes, ChunkContext, type FileContext, type FileFinding, type Finding, keyName, type Rule } from "./context.ts";

/** Library files (a package clause that is not main) export what they define. */
export function isLibrary({ file }: FileContext): boolean {
    const first = file.chunks[0]?.item;
    return first?.kind === "PackageClause" && first.name.name !== "main";
}

/** A whole line's worth of text with its line break. */
function lineOf(file: SourceFile, chunk: number, span: Span): Span {
    const place = absolute(file, chunk, span);
    return { start: place.start, end: file.text[place.end] === "\n" ? place.end + 1 : place.end };
}

export const unusedImport: Rule = {
    code: "unused-import",
    summary: "An import that nothing uses.",
    severity: "hint",
    *checkFile({ file, names }): Iterable<FileFinding> {
        for (const { definition, chunk, readers } of names.definitions) {
            const item = file.chunks[chunk]?.item;
            if (definition.kind === "package" && readers.length === 0 && item !== undefined) {
                yield {
                    chunk,
                    place: item,
                    message: `import "${definition.package}" is never used`,
                    unnecessary: true,
                    fixes: [{ title: "Remove the import", edits: [{ ...lineOf(file, chunk, item), text: "" }] }],
                };
            }
        }
    },
};

function isIgnored(name: string): boolean {
    return name.startsWith("_");
}

function finding(definition: Definition, fixes: readonly QuickFix[], chunk: number): FileFinding {
    return { chunk, place: definition, message: `variable ${definition.name} is never used`, unnecessary: true, fixes };
}

export const unusedVariable: Rule = {
    code: "unused-variable",
    summary: "A variable that nothing reads.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        const { scopes } = context.linked;
        if (scopes.locals.every(({ kind }) => kind !== "variable")) {
            return;
        }
        const used = new Set(scopes.uses.map(({ local }) => local));
        for (const definition of scopes.locals) {
            if (definition.kind === "variable" && !used.has(definition) && !isIgnored(definition.name)) {
                yield finding(definition, withoutLocal(context, definition), 0);
            }
        }
    },
    *checkFile(context): Iterable<FileFinding> {
        const library = isLibrary(context);
        for (const own of context.names.definitions) {
            const { definition, chunk, readers } = own;
            const exported = library && context.names.last.get(definition.name) === own;
            if (definition.kind === "variable" && readers.length === 0 && !exported && !isIgnored(definition.name)) {
                yield finding(definition, withoutStatement(context, own), chunk);
            }
        }
    },
};

/** Takes a variable of the file away, unless its value does something in the world when it is worked out. */
function withoutStatement({ file, names }: FileContext, { definition, chunk }: FileName): readonly QuickFix[] {
    const linked = names.chunks[chunk];
    const item = linked?.chunk.item;
    if (linked === undefined || item === undefined || doesSomething(linked, file, chunk)) {
        return [];
    }
    const { start, end } = lineOf(file, chunk, item);
    return [{ title: `Remove ${definition.name}`, edits: [{ start, end, text: "" }] }];
}

function withoutLocal(context: ChunkContext, definition: Definition): readonly QuickFix[] {
    const statement = allNodes(context.item).find((node) => node.kind === "VariableAssignment" && node.name.start === definition.start);
    if (statement === undefined || hasEffect(context, definition.value)) {
        return [];
    }
    // With the line break and indentation before it, so that no empty line stays.
    const before = /\n[ \t]*$/.exec(context.text({ start: 0, end: statement.start }))?.[0].length ?? 0;
    return [{ title: `Remove ${definition.name}`, edits: [{ start: statement.start - before, end: statement.end, text: "" }] }];
}

const doesSomething = keptByMeaning((linked, file: SourceFile, chunk: number) =>
    hasEffect(new ChunkContext(file, chunk, linked), linked.scopes.provides?.value),
);

/** Whether a value names a function that changes something outside. */
function hasEffect(context: ChunkContext, value: Expression | undefined): boolean {
    return value !== undefined && allNodes(value).some((node) => changesWorld(context, node));
}

function changesWorld(context: ChunkContext, node: Node): boolean {
    if (node.kind === "MemberExpression") {
        const meaning = context.meaningOf(node.object);
        return meaning?.tag === "package" && EFFECT_FUNCTIONS.get(`${meaning.path}.${keyName(node.property)}`)?.changes === true;
    }
    const meaning = node.kind === "Identifier" ? context.meaningOf(node) : undefined;
    return meaning?.tag === "standard" && EFFECT_FUNCTIONS.get(`${meaning.package}.${meaning.name}`)?.changes === true;
}
