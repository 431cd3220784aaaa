/** The server on one connection: what it can do, documents, settings, and one feature after the other. */
import { type Connection, ErrorCodes, type InitializeResult, ResponseError, TextDocumentSyncKind } from "vscode-languageserver";
import { readClient } from "./client.ts";
import type { ServerContext } from "./context.ts";
import { Documents, OpenDocument } from "./documents.ts";
import { registerCalls } from "./features/calls.ts";
import { codeActionKinds, registerCodeActions } from "./features/codeActions.ts";
import { registerCodeLens } from "./features/codeLens.ts";
import { completionTriggers, registerCompletion } from "./features/completion.ts";
import { DiagnosticsFeature } from "./features/diagnostics.ts";
import { registerEffects } from "./features/effects.ts";
import { registerFormatting } from "./features/formatting.ts";
import { registerInlayHints } from "./features/hints.ts";
import { registerHover } from "./features/hover.ts";
import { registerLinks } from "./features/links.ts";
import { registerNavigation } from "./features/navigation.ts";
import { registerParams } from "./features/params.ts";
import { registerSemanticTokens, semanticTokensLegend } from "./features/semanticTokens.ts";
import { registerSignatureHelp, signatureTriggers } from "./features/signature.ts";
import { registerStructure } from "./features/structure.ts";
import { registerSymbols } from "./features/symbols.ts";
import { registerWorkspaceSymbols } from "./features/workspaceSymbols.ts";
import { defaultSettings, readSettings } from "./settings.ts";
import { Packages } from "./packages.ts";
import { noFiles, type WorkspaceFiles } from "./workspaceFiles.ts";

const result: InitializeResult = {
    serverInfo: { name: "flux-scripts" },
    capabilities: {
        positionEncoding: "utf-16",
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        diagnosticProvider: { identifier: "flux", interFileDependencies: false, workspaceDiagnostics: false },
        hoverProvider: true,
        completionProvider: { triggerCharacters: completionTriggers, resolveProvider: true },
        signatureHelpProvider: { triggerCharacters: signatureTriggers, retriggerCharacters: [","] },
        documentSymbolProvider: true,
        definitionProvider: true,
        typeDefinitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        callHierarchyProvider: true,
        linkedEditingRangeProvider: true,
        documentLinkProvider: { resolveProvider: false },
        workspaceSymbolProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        renameProvider: { prepareProvider: true },
        foldingRangeProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: "\n" },
        selectionRangeProvider: true,
        semanticTokensProvider: { legend: semanticTokensLegend, full: { delta: true }, range: true },
        inlayHintProvider: { resolveProvider: false },
        codeLensProvider: { resolveProvider: false },
        codeActionProvider: { codeActionKinds },
    },
};

/** Registers everything on a connection; the caller makes it listen. `sized` is told how many characters the longest open document has. */
export function serve(connection: Connection, files: WorkspaceFiles = noFiles, sized?: (longest: number) => void): void {
    let context: ServerContext | undefined;
    connection.onRequest((method) =>
        context === undefined
            ? new ResponseError(ErrorCodes.ServerNotInitialized, `${method} came before initialize.`)
            : new ResponseError(ErrorCodes.MethodNotFound, `There is no ${method} here.`),
    );
    connection.onShutdown(() => {
        if (context !== undefined) context.isShutDown = true;
    });
    connection.onInitialize(({ capabilities, initializationOptions, workspaceFolders, rootUri }) => {
        if (context !== undefined) throw new ResponseError(ErrorCodes.InvalidRequest, "The server is initialized already.");
        context = {
            connection,
            documents: new Documents(),
            client: readClient(capabilities, initializationOptions),
            settings: defaultSettings,
            isShutDown: false,
            folders: workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null || rootUri === undefined ? [] : [rootUri]),
        };
        const diagnostics = new DiagnosticsFeature(context);
        followDocuments(context, diagnostics, sized);
        followSettings(context, diagnostics);
        for (const register of features) register(context);
        registerNavigation(context, new Packages(context, files));
        registerWorkspaceSymbols(context, files);
        if (capabilities.workspace?.workspaceFolders === true) followFolders(context);
        return result;
    });
}

const features = [
    registerHover,
    registerEffects,
    registerCompletion,
    registerSignatureHelp,
    registerSymbols,
    registerCalls,
    registerLinks,
    registerStructure,
    registerFormatting,
    registerSemanticTokens,
    registerInlayHints,
    registerCodeLens,
    registerCodeActions,
    registerParams,
];

function followDocuments(
    { connection, documents }: ServerContext,
    diagnostics: DiagnosticsFeature,
    sized?: (longest: number) => void,
): void {
    connection.onDidOpenTextDocument(({ textDocument: { uri, version, text } }) => {
        documents.add(new OpenDocument(uri, version, text));
        sized?.(documents.longest);
        diagnostics.changed(uri);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
        documents.get(uri)?.change(contentChanges, version);
        diagnostics.changed(uri);
    });
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
        documents.close(uri);
        sized?.(documents.longest);
        diagnostics.closed(uri);
    });
}

function followFolders(context: ServerContext): void {
    context.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map(({ uri }) => uri);
        context.folders = [...context.folders.filter((uri) => !gone.includes(uri)), ...added.map(({ uri }) => uri)];
    });
}

function followSettings(context: ServerContext, diagnostics: DiagnosticsFeature): void {
    const { connection, client } = context;
    const refresh = (settings: unknown): void => {
        context.settings = readSettings(settings);
        diagnostics.refresh();
        if (client.refreshInlayHints) void connection.languages.inlayHint.refresh().catch(() => undefined);
        if (client.refreshCodeLens) void connection.sendRequest("workspace/codeLens/refresh").catch(() => undefined);
    };
    const ask = async (): Promise<void> => {
        try {
            refresh(await connection.workspace.getConfiguration("fluxScripts"));
        } catch {
            // A client that says it has settings and doesn't answer gets the defaults.
        }
    };
    connection.onInitialized(() => {
        if (client.dynamicConfiguration)
            void connection.client.register({ method: "workspace/didChangeConfiguration" } as never, { section: "fluxScripts" });
        if (client.configuration) void ask();
    });
    connection.onDidChangeConfiguration(({ settings }) => {
        const given = (settings as { fluxScripts?: unknown } | null)?.fluxScripts;
        if (given !== undefined) refresh(given);
        else if (client.configuration) void ask();
    });
}
