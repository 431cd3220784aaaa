/** As much of VS Code as sync needs, in memory: files, documents, questions with prepared answers. For tests only. */

export class Uri {
    constructor(
        readonly scheme: string,
        readonly authority: string,
        readonly path: string,
        readonly query = "",
    ) {}

    static from({
        scheme,
        authority = "",
        path = "",
        query = "",
    }: {
        scheme: string;
        authority?: string;
        path?: string;
        query?: string;
    }): Uri {
        return new Uri(scheme, authority, path, query);
    }

    static parse(text: string): Uri {
        const [, scheme = "", authority = "", path = "", query = ""] = /^([^:]+):\/\/([^/?]*)([^?]*)\??(.*)$/.exec(text) ?? [];
        return new Uri(scheme, decodeURIComponent(authority), decodeURIComponent(path), decodeURIComponent(query));
    }

    static joinPath(base: Uri, ...parts: string[]): Uri {
        const segments: string[] = [];
        for (const part of `${base.path}/${parts.join("/")}`.split("/")) {
            if (part === "..") segments.pop();
            else if (part !== "" && part !== ".") segments.push(part);
        }
        return base.with({ path: `/${segments.join("/")}` });
    }

    with({ path = this.path }: { path?: string }): Uri {
        return new Uri(this.scheme, this.authority, path, this.query);
    }

    toString(): string {
        const path = this.path.split("/").map(encodeURIComponent).join("/");
        return `${this.scheme}://${encodeURIComponent(this.authority.toLowerCase())}${path}${this.query === "" ? "" : `?${encodeURIComponent(this.query)}`}`;
    }
}

class EventEmitter<T> {
    private readonly listeners = new Set<(value: T) => void>();
    readonly event = (listener: (value: T) => void): { dispose(): void } => {
        this.listeners.add(listener);
        return { dispose: () => this.listeners.delete(listener) };
    };
    fire(value: T): void {
        for (const listener of this.listeners) listener(value);
    }
    dispose(): void {
        this.listeners.clear();
    }
}

class FileSystemError extends Error {
    constructor(
        message: string,
        readonly code = "Unknown",
    ) {
        super(message);
    }
    static FileNotFound = (what: unknown): FileSystemError => new FileSystemError(String(what), "FileNotFound");
    static FileExists = (what: unknown): FileSystemError => new FileSystemError(String(what), "FileExists");
    static NoPermissions = (what: unknown): FileSystemError => new FileSystemError(String(what), "NoPermissions");
    static Unavailable = (what: unknown): FileSystemError => new FileSystemError(String(what), "Unavailable");
}

const none = (): { dispose(): void } => ({ dispose: () => undefined });
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Uri → bytes. */
export const files = new Map<string, Uint8Array>();
/** What was asked and told, and the answers to questions in their order; undefined steps back. */
export const asked: string[] = [];
export const answers: (string | undefined)[] = [];
export const executed: unknown[][] = [];
export const settings = new Map<string, unknown>();
export const memory = new Map<string, unknown>();
const root = { uri: Uri.parse("file:///work"), name: "work", index: 0 };

export function reset(): void {
    for (const store of [files, settings, memory]) store.clear();
    for (const list of [asked, answers, executed]) list.length = 0;
}

export function textOf(path: string): string | undefined {
    const bytes = files.get(Uri.joinPath(root.uri, path).toString());
    return bytes === undefined ? undefined : decoder.decode(bytes);
}

export function setText(path: string, text: string): void {
    files.set(Uri.joinPath(root.uri, path).toString(), new TextEncoder().encode(text));
}

/** Texts below `.flux-scripts/backup`. */
export function backups(): string[] {
    return [...files].filter(([uri]) => uri.includes("/.flux-scripts/backup/")).map(([, bytes]) => decoder.decode(bytes));
}

export function document(path: string): unknown {
    const uri = Uri.joinPath(root.uri, path);
    return {
        uri,
        languageId: "flux",
        isDirty: false,
        isUntitled: false,
        version: 1,
        getText: () => textOf(path) ?? "",
        save: () => Promise.resolve(true),
    };
}

