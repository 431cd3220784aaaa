/** The explorer: connections → scripts → params, and buckets → measurements → fields and tags. Asks only for what is opened. */
import * as vscode from "vscode";
import { isJsonObject, readJson, writeJson } from "@flux-scripts/flux/params";
import type { Script, ScriptsBackend } from "@flux-scripts/scripts-api";
import type { Connection } from "../../connections/model.ts";
import type { SchemaQuestion } from "../../connections/schema.ts";
import { firstUse } from "../../run/part.ts";
import { explained, type Services } from "../../services.ts";
import type { SyncStates } from "../../sync/states.ts";
import { itemOf } from "./items.ts";
import type { DataNode, ScriptNode, TreeNode } from "./nodes.ts";

export class ScriptsTree implements vscode.TreeDataProvider<TreeNode> {
    private readonly changed = new vscode.EventEmitter<TreeNode | undefined>();
    /** What was listed last, so that a filter or a state does not ask again. */
    private readonly listed = new Map<string, readonly Script[]>();
    private filterText = "";
    readonly onDidChangeTreeData = this.changed.event;

    constructor(
        private readonly services: Services,
        private readonly states: SyncStates,
    ) {
        services.context.subscriptions.push(
            this.changed,
            services.connections.onDidChange(() => this.refresh()),
            states.onDidChange(() => this.changed.fire(undefined)),
        );
    }

    /** Asks anew for a node's children, or for everything. */
    refresh(node?: TreeNode): void {
        this.listed.clear();
        this.services.schema.forget();
        this.changed.fire(node);
    }

    /** Only scripts whose name, description or language has this text; empty for all. */
    get filter(): string {
        return this.filterText;
    }

    set filter(text: string) {
        this.filterText = text;
        this.changed.fire(undefined);
    }

    getTreeItem(node: TreeNode): vscode.TreeItem {
        const { connections, platform } = this.services;
        const active = node.kind === "connection" && connections.active?.id === node.connection.id;
        return itemOf(node, { active, local: platform.local?.state ?? "stopped" });
    }

    async getChildren(node?: TreeNode): Promise<TreeNode[]> {
        if (node === undefined) return this.services.connections.list().map((connection) => ({ kind: "connection", connection }));
        try {
            return await this.children(node);
        } catch (error) {
            const connection = "connection" in node ? node.connection : undefined;
            const { message, hint } = explained(this.services, error, connection);
            return [{ kind: "error", text: message, hint, parent: node }];
        }
    }

    private async children(node: TreeNode): Promise<TreeNode[]> {
        const { t } = vscode.l10n;
        switch (node.kind) {
            case "connection":
                return this.ofConnection(node.connection);
            case "script":
                return this.params(node);
            case "buckets":
                return this.named(node.connection, { what: "buckets" }, t("No buckets"), (bucket) => ({ ...node, kind: "bucket", bucket }));
            case "bucket":
                return this.named(node.connection, { what: "measurements", bucket: node.bucket }, t("No measurements"), (measurement) => ({
                    ...node,
                    kind: "measurement",
                    measurement,
                }));
            case "measurement":
                return this.columns(node);
            case "tag": {
                const { bucket, measurement, name: tag } = node;
                return this.named(node.connection, { what: "tagValues", bucket, measurement, tag }, t("No values"), (value) => ({
                    ...node,
                    kind: "tagValue",
                    value,
                }));
            }
            default:
                return [];
        }
    }

    private async ofConnection(connection: Connection): Promise<TreeNode[]> {
        const { t } = vscode.l10n;
        // Looking is no reason to start a backend or to ask for a token.
        const backend = await this.services.connections.quiet(connection);
        if (backend === undefined) return this.unreached(connection);
        const buckets: TreeNode[] = backend.capabilities.buckets ? [{ kind: "buckets", connection }] : [];
        if (!backend.capabilities.scripts)
            return [
                ...buckets,
                { kind: "note", text: t("InfluxDB OSS stores no scripts"), detail: t("They are the files of the workspace") },
            ];
        return [...buckets, ...(await this.scripts(connection, backend))];
    }

