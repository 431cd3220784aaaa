/** Definition, references, highlights and rename, all from what means the same binding. */
import type { Node, TextRange } from "@flux-scripts/flux";
import {
    DocumentHighlightKind,
    type DocumentHighlight,
    ErrorCodes,
    type Location,
    type Range,
    ResponseError,
    type TextEdit,
    type WorkspaceEdit,
} from "vscode-languageserver";
import { answering, type ServerContext } from "../context.ts";
import type { OpenDocument } from "../documents.ts";
import type { Exported, Packages, Place } from "../packages.ts";
import { itemsOf, pathTo } from "../tree.ts";

export function registerNavigation(context: ServerContext, packages: Packages): void {
    const { connection } = context;
    connection.onDefinition(
        answering(context, null, async (document, { position }): Promise<Location | null> => {
            const offset = document.offsetAt(position);
            const range = document.analysis.definitionAt(offset);
            if (range !== undefined) return { uri: document.uri, range: document.rangeOf(range) };
            const part = partDefinition(document, offset);
            if (part !== undefined) return { uri: document.uri, range: document.rangeOf(part) };
            const place = (await packages.exportedAt(document, offset))?.definition ?? (await packages.namedAt(document, offset));
            return place === undefined ? null : locationOf(place);
        }),
    );
    // Types have no names in Flux: what gives a name its type is the value that it is bound to.
    connection.onTypeDefinition(
        answering(context, null, (document, { position }): Location | null => {
            const definition = document.analysis.definitionAt(document.offsetAt(position));
            if (definition === undefined) return null;
            const owner = pathTo(document.analysis.file, definition.start + 1).findLast(({ node }) => node.kind === "VariableAssignment");
            if (owner?.node.kind !== "VariableAssignment" || owner.base + owner.node.name.start !== definition.start) return null;
            const { value } = owner.node;
            return { uri: document.uri, range: document.rangeOf({ start: owner.base + value.start, end: owner.base + value.end }) };
        }),
    );
    connection.onReferences(
        answering(context, [] as Location[], async (document, { position, context: { includeDeclaration } }) => {
            const offset = document.offsetAt(position);
            const exported = await packages.exportedAt(document, offset);
            if (exported !== undefined) {
                return (await everywhere(packages, exported))
                    .filter((place) => includeDeclaration || !isSame(place, exported.definition))
                    .map(locationOf);
            }
            const definition = document.analysis.definitionAt(offset);
            return namesAt(document, offset)
                .filter(({ start }) => includeDeclaration || start !== definition?.start)
                .map((range) => ({ uri: document.uri, range: document.rangeOf(range) }));
        }),
    );
    connection.onDocumentHighlight(
        answering(context, [] as DocumentHighlight[], (document, { position }) => {
            const offset = document.offsetAt(position);
            const definition = document.analysis.definitionAt(offset);
            return namesAt(document, offset).map((range) => ({
                range: document.rangeOf(range),
                kind: range.start === definition?.start ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
            }));
        }),
    );
    connection.onPrepareRename(
        answering(context, null, async (document, { position }): Promise<Range | null> => {
            const offset = document.offsetAt(position);
            const name = renamable(document, offset) ?? (await importedName(packages, document, offset));
            return name === undefined ? null : document.rangeOf(name);
        }),
    );
    connection.onRenameRequest(
        answering(context, null, async (document, { position, newName }): Promise<WorkspaceEdit> => {
            if (typeof newName !== "string") throw refuse("newName must be a string.");
            const offset = document.offsetAt(position);
            const exported = await packages.exportedAt(document, offset);
            const result =
                exported === undefined
                    ? rename(document, offset, newName)
                    : rename(exported.definition.document, exported.definition.start, newName);
            if (result instanceof ResponseError) throw result;
            const changes = { ...result.changes };
            for (const place of exported === undefined ? [] : await packages.usesOf(exported)) {
                const { uri, range } = locationOf(place);
                changes[uri] = [...(changes[uri] ?? []), { range, newText: newName }];
            }
            return { changes };
        }),
    );
}