/** A question: its text is noted, the next prepared answer is given. Without buttons it only tells. */
async function ask(message: string, ...rest: unknown[]): Promise<string | undefined> {
    asked.push(message);
    return rest.some((item) => typeof item === "string") ? answers.shift() : undefined;
}

export const vscode = {
    Uri,
    EventEmitter,
    FileSystemError,
    CancellationError: class extends Error {},
    RelativePattern: class {
        constructor(readonly base: Uri) {}
    },
    WorkspaceEdit: class {
        readonly renames: [Uri, Uri][] = [];
        renameFile(from: Uri, to: Uri): void {
            this.renames.push([from, to]);
        }
    },
    Disposable: class {
        constructor(readonly dispose: () => void) {}
    },
    FileType: { File: 1, Directory: 2 },
    FilePermission: { Readonly: 1 },
    FileChangeType: { Changed: 1, Created: 2, Deleted: 3 },
    l10n: {
        t: (text: string, ...args: unknown[]) => text.replace(/\{(\d+)\}/g, (_all, index: string) => String(args[Number(index)])),
    },
    commands: {
        executeCommand: async (...args: unknown[]) => void executed.push(args),
        getCommands: async () => [],
    },
    window: {
        showWarningMessage: ask,
        showInformationMessage: ask,
        showErrorMessage: ask,
        showInputBox: async () => answers.shift(),
        showQuickPick: async () => undefined,
        showTextDocument: async () => undefined,
        setStatusBarMessage: (text: string) => void asked.push(text),
    },
    workspace: {
        isTrusted: true,
        workspaceFolders: [root],
        textDocuments: [],
        getWorkspaceFolder: () => root,
        getConfiguration: () => ({ get: (name: string, otherwise: unknown) => settings.get(name) ?? otherwise }),
        findFiles: async () =>
            [...files.keys()].filter((uri) => uri.endsWith(".flux") && !uri.includes("/.flux-scripts/")).map((uri) => Uri.parse(uri)),
        applyEdit: async ({ renames }: { readonly renames: readonly [Uri, Uri][] }) => {
            for (const [from, to] of renames) await vscode.workspace.fs.rename(from, to);
            return true;
        },
        openTextDocument: async (uri: Uri) => document(uri.path.replace(/^\/work\//, "")),
        createFileSystemWatcher: () => ({ onDidChange: none, onDidCreate: none, onDidDelete: none, dispose: () => undefined }),
        registerTextDocumentContentProvider: none,
        onDidSaveTextDocument: none,
        onDidChangeTextDocument: none,
        onDidChangeWorkspaceFolders: none,
        onDidGrantWorkspaceTrust: none,
        fs: {
            readFile: async (uri: Uri) => {
                const bytes = files.get(uri.toString());
                if (bytes === undefined) throw FileSystemError.FileNotFound(uri);
                return bytes;
            },
            writeFile: async (uri: Uri, bytes: Uint8Array) => void files.set(uri.toString(), bytes),
            delete: async (uri: Uri) => void files.delete(uri.toString()),
            rename: async (from: Uri, to: Uri) => {
                files.set(to.toString(), files.get(from.toString()) ?? new Uint8Array());
                files.delete(from.toString());
            },
            readDirectory: async (folder: Uri) =>
                [...files.keys()]
                    .map((uri) => Uri.parse(uri).path)
                    .filter((path) => path.startsWith(`${folder.path}/`))
                    .map((path) => [path.slice(folder.path.length + 1).split("/")[0], 1]),
        },
    },
};

/** What a window remembers, as the extension's context has it. */
export const context = {
    subscriptions: [],
    globalStorageUri: Uri.parse("file:///storage"),
    workspaceState: {
        get: (key: string, otherwise?: unknown) => memory.get(key) ?? otherwise,
        update: async (key: string, value: unknown) => void memory.set(key, value),
    },
};
