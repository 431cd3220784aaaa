/** What the client said it can take; everything has an answer for a client that says nothing. */
import { type ClientCapabilities, MarkupKind } from "vscode-languageserver";

export interface ClientFacts {
    readonly snippets: boolean;
    readonly hierarchicalSymbols: boolean;
    readonly hoverMarkdown: boolean;
    readonly documentationMarkdown: boolean;
    readonly signatureMarkdown: boolean;
    /** Asks for diagnostics itself; else they are sent to it. */
    readonly pullsDiagnostics: boolean;
    readonly configuration: boolean;
    readonly dynamicConfiguration: boolean;
    readonly codeActionLiterals: boolean;
    readonly parameterOffsets: boolean;
    readonly labelDetails: boolean;
    readonly deprecatedTag: boolean;
    readonly lineFoldingOnly: boolean;
    readonly refreshInlayHints: boolean;
    readonly refreshCodeLens: boolean;
    readonly refreshDiagnostics: boolean;
    /** Answers `fluxScripts/schema` requests about buckets and their columns. */
    readonly liveSchema: boolean;
    /** Answers `fluxScripts/presets`, and takes the command `fluxScripts.setPresetValue`. */
    readonly presets: boolean;
    /** Answers `fluxScripts/status`. */
    readonly status: boolean;
    /** The client brings snippets for Flux of its own. */
    readonly hasSnippets: boolean;
    /** URI of the page that describes the hints, one heading a code; absent where a client ships none. */
    readonly hintsPage: string | undefined;
}

export function readClient(capabilities: ClientCapabilities, options: unknown): ClientFacts {
    const { textDocument, workspace } = capabilities;
    const markdown = (formats: readonly MarkupKind[] | undefined): boolean => formats?.includes(MarkupKind.Markdown) === true;
    const given = typeof options === "object" && options !== null ? (options as Readonly<Record<string, unknown>>) : {};
    const item = textDocument?.completion?.completionItem;
    return {
        snippets: item?.snippetSupport === true,
        hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
        hoverMarkdown: markdown(textDocument?.hover?.contentFormat),
        documentationMarkdown: markdown(item?.documentationFormat),
        signatureMarkdown: markdown(textDocument?.signatureHelp?.signatureInformation?.documentationFormat),
        pullsDiagnostics: textDocument?.diagnostic !== undefined,
        configuration: workspace?.configuration === true,
        dynamicConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
        codeActionLiterals: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
        parameterOffsets: textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport === true,
        labelDetails: item?.labelDetailsSupport === true,
        deprecatedTag: item?.tagSupport?.valueSet.includes(1) === true,
        lineFoldingOnly: textDocument?.foldingRange?.lineFoldingOnly === true,
        refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
        refreshCodeLens: workspace?.codeLens?.refreshSupport === true,
        refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
        liveSchema: given["liveSchema"] === true,
        presets: given["presets"] === true,
        status: given["status"] === true,
        hasSnippets: given["snippets"] === true,
        hintsPage: typeof given["hintsPage"] === "string" ? given["hintsPage"] : undefined,
    };
}
