/** Functions that the standard library has moved or replaced. */
import type { QuickFix, TextEdit } from "../analysis/api.ts";
import { absolute } from "../analysis/locate.ts";
import { type FileName, keptByMeaning, type LinkedChunk, meaningOf } from "../analysis/scopes.ts";
import { exportInfo, packageName } from "../stdlib/signatures.ts";
import type { MemberExpression } from "../syntax/ast.ts";
import { allNodes, type FileContext, type FileFinding, type Finding, keyName, type Rule } from "./context.ts";
import { type Successor, SUCCESSORS } from "./successors.ts";

export const deprecatedFunction: Rule = {
    code: "deprecated-function",
    summary: "A function that the standard library has replaced.",
    severity: "hint",
    *check({ linked }): Iterable<Finding> {
        // Those of the prelude have no drop-in successors.
        for (const { node } of linked.scopes.uses) {
            const meaning = meaningOf(linked, node);
            const since = meaning?.tag === "standard" ? exportInfo(meaning.package, meaning.name)?.deprecated : undefined;
            if (since !== undefined) {
                yield { place: node, message: `${node.name} is deprecated since Flux ${since}`, deprecated: true };
            }
        }
    },
    *checkFile(context): Iterable<FileFinding> {
        for (const [chunk, linked] of context.names.chunks.entries()) {
            for (const { node, path, name, since } of deprecatedMembers(linked)) {
                const successor = SUCCESSORS.get(`${path}.${name}`);
                const instead = successor === undefined ? "" : `: ${nameOf(successor, path)} does the same`;
                yield {
                    chunk,
                    place: node.property,
                    message: `${name} is deprecated since Flux ${since}${instead}`,
                    deprecated: true,
                    fixes: successor === undefined ? [] : replacements(context, chunk, node, successor),
                };
            }
        }
    },
};

/** A successor as people know it; in a package of the same name, with the package's path. */
function nameOf({ path, name }: Successor, from: string): string {
    const own = packageName(path);
    return own === packageName(from) ? `${name} of "${path}"` : `${own}.${name}`;
}

interface DeprecatedMember {
    readonly node: MemberExpression;
    readonly path: string;
    readonly name: string;
    readonly since: string;
}

const deprecatedMembers = keptByMeaning((linked): readonly DeprecatedMember[] => {
    const found: DeprecatedMember[] = [];
    for (const { node, path } of packageMembers(linked)) {
        const name = keyName(node.property);
        const since = exportInfo(path, name)?.deprecated;
        if (since !== undefined) {
            found.push({ node, path, name, since });
        }
    }
    return found;
});

/** Every `package.name` of a chunk. */
function packageMembers(linked: LinkedChunk): { readonly node: MemberExpression; readonly path: string }[] {
    if (!linked.meanings.some((meaning) => meaning?.tag === "package")) {
        return [];
    }
    return allNodes(linked.chunk.item).flatMap((node) => {
        const meaning = node.kind === "MemberExpression" && node.object.kind === "Identifier" ? meaningOf(linked, node.object) : undefined;
        return node.kind === "MemberExpression" && meaning?.tag === "package" ? [{ node, path: meaning.path }] : [];
    });
}

/**
 * The successor in place of the deprecated function. Where all that the file uses of the old package has a successor in one
 * package, the import is changed; else the mention, with the import that it needs.
 */
function replacements(context: FileContext, chunk: number, node: MemberExpression, successor: Successor): readonly QuickFix[] {
    const { object } = node;
    const own = object.kind === "Identifier" ? context.names.definitionFor(object.name, chunk) : undefined;
    // Through another name of the package the import is not at hand.
    if (object.kind !== "Identifier" || own?.definition.package === undefined || isLocal(context, chunk, object.name)) {
        return [];
    }
    const there = context.names.definitions.find(({ definition }) => definition.package === successor.path);
    const fix =
        (there === undefined ? importChange(context, own, successor) : undefined) ??
        mentionChange(context, chunk, node, own, there, successor);
    return fix === undefined ? [] : [fix];
}

function isLocal({ names }: FileContext, chunk: number, name: string): boolean {
    return names.chunks[chunk]?.scopes.locals.some((local) => local.name === name) === true;
}

/** Every member of the old package by its successor, and the import with them; undefined where some other use remains. */
function importChange(context: FileContext, own: FileName, successor: Successor): QuickFix | undefined {
    const { file, names } = context;
    const item = file.chunks[own.chunk]?.item;
    if (item?.kind !== "ImportDeclaration") {
        return undefined;
    }
    const name = item.alias === undefined ? nameFor(context, successor.path, own) : item.alias.name;
    const edits: TextEdit[] = [];
    let members = 0;
    for (const chunk of own.readers) {
        const linked = names.chunks[chunk] as LinkedChunk;
        for (const { node } of packageMembers(linked)) {
            const { object, property } = node;
            if (object.kind !== "Identifier" || object.name !== own.definition.name) {
                continue;
            }
            const next = SUCCESSORS.get(`${item.path.value}.${keyName(property)}`);
            if (next?.path !== successor.path || linked.scopes.locals.some((local) => local.name === name)) {
                return undefined;
            }
            members++;
            edits.push(...changed(absolute(file, chunk, node), file.text, `${name}.${next.name}`));
        }
    }
    if (members !== [...names.usesOf(own)].length) {
        return undefined;
    }
    const alias = item.alias === undefined && name !== packageName(successor.path) ? `${name} ` : "";
    edits.unshift({ ...absolute(file, own.chunk, item.path), text: `${alias}"${successor.path}"` });
    const [next, before] = [packageName(successor.path), packageName(item.path.value)];
    return { title: next === before ? `Use "${successor.path}" instead` : `Use ${next} instead of ${before}`, edits };
}

function changed(range: { readonly start: number; readonly end: number }, text: string, replacement: string): TextEdit[] {
    return text.slice(range.start, range.end) === replacement ? [] : [{ ...range, text: replacement }];
}

function mentionChange(
    context: FileContext,
    chunk: number,
    node: MemberExpression,
    own: FileName,
    there: FileName | undefined,
    successor: Successor,
): QuickFix | undefined {
    const { file, names } = context;
    const item = file.chunks[own.chunk]?.item;
    const name = there?.definition.name ?? nameFor(context, successor.path, undefined);
    if (item === undefined || isLocal(context, chunk, name) || (there !== undefined && names.definitionFor(name, chunk) !== there)) {
        return undefined;
    }
    const text = `${name}.${successor.name}`;
    const edits: TextEdit[] = [{ ...absolute(file, chunk, node), text }];
    if (there === undefined) {
        const { end } = absolute(file, own.chunk, item);
        const alias = name === packageName(successor.path) ? "" : `${name} `;
        edits.unshift({ start: end, end, text: `\nimport ${alias}"${successor.path}"` });
    }
    return { title: `Use ${text}`, edits };
}

/** The name that a package gets where it is imported anew; `instead` is the import that goes. */
function nameFor({ names }: FileContext, path: string, instead: FileName | undefined): string {
    const wish = packageName(path);
    const isTaken = (name: string): boolean =>
        names.definitions.some((own) => own !== instead && own.definition.name === name) ||
        names.chunks.some(
            ({ scopes }) =>
                scopes.locals.some((local) => local.name === name) || (name !== instead?.definition.name && scopes.reads.includes(name)),
        );
    let name = wish;
    for (let number = 2; isTaken(name); number++) {
        name = `${wish}${number}`;
    }
    return name;
}