    private unreached(connection: Connection): TreeNode[] {
        const { t } = vscode.l10n;
        if (connection.kind === "local")
            return [
                {
                    kind: "note",
                    text: t("Not running"),
                    detail: t("press to start it, or run a script"),
                    icon: "circle-outline",
                    command: { id: "fluxScripts.startLocalBackend", arguments: [] },
                },
                {
                    kind: "note",
                    text: t("Add sample data"),
                    detail: t("a bucket and scripts to try"),
                    icon: "beaker",
                    command: { id: "fluxScripts.addSampleData", arguments: [] },
                },
            ];
        return [
            {
                kind: "note",
                text: t("Needs a token"),
                detail: t("press to enter it"),
                icon: "key",
                command: { id: "fluxScripts.editConnection", arguments: [{ kind: "connection", connection }] },
            },
        ];
    }

    private async scripts(connection: Connection, backend: ScriptsBackend): Promise<TreeNode[]> {
        const { t } = vscode.l10n;
        const scripts = this.listed.get(connection.id) ?? (await backend.list());
        this.listed.set(connection.id, scripts);
        const there = scripts
            .filter((script) => this.passes(script.name, script.description, script.language))
            .map((script): TreeNode & { kind: "script" } => ({
                kind: "script",
                connection,
                script,
                state: this.states.of(connection.id, script.id),
            }))
            .sort((a, b) => a.script.name.localeCompare(b.script.name));
        const here = this.states
            .onlyHere(connection.id)
            .filter(({ name }) => this.passes(name))
            .map(({ name, file }): TreeNode => ({ kind: "here", connection, name, file }));
        if (there.length + here.length > 0) return [...there, ...here];
        return this.filterText === ""
            ? [{ kind: "note", text: t("No scripts yet"), detail: t('"Flux: Push Script" stores one') }]
            : [
                  {
                      kind: "note",
                      text: t("No script matches"),
                      detail: this.filterText,
                      command: { id: "fluxScripts.clearTreeFilter", arguments: [] },
                  },
              ];
    }

    private passes(...texts: string[]): boolean {
        const wanted = this.filterText.toLowerCase();
        return wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
    }

    private async params({ connection, script }: ScriptNode): Promise<TreeNode[]> {
        const { t } = vscode.l10n;
        const params = await (await this.services.connections.open(connection)).params(script.id);
        const presets = await this.presets(script.name);
        // As the form has them: in the order of their first use.
        const place = (name: string): number => {
            const at = firstUse(script.script, name);
            return at < 0 ? script.script.length : at;
        };
        const ordered = Object.entries(params).sort(([left], [right]) => place(left) - place(right));
        const nodes = ordered.map(([name, type]): TreeNode => {
            const preset = presets.find(({ values }) => values.has(name));
            return { kind: "param", name, type, value: preset?.values.get(name), preset: preset?.name };
        });
        return nodes.length > 0 ? nodes : [{ kind: "note", text: t("No params"), detail: "" }];
    }

    /** Presets of the workspace's script of this name: param → value as JSON text. */
    private async presets(script: string): Promise<{ name: string; values: ReadonlyMap<string, string> }[]> {
        const { files } = this.services;
        const file = (await files.list()).find((uri) => files.nameOf(uri) === script);
        return [...(file === undefined ? [] : files.presets(file))].map(([name, json]) => {
            const read = readJson(json);
            const entries = read.ok && isJsonObject(read.value) ? [...read.value] : [];
            return { name, values: new Map(entries.map(([param, value]) => [param, writeJson(value)])) };
        });
    }

    private async columns(node: DataNode & { kind: "measurement" }): Promise<TreeNode[]> {
        const { connection, bucket, measurement } = node;
        const none = vscode.l10n.t("No fields");
        const fields = await this.named(connection, { what: "fields", bucket, measurement }, none, (name) => ({
            ...node,
            kind: "field",
            name,
        }));
        const tags = await this.named(connection, { what: "tags", bucket, measurement }, "", (name) => ({ ...node, kind: "tag", name }));
        return [...fields, ...tags];
    }

    /** A node a name; a note with `none` where there are no names. */
    private async named(
        connection: Connection,
        question: SchemaQuestion,
        none: string,
        make: (name: string) => TreeNode,
    ): Promise<TreeNode[]> {
        const { connections, schema } = this.services;
        const names = await schema.names(connection.id, await connections.open(connection), question);
        if (names.length > 0) return names.map(make);
        return none === "" ? [] : [{ kind: "note", text: none, detail: "" }];
    }
}
