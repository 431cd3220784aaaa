/** The language server's side of this window: started once, asked for params. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { UserError } from "./errors.ts";
import type { Platform } from "./platform.ts";
import type { ParamInfo } from "./run/paramInfo.ts";

/** Something outside that a run would change, as the language server sees it. */
export interface RunEffect {
    readonly kind: string;
    /** Full name: `influxdata/influxdb.to`. */
    readonly function: string;
    /** Bucket, address or topic, where the script names it. */
    readonly target?: string;
    /** From 1. */
    readonly line: number;
}

export class LanguageService {
    private client: BaseLanguageClient | undefined;
    private starting: Promise<void> | undefined;
    private readonly answers = new Map<string, (uri: vscode.Uri) => unknown>();

    constructor(
        private readonly platform: Platform,
        private readonly output: vscode.LogOutputChannel,
        /** The page that describes each hint. */
        private readonly hintsPage: vscode.Uri,
        /** Names from a document's connection for the server, which has none itself; never rejects. */
        private readonly schema: (uri: string, question: unknown) => Promise<readonly string[]>,
    ) {}

    start(): Promise<void> {
        this.starting ??= this.begin();
        return this.starting;
    }

    async restart(): Promise<void> {
        const { client } = this;
        this.client = undefined;
        this.starting = undefined;
        await client?.dispose();
        await this.start();
    }

    async dispose(): Promise<void> {
        await this.client?.dispose();
    }

    /** The params of a script as it stands in the editor, in the order of first use. */
    async params(document: vscode.TextDocument): Promise<readonly ParamInfo[]> {
        const { t } = vscode.l10n;
        try {
            await this.start();
            const answer = await this.client?.sendRequest<{ params: ParamInfo[] } | null>("fluxScripts/params", {
                uri: document.uri.toString(),
            });
            return answer?.params ?? [];
        } catch (error) {
            this.output.error(error instanceof Error ? error : String(error));
            throw new UserError(
                t("The language server does not answer, so the params of the script are not known."),
                t('Run "Flux: Restart Language Server" and try again.'),
                ["showOutput"],
            );
        }
    }

    /** What a run of a text would change; undefined when the server does not answer, and nothing is known. */
    async effects(text: string): Promise<readonly RunEffect[] | undefined> {
        try {
            await this.start();
            return (await this.client?.sendRequest<{ effects: RunEffect[] }>("fluxScripts/effects", { text }))?.effects;
        } catch (error) {
            this.output.error(error instanceof Error ? error : String(error));
            return undefined;
        }
    }

    /** Answers a request of the server about a document; before it starts. */
    answer(method: string, work: (uri: vscode.Uri) => unknown): void {
        this.answers.set(method, work);
    }

    /** Tells the server something, if it is there. */
    tell(method: string): void {
        void this.client?.sendNotification(method).catch(() => undefined);
    }

    private async begin(): Promise<void> {
        // Its code is large: the window's first moments are for what a person sees.
        await new Promise((resolve) => setTimeout(resolve, 0));
        const client = await this.platform.createLanguageClient({
            // Any scheme: unsaved, untitled, virtual and compared documents have the same features.
            documentSelector: [{ language: "flux" }],
            outputChannel: this.output,
            synchronize: { configurationSection: "fluxScripts" },
            initializationOptions: { hintsPage: this.hintsPage.toString(), liveSchema: true, snippets: true, presets: true, status: true },
        });
        this.client = client;
        client.onRequest("fluxScripts/schema", async (question: { readonly uri: string }) => ({
            names: await this.schema(question.uri, question),
        }));
        for (const [method, work] of this.answers) {
            client.onRequest(method, ({ uri }: { readonly uri: string }) => work(vscode.Uri.parse(uri)));
        }
        await client.start();
    }
}
