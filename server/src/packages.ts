/**
 * Packages that people keep as files of the workspace. `import "lib/rooms"` means the files of the folder `lib/rooms` or the file
 * `lib/rooms.flux` that begin with `package rooms`; a path with `./` or `../` starts at the importing file.
 */
import { type Node, packageName, standardPaths } from "@flux-scripts/flux";
import type { ServerContext } from "./context.ts";
import { OpenDocument } from "./documents.ts";
import { keepOnly } from "./kept.ts";
import { itemsOf, nodesOf, pathTo, type Placed } from "./tree.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

export interface Place {
    readonly document: OpenDocument;
    readonly start: number;
    readonly end: number;
}

/** A name that a package of the workspace exports. */
export interface Exported {
    readonly name: string;
    readonly definition: Place;
}

export class Packages {
    private readonly context: ServerContext;
    private readonly files: WorkspaceFiles;
    private readonly closed = new Map<string, OpenDocument>();

    constructor(context: ServerContext, files: WorkspaceFiles) {
        this.context = context;
        this.files = files;
    }

    /** The exported name under the cursor: where it is defined, or where an importer uses it. */
    async exportedAt(document: OpenDocument, offset: number): Promise<Exported | undefined> {
        const used = memberAt(document, offset);
        if (used !== undefined) return this.exportOf(document, used.path, used.name);
        const own = packageOf(document);
        if (own === undefined) return undefined;
        const definition = document.analysis.definitionAt(offset);
        const found = definition === undefined ? undefined : exportsOf(document).find(({ start }) => start === definition.start);
        return found === undefined ? undefined : { name: found.name, definition: { document, start: found.start, end: found.end } };
    }

    /** What a text under the cursor names: the package of an import, the testcase that another one extends. */
    async namedAt(document: OpenDocument, offset: number): Promise<Place | undefined> {
        const path = pathTo(document.analysis.file, offset);
        const node = path.at(-1)?.node;
        const parent = path.at(-2)?.node;
        if (node?.kind !== "StringLiteral") return undefined;
        if (parent?.kind === "ImportDeclaration") return this.fileOf(document, node.value);
        return parent?.kind === "TestCaseStatement" ? this.testcaseOf(node.value) : undefined;
    }

    /** `ROOT/path/to/file_test.name`: the testcase `name` of the file below the root's folder. */
    private async testcaseOf(text: string): Promise<Place | undefined> {
        const match = /^[^/]*\/(.*)\.([^./]+)$/.exec(text);
        if (match === null) return undefined;
        for (const document of await this.all()) {
            if (!document.uri.endsWith(`/${match[1]}.flux`)) continue;
            for (const { node, base } of itemsOf(document.analysis.file)) {
                if (node.kind === "TestCaseStatement" && node.name.name === match[2])
                    return { document, start: base + node.name.start, end: base + node.name.end };
            }
        }
        return undefined;
    }

    /** The file that an import names, at its package clause. */
    private async fileOf(document: OpenDocument, path: string): Promise<Place | undefined> {
        const [found] = await this.filesOf(document, path);
        const clause = found === undefined ? undefined : clauseOf(found);
        if (found === undefined || clause?.node.kind !== "PackageClause") return undefined;
        return { document: found, start: clause.base + clause.node.name.start, end: clause.base + clause.node.name.end };
    }

    /** Places in other files that mean an exported name. */
    async usesOf({ name, definition }: Exported): Promise<Place[]> {
        const found: Place[] = [];
        const target = packageOf(definition.document);
        if (target === undefined) return found;
        for (const document of await this.all()) {
            for (const { path, alias } of ownImports(document)) {
                if (packageName(path) !== target || !isAt(definition.document.uri, document.uri, path)) continue;
                for (const use of membersOf(document, alias, name)) found.push({ document, ...use });
            }
        }
        return found;
    }

    private async exportOf(document: OpenDocument, path: string, name: string): Promise<Exported | undefined> {
        for (const file of await this.filesOf(document, path)) {
            const found = exportsOf(file).find((each) => each.name === name);
            if (found !== undefined) return { name, definition: { document: file, start: found.start, end: found.end } };
        }
        return undefined;
    }

