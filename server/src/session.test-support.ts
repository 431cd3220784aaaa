/** The server over its real protocol, in this process; sources with markers: `¦` is the cursor, `⟦…⟧` a range. */
import { PassThrough } from "node:stream";
import {
    type ClientCapabilities,
    createConnection,
    createProtocolConnection,
    type Diagnostic,
    type InitializeResult,
    type Position,
    type ProtocolConnection,
    type Range,
    StreamMessageReader,
    StreamMessageWriter,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { serve } from "./connection.ts";
import type { WorkspaceFiles } from "./workspaceFiles.ts";

/** What VS Code's own client says it can. */
export const fullClient: ClientCapabilities = {
    textDocument: {
        completion: {
            completionItem: {
                snippetSupport: true,
                documentationFormat: ["markdown", "plaintext"],
                tagSupport: { valueSet: [1] },
                labelDetailsSupport: true,
            },
        },
        hover: { contentFormat: ["markdown", "plaintext"] },
        signatureHelp: { signatureInformation: { documentationFormat: ["markdown"], parameterInformation: { labelOffsetSupport: true } } },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
    },
};

export class Session {
    readonly client: ProtocolConnection;
    readonly logged: string[] = [];
    initialized!: InitializeResult;
    private readonly published = new Map<string, { version: number | undefined; diagnostics: Diagnostic[] }>();
    private readonly waiting = new Set<() => void>();
    private opened = 0;

    private constructor(client: ProtocolConnection) {
        this.client = client;
        client.onNotification(
            "textDocument/publishDiagnostics",
            ({ uri, version, diagnostics }: { uri: string; version?: number; diagnostics: Diagnostic[] }) => {
                this.published.set(uri, { version, diagnostics });
                for (const wake of this.waiting) wake();
            },
        );
        client.onNotification("window/logMessage", ({ message }: { message: string }) => void this.logged.push(message));
    }

    static async start(
        capabilities: ClientCapabilities = fullClient,
        configuration?: unknown,
        workspace?: { readonly files: WorkspaceFiles; readonly folder: string },
        schema?: (question: {
            readonly uri: string;
            readonly what: string;
            readonly bucket?: string;
            readonly measurement?: string;
            readonly tag?: string;
        }) => Promise<readonly string[]>,
        /** What the client answers to requests of the server, and says of itself. */
        more: { readonly options?: object; readonly answers?: Readonly<Record<string, (parameters: unknown) => unknown>> } = {},
    ): Promise<Session> {
        const toServer = new PassThrough();
        const toClient = new PassThrough();
        const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
        serve(connection, workspace?.files);
        connection.listen();
        const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
        const session = new Session(client);
        if (configuration !== undefined) client.onRequest("workspace/configuration", () => [configuration]);
        client.onRequest("client/registerCapability", () => null);
        if (schema !== undefined) client.onRequest("fluxScripts/schema", async (question) => ({ names: await schema(question) }));
        for (const [method, answer] of Object.entries(more.answers ?? {})) client.onRequest(method, answer);
        client.listen();
        session.initialized = await client.sendRequest("initialize", {
            processId: null,
            rootUri: workspace?.folder ?? null,
            capabilities,
            initializationOptions: { liveSchema: schema !== undefined, hintsPage: "file:///extension/docs/hints.md", ...more.options },
        });
        await client.sendNotification("initialized", {});
        return session;
    }

    /** Opens a marked source. */
    async open(marked: string, uri = `file:///w/${(this.opened += 1)}.flux`): Promise<Opened> {
        const source = readMarks(marked);
        await this.client.sendNotification("textDocument/didOpen", {
            textDocument: { uri, languageId: "flux", version: 1, text: source.text },
        });
        return new Opened(this, uri, source);
    }

    /** The diagnostics that were sent for a version. */
    async diagnostics(uri: string, version = 1): Promise<Diagnostic[]> {
        for (;;) {
            const found = this.published.get(uri);
            if (found?.version === version) return found.diagnostics;
            await new Promise<void>((resolve) => {
                const wake = (): void => {
                    this.waiting.delete(wake);
                    resolve();
                };
                this.waiting.add(wake);
            });
        }
    }

    request<T>(method: string, parameters: unknown): Promise<T> {
        return this.client.sendRequest<T>(method, parameters as object);
    }

    close(): void {
        this.client.dispose();
    }
}

interface Marked {
    readonly text: string;
    readonly cursor: number;
    readonly ranges: readonly { readonly start: number; readonly end: number }[];
}

function readMarks(marked: string): Marked {
    let text = "";
    let cursor = -1;
    const open: number[] = [];
    const ranges: { start: number; end: number }[] = [];
    for (const character of marked) {
        if (character === "¦") cursor = text.length;
        else if (character === "⟦") open.push(text.length);
        else if (character === "⟧") ranges.push({ start: open.pop() ?? 0, end: text.length });
        else text += character;
    }
    ranges.sort((a, b) => a.start - b.start);
    return { text, cursor: cursor < 0 ? (ranges[0]?.start ?? 0) : cursor, ranges };
}

export class Opened {
    readonly session: Session;
    readonly uri: string;
    readonly text: string;
    readonly position: Position;
    readonly ranges: readonly Range[];
    private readonly document: TextDocument;

    constructor(session: Session, uri: string, source: Marked) {
        this.session = session;
        this.uri = uri;
        this.text = source.text;
        this.document = TextDocument.create(uri, "flux", 1, source.text);
        this.position = this.document.positionAt(source.cursor);
        this.ranges = source.ranges.map(({ start, end }) => ({
            start: this.document.positionAt(start),
            end: this.document.positionAt(end),
        }));
    }

    /** Asks about the cursor. */
    ask<T>(method: string, more: object = {}): Promise<T> {
        return this.session.request<T>(`textDocument/${method}`, { textDocument: { uri: this.uri }, position: this.position, ...more });
    }

    get whole(): Range {
        return { start: { line: 0, character: 0 }, end: this.document.positionAt(this.text.length) };
    }

    /** The text with edits applied. */
    edited(edits: readonly { readonly range: Range; readonly newText: string }[]): string {
        return TextDocument.applyEdits(this.document, [...edits]);
    }
}