/** Of an argument's name the parameter of the function that is called; of a member the property of the record that is bound. */
function partDefinition(document: OpenDocument, offset: number): TextRange | undefined {
    const { analysis } = document;
    const path = pathTo(analysis.file, offset);
    const name = path.at(-1)?.node;
    if (name?.kind !== "Identifier") return undefined;
    const member = path.at(-2);
    const call = path.at(-4);
    let target: TextRange | undefined;
    if (member?.node.kind === "MemberExpression" && member.node.property === name)
        target = analysis.definitionAt(member.base + member.node.object.end);
    else if (member?.node.kind === "Property" && call?.node.kind === "CallExpression" && call.node.args === path.at(-3)?.node)
        target = analysis.definitionAt(call.base + call.node.callee.end);
    if (target === undefined) return undefined;
    const owner = pathTo(analysis.file, target.start + 1).findLast(({ node }) => node.kind === "VariableAssignment");
    const value = owner?.node.kind === "VariableAssignment" ? owner.node.value : undefined;
    const part =
        value?.kind === "RecordExpression"
            ? value.properties.find(({ key }) => (key.kind === "Identifier" ? key.name : key.value) === name.name)?.key
            : value?.kind === "FunctionExpression"
              ? value.params.find((each) => each.name.name === name.name)?.name
              : undefined;
    return owner === undefined || part === undefined ? undefined : { start: owner.base + part.start, end: owner.base + part.end };
}

function locationOf({ document, ...range }: Place): Location {
    return { uri: document.uri, range: document.rangeOf(range) };
}

function isSame(a: Place, b: Place): boolean {
    return a.document.uri === b.document.uri && a.start === b.start;
}

/** All places of an exported name, its own file first. */
async function everywhere(packages: Packages, exported: Exported): Promise<Place[]> {
    const { document, start } = exported.definition;
    return [...namesAt(document, start).map((range) => ({ document, ...range })), ...(await packages.usesOf(exported))];
}

/** The name behind the dot, of a package of the workspace. */
async function importedName(packages: Packages, document: OpenDocument, offset: number): Promise<TextRange | undefined> {
    if ((await packages.exportedAt(document, offset)) === undefined) return undefined;
    const found = pathTo(document.analysis.file, offset).findLast(({ node }) => node.kind === "MemberExpression");
    return found?.node.kind === "MemberExpression"
        ? { start: found.base + found.node.property.start, end: found.base + found.node.property.end }
        : undefined;
}

/** Places of the name under the cursor; of a param only the name after `params.`. */
export function namesAt(document: OpenDocument, offset: number): TextRange[] {
    const { analysis, text } = document;
    const name = analysis.hoverAt(offset)?.kind === "param" ? analysis.hoverAt(offset)?.name : undefined;
    return analysis.referencesAt(offset).map((range) => {
        if (name === undefined) return range;
        if (text.slice(range.end - name.length, range.end) === name) return { start: range.end - name.length, end: range.end };
        // params["name"]: the text between the quotes.
        const quoted = text.lastIndexOf(`"${name}"`, range.end);
        return quoted < range.start ? range : { start: quoted + 1, end: quoted + 1 + name.length };
    });
}

/** The name under the cursor, if it can be given another: bound in this file, or a param. */
function renamable(document: OpenDocument, offset: number): TextRange | undefined {
    const isParam = document.analysis.hoverAt(offset)?.kind === "param";
    if (!isParam && document.analysis.definitionAt(offset) === undefined) return undefined;
    return namesAt(document, offset).find(({ start, end }) => start <= offset && offset <= end);
}

const identifier = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;
const keywords = new Set([
    "and",
    "or",
    "not",
    "exists",
    "import",
    "package",
    "return",
    "option",
    "builtin",
    "test",
    "testcase",
    "if",
    "then",
    "else",
]);

function refuse(message: string): ResponseError<void> {
    return new ResponseError(ErrorCodes.InvalidParams, message);
}

