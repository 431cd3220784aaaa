/** Testcases of `*_test.flux` files in VS Code's test explorer, run by the bundled command line. */
import * as vscode from "vscode";
import { placeOf } from "../errors.ts";
import type { CommandLine } from "../platform.ts";
import { rangeOf } from "../run/place.ts";
import { readText } from "../sync/workspaceFiles.ts";
import { type CaseOutcome, findCases, readOutcomes } from "./cases.ts";

const pattern = "**/*_test.flux";
const leftOut = "**/{node_modules,.flux-scripts,.git}/**";

export class FluxTests implements vscode.Disposable {
    private readonly controller: vscode.TestController;
    private readonly disposables: vscode.Disposable[] = [];
    private found: Promise<void> | undefined;

    constructor(
        private readonly cli: CommandLine,
        private readonly output: vscode.LogOutputChannel,
    ) {
        const { t } = vscode.l10n;
        this.controller = vscode.tests.createTestController("fluxScripts", t("Flux Scripts"));
        // Files are looked for when a person opens the tests, not before.
        this.controller.resolveHandler = async (item) => (item === undefined ? this.find() : this.read(item));
        this.controller.refreshHandler = () => {
            this.found = undefined;
            return this.find();
        };
        this.controller.createRunProfile(t("Run"), vscode.TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
        this.disposables.push(
            this.controller,
            vscode.workspace.onDidOpenTextDocument((document) => this.update(document)),
            vscode.workspace.onDidChangeTextDocument(({ document }) => this.update(document)),
        );
        for (const document of vscode.workspace.textDocuments) this.update(document);
    }

    dispose(): void {
        for (const disposable of this.disposables) disposable.dispose();
    }

    /** Runs one testcase of a file, as its code lens does; every one where no name is given. */
    async runCase(uri: vscode.Uri, name?: string): Promise<void> {
        const file = this.fileItem(uri);
        await this.read(file);
        const item = name === undefined ? file : file.children.get(caseId(uri, name));
        if (item === undefined) return;
        const source = new vscode.CancellationTokenSource();
        await this.run(new vscode.TestRunRequest([item]), source.token);
        source.dispose();
    }

    private find(): Promise<void> {
        this.found ??= this.search();
        return this.found;
    }

    private async search(): Promise<void> {
        const watcher = vscode.workspace.createFileSystemWatcher(pattern);
        this.disposables.push(
            watcher,
            watcher.onDidCreate((uri) => void this.read(this.fileItem(uri))),
            watcher.onDidChange((uri) => void this.read(this.fileItem(uri))),
            watcher.onDidDelete((uri) => this.controller.items.delete(uri.toString())),
        );
        for (const uri of await vscode.workspace.findFiles(pattern, leftOut)) await this.read(this.fileItem(uri));
    }

    private fileItem(uri: vscode.Uri): vscode.TestItem {
        const id = uri.toString();
        const there = this.controller.items.get(id);
        if (there !== undefined) return there;
        const item = this.controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
        item.canResolveChildren = true;
        this.controller.items.add(item);
        return item;
    }

    private async read(item: vscode.TestItem): Promise<void> {
        const { uri } = item;
        if (uri === undefined || item.parent !== undefined) return;
        const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
        this.fill(item, open?.getText() ?? (await readText(uri)) ?? "");
    }

    private update(document: vscode.TextDocument): void {
        if (document.uri.scheme !== "file" || !document.uri.path.endsWith("_test.flux")) return;
        this.fill(this.fileItem(document.uri), document.getText());
    }

    private fill(file: vscode.TestItem, text: string): void {
        const { uri } = file;
        if (uri === undefined) return;
        const items = findCases(text).map(({ name, line, start, end }) => {
            const id = caseId(uri, name);
            const item = file.children.get(id) ?? this.controller.createTestItem(id, name, uri);
            item.range = new vscode.Range(line, start, line, end);
            return item;
        });
        file.children.replace(items);
    }

    private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
        if (request.include === undefined) await this.find();
        const run = this.controller.createTestRun(request);
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        try {
            for (const [file, cases] of this.wanted(request)) {
                if (token.isCancellationRequested) break;
                await this.runFile(run, file, cases, stop.signal);
            }
        } finally {
            run.end();
        }
    }

    /** The cases of a request by their files. */
    private wanted({ include, exclude = [] }: vscode.TestRunRequest): Map<vscode.TestItem, vscode.TestItem[]> {
        const files = new Map<vscode.TestItem, vscode.TestItem[]>();
        const all = include ?? [...this.controller.items].map(([, item]) => item);
        for (const item of all) {
            const cases = item.parent === undefined ? [...item.children].map(([, child]) => child) : [item];
            const file = item.parent ?? item;
            const left = cases.filter((each) => !exclude.includes(each) && !exclude.includes(file));
            if (left.length > 0) files.set(file, [...(files.get(file) ?? []), ...left]);
        }
        return files;
    }

    private async runFile(
        run: vscode.TestRun,
        file: vscode.TestItem,
        cases: readonly vscode.TestItem[],
        signal: AbortSignal,
    ): Promise<void> {
        const { uri } = file;
        if (uri === undefined) return;
        for (const item of cases) run.started(item);
        const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
        if (open?.isDirty === true) await open.save();
        const tags = vscode.workspace.getConfiguration("fluxScripts", uri).get<string[]>("test.tags", []);
        const args = ["test", "--json", uri.fsPath, "--test", cases.map(({ label }) => label).join(",")];
        if (tags.length > 0) args.push("--tags", tags.join(","));
        let [answer, faults] = ["", ""];
        try {
            const cwd = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
            await this.cli.run(args, {
                ...(cwd === undefined ? {} : { cwd }),
                signal,
                onOutput: (text, stream) => {
                    if (stream === "stdout") answer += text;
                    else faults += text;
                },
            });
        } catch (error) {
            faults += error instanceof Error ? error.message : String(error);
        }
        if (signal.aborted) return;
        if (faults !== "") {
            this.output.warn(faults.trim());
            run.appendOutput(faults.replace(/\r?\n/g, "\r\n"));
        }
        const outcomes = readOutcomes(answer);
        const text = (await readText(uri)) ?? "";
        for (const item of cases) {
            const outcome = outcomes?.find(({ name }) => name === item.label);
            if (outcome === undefined) run.errored(item, new vscode.TestMessage(faults.trim() || vscode.l10n.t("The test did not run.")));
            else tell(run, item, outcome, text);
        }
    }
}

function caseId(uri: vscode.Uri, name: string): string {
    return `${uri.toString()}#${name}`;
}

function tell(run: vscode.TestRun, item: vscode.TestItem, { status, message, ms }: CaseOutcome, text: string): void {
    if (message !== "") run.appendOutput(`${message.replace(/\r?\n/g, "\r\n")}\r\n`, undefined, item);
    if (status === "passed") run.passed(item, ms);
    else if (status === "skipped") run.skipped(item);
    else {
        const said = new vscode.TestMessage(message);
        const place = placeOf(message);
        const range = place === undefined ? undefined : rangeOf(text, place);
        const at =
            range === undefined
                ? item.range
                : new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
        if (item.uri !== undefined && at !== undefined) said.location = new vscode.Location(item.uri, at);
        run.failed(item, said, ms);
    }
}