    private async filesOf(from: OpenDocument, path: string): Promise<OpenDocument[]> {
        const name = packageName(path);
        return (await this.all()).filter((file) => packageOf(file) === name && isAt(file.uri, from.uri, path));
    }

    /** All files of the workspace, open ones as they are in the editor. */
    private async all(): Promise<OpenDocument[]> {
        const open = this.context.documents.all();
        const texts = (await this.files.read(this.context.folders)).filter(({ uri }) => open.every((document) => document.uri !== uri));
        const closed = texts.map(({ uri, text }) => {
            let document = this.closed.get(uri);
            if (document?.text !== text) {
                document = new OpenDocument(uri, 0, text);
                this.closed.set(uri, document);
            }
            return document;
        });
        keepOnly(
            this.closed,
            closed.map(({ uri }) => uri),
        );
        // Only files that are packages or import them matter, which their text tells without a tree.
        return [...open, ...closed].filter(({ text }) => /^\s*(?:package|import|testcase)\b/m.test(text));
    }
}

function isAt(file: string, from: string, path: string): boolean {
    if (path.startsWith(".")) {
        try {
            const target = new URL(path, from).href;
            return file === `${target}.flux` || file.startsWith(`${target}/`);
        } catch {
            return false;
        }
    }
    const folder = file.slice(0, file.lastIndexOf("/"));
    return folder.endsWith(`/${path}`) || file.endsWith(`/${path}.flux`);
}

function clauseOf(document: OpenDocument): Placed | undefined {
    for (const item of itemsOf(document.analysis.file)) if (item.node.kind === "PackageClause") return item;
    return undefined;
}

/** The name of the package that a file is a part of; none for a script. */
function packageOf(document: OpenDocument): string | undefined {
    if (!/^\s*package\s/m.test(document.text)) return undefined;
    const clause = clauseOf(document)?.node;
    return clause?.kind === "PackageClause" && clause.name.name !== "main" ? clause.name.name : undefined;
}

function exportsOf(document: OpenDocument): { readonly name: string; readonly start: number; readonly end: number }[] {
    return [...itemsOf(document.analysis.file)].flatMap(({ node, base }) => {
        const assignment: Node = node.kind === "OptionStatement" ? node.assignment : node;
        if (assignment.kind !== "VariableAssignment" || assignment.name.name === "") return [];
        const { name, start, end } = assignment.name;
        return [{ name, start: base + start, end: base + end }];
    });
}

/** Imports of what is no package of the standard library. */
function ownImports(document: OpenDocument): { readonly path: string; readonly alias: string }[] {
    return document.analysis.file.chunks.flatMap(({ item }) => {
        if (item.kind !== "ImportDeclaration" || standardPaths().includes(item.path.value)) return [];
        return [{ path: item.path.value, alias: item.alias?.name ?? packageName(item.path.value) }];
    });
}

/** `rooms.mean` under the cursor, where `rooms` is such an import. */
function memberAt(document: OpenDocument, offset: number): { readonly path: string; readonly name: string } | undefined {
    const imports = ownImports(document);
    if (imports.length === 0) return undefined;
    const found = pathTo(document.analysis.file, offset).findLast(({ node }) => node.kind === "MemberExpression");
    if (found?.node.kind !== "MemberExpression" || found.node.object.kind !== "Identifier" || found.node.property.kind !== "Identifier")
        return undefined;
    const { object, property } = found.node;
    if (offset < found.base + property.start || offset > found.base + property.end) return undefined;
    const { path } = imports.find(({ alias }) => alias === object.name) ?? {};
    return path === undefined ? undefined : { path, name: property.name };
}

/** Places of `alias.name`. */
function membersOf(document: OpenDocument, alias: string, name: string): { readonly start: number; readonly end: number }[] {
    if (!document.text.includes(name)) return [];
    return [...itemsOf(document.analysis.file)].flatMap(({ chunk, base }) =>
        [...nodesOf(chunk)].flatMap((node) => {
            if (node.kind !== "MemberExpression" || node.object.kind !== "Identifier" || node.property.kind !== "Identifier") return [];
            if (node.object.name !== alias || node.property.name !== name) return [];
            return [{ start: base + node.property.start, end: base + node.property.end }];
        }),
    );
}