/** Edits for another name; a `ResponseError` where it would change what the script means. */
function rename(document: OpenDocument, offset: number, newName: string): WorkspaceEdit | ResponseError<void> {
    const target = renamable(document, offset);
    if (target === undefined) return refuse("This name is not bound in this file, so it can't be renamed here.");
    if (!identifier.test(newName) || keywords.has(newName))
        return refuse(`"${newName}" is not a name in Flux: letters, digits and _ only, no keyword.`);
    const oldName = document.text.slice(target.start, target.end);
    const info = document.analysis.hoverAt(offset);
    const isParam = info?.kind === "param";
    const taken = isParam ? document.analysis.paramFacts.some((facts) => facts.name === newName) : isTaken(document, offset, newName);
    if (newName !== oldName && taken) return refuse(`"${newName}" is already a name here.`);
    const edits = namesAt(document, offset).map(
        (range): TextEdit => ({ range: document.rangeOf(range), newText: replacement(document, range, oldName, newName) }),
    );
    edits.push(...argumentEdits(document, offset, newName));
    return { changes: { [document.uri]: edits } };
}

/** The name means something else where the old one stands, or the file binds it as well. */
function isTaken(document: OpenDocument, offset: number, newName: string): boolean {
    const { analysis } = document;
    const named = (start: number): boolean =>
        analysis.scopeAt(start).some((symbol) => symbol.name === newName && (symbol.package === undefined || symbol.kind === "package"));
    if (namesAt(document, offset).some(({ start }) => named(start))) return true;
    const definition = analysis.definitionAt(offset);
    const isTop = [...itemsOf(analysis.file)].some(({ node, base }) => nameOf(node)?.start === (definition?.start ?? -1) - base);
    return isTop && [...itemsOf(analysis.file)].some(({ node }) => nameOf(node)?.name === newName);
}

/** The name that a statement of the file binds. */
function nameOf(node: Node): Extract<Node, { kind: "Identifier" }> | undefined {
    const assignment = node.kind === "OptionStatement" ? node.assignment : node;
    return assignment.kind === "VariableAssignment" || assignment.kind === "BuiltinStatement" ? assignment.name : undefined;
}

/** `{a}` and `f(a)` stand for `a: a`: only the value gets the new name. */
function replacement(document: OpenDocument, { start, end }: TextRange, oldName: string, newName: string): string {
    const path = pathTo(document.analysis.file, start + Math.min(1, end - start));
    const property = path.findLast(({ node }) => node.kind === "Property");
    if (property?.node.kind === "Property" && property.node.value === undefined && property.base + property.node.key.start === start)
        return `${oldName}: ${newName}`;
    const importing = path.findLast(({ node }) => node.kind === "ImportDeclaration");
    // The definition of an import without an alias is its path.
    if (importing?.node.kind === "ImportDeclaration" && importing.node.alias === undefined)
        return `${newName} ${document.text.slice(start, end)}`;
    return newName;
}

/** A parameter's name is also written by the callers of its function. */
function argumentEdits(document: OpenDocument, offset: number, newName: string): TextEdit[] {
    const definition = document.analysis.definitionAt(offset);
    if (definition === undefined) return [];
    const path = pathTo(document.analysis.file, definition.start + 1);
    const at = path.findLastIndex(({ node }) => node.kind === "FunctionExpression");
    const parameter = path[at + 1]?.node;
    const owner = path[at - 1];
    if (
        at < 1 ||
        parameter?.kind !== "Parameter" ||
        owner?.node.kind !== "VariableAssignment" ||
        owner.base + parameter.name.start !== definition.start
    )
        return [];
    const name = parameter.name.name;
    const edits: TextEdit[] = [];
    for (const use of document.analysis.referencesAt(owner.base + owner.node.name.start + 1)) {
        const around = pathTo(document.analysis.file, use.start + 1);
        const call = around.findLast(({ node }) => node.kind === "CallExpression");
        if (call?.node.kind !== "CallExpression" || call.base + call.node.callee.start !== use.start) continue;
        for (const { key, value } of call.node.args?.properties ?? []) {
            if (key.kind !== "Identifier" || key.name !== name) continue;
            const range = document.rangeOf({ start: call.base + key.start, end: call.base + key.end });
            edits.push({ range, newText: value === undefined ? `${newName}: ${name}` : newName });
        }
    }
    return edits;
}
