/** The tree's rows against a small stand-in of VS Code: what is asked, what is shown, and in which words. */
import { NetworkError, type Script, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../connections/model.ts";
import { SchemaReader } from "../../connections/schema.ts";
import type { Services } from "../../services.ts";
import type { ScriptState, SyncStates } from "../../sync/states.ts";
import type { TreeNode } from "./nodes.ts";
import { ScriptsTree } from "./tree.ts";

vi.mock("vscode", () => {
    class Emitter {
        private listeners: ((value: unknown) => void)[] = [];
        readonly event = (listener: (value: unknown) => void) => {
            this.listeners.push(listener);
            return { dispose: () => undefined };
        };
        fire(value: unknown): void {
            for (const listener of this.listeners) listener(value);
        }
        dispose(): void {
            this.listeners = [];
        }
    }
    class Item {
        constructor(
            readonly label: string,
            readonly collapsibleState: number,
        ) {}
    }
    class Named {
        constructor(
            readonly id: string,
            readonly color?: unknown,
        ) {}
    }
    class Markdown {
        value = "";
        appendText(text: string): this {
            this.value += text;
            return this;
        }
    }
    const t = (message: string, ...args: unknown[]): string =>
        message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)]));
    return {
        EventEmitter: Emitter,
        TreeItem: Item,
        ThemeIcon: Named,
        ThemeColor: Named,
        MarkdownString: Markdown,
        TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
        Uri: { parse: String, from: (parts: object) => JSON.stringify(parts) },
        l10n: { t },
        CancellationError: class extends Error {},
    };
});

const plant: Connection = {
    id: "user:plant",
    name: "plant",
    kind: "cloud",
    host: "https://plant.example.com",
    org: "o",
    label: "prod",
    protected: true,
    source: "user",
};
const oss: Connection = { ...plant, id: "user:oss", name: "oss", kind: "oss", label: "", protected: false };

function script(name: string, more: Partial<Script> = {}): Script {
    const fixed = { orgID: "", description: "", language: "flux", script: "", url: "", createdAt: "", updatedAt: "2026-01-01T00:00:00Z" };
    return { id: `id-${name}`, name, ...fixed, ...more };
}

let scripts: Script[] = [];
let asked: string[] = [];
let reached = true;
let failure: Error | undefined;
let states: Record<string, ScriptState> = {};

const backend = {
    capabilities: { scripts: true, buckets: true },
    list: () => {
        asked.push("list");
        return failure === undefined ? Promise.resolve(scripts) : Promise.reject(failure);
    },
    params: (id: string) => {
        asked.push(`params ${id}`);
        return Promise.resolve({ bucket: "string", start: "any" });
    },
    buckets: () => Promise.resolve([{ name: "b" }, { name: "a" }]),
} as unknown as ScriptsBackend;
const withoutScripts = { ...backend, capabilities: { scripts: false, buckets: true } } as unknown as ScriptsBackend;

function make(): ScriptsTree {
    const services = {
        context: { subscriptions: [] },
        connections: {
            onDidChange: () => undefined,
            list: () => [plant, oss],
            active: plant,
            quiet: (connection: Connection) =>
                Promise.resolve(reached ? (connection.kind === "oss" ? withoutScripts : backend) : undefined),
            open: () => Promise.resolve(backend),
        },
        schema: new SchemaReader(),
        platform: { local: undefined },
        output: { error: () => undefined, debug: () => undefined },
        files: {
            list: () => Promise.resolve(["file:///sensor-mean.flux"]),
            nameOf: () => "sensor-mean",
            presets: () => new Map([["last day", '{"bucket": "air", "n": 9007199254740993}']]),
        },
    } as unknown as Services;
    const sync = {
        onDidChange: () => ({ dispose: () => undefined }),
        of: (_: string, id: string) => states[id],
        onlyHere: () => [{ name: "draft", file: "file:///draft.flux" }],
        changedThere: () => 0,
    } as unknown as SyncStates;
    return new ScriptsTree(services, sync);
}

beforeEach(() => {
    scripts = [script("sensor-mean", { description: "Means\nmore" }), script("totals", { language: "sql" }), script("alarms")];
    asked = [];
    reached = true;
    failure = undefined;
    states = { "id-sensor-mean": "changedThere", "id-alarms": "same" };
});

async function rows(tree: ScriptsTree, node: TreeNode): Promise<{ label: string; description: string; context: string; spoken: string }[]> {
    return (await tree.getChildren(node)).map((child) => {
        const { label, description, contextValue, accessibilityInformation } = tree.getTreeItem(child);
        return {
            label: String(label),
            description: String(description ?? ""),
            context: contextValue ?? "",
            spoken: accessibilityInformation?.label ?? "",
        };
    });
}

describe("the tree of connections", () => {
    it("shows connections with label and protection, asking none of them", async () => {
        const tree = make();
        const items = (await tree.getChildren()).map((node) => tree.getTreeItem(node));
        expect(items.map(({ label, description }) => [label, description])).toEqual([
            ["plant", "chosen · prod · protected"],
            ["oss", undefined],
        ]);
        expect(items[0]?.iconPath).toMatchObject({ id: "lock", color: { id: "fluxScripts.connectionRed" } });
        expect(asked).toEqual([]);
    });

    it("shows buckets, scripts in order with their state in words, and those that are only here", async () => {
        expect(await rows(make(), { kind: "connection", connection: plant })).toEqual([
            { label: "Buckets", description: "", context: "buckets", spoken: "Buckets" },
            { label: "alarms", description: "", context: "script.flux.same", spoken: "alarms, script" },
            {
                label: "sensor-mean",
                description: "changed there · Means",
                context: "script.flux.changedThere",
                spoken: "sensor-mean, script, changed there · Means",
            },
            { label: "totals", description: "sql · kept, not run", context: "script.other", spoken: "totals, script, sql · kept, not run" },
            { label: "draft", description: "only here", context: "script.here", spoken: "draft, script, only here" },
        ]);
    });

    it("shows hundreds of scripts, filters them without asking again, and asks again on refresh", async () => {
        scripts = Array.from({ length: 537 }, (_, index) => script(`s${index}`));
        const tree = make();
        const connection: TreeNode = { kind: "connection", connection: plant };
        expect(await tree.getChildren(connection)).toHaveLength(539);
        tree.filter = "S53";
        expect((await rows(tree, connection)).map(({ label }) => label)).toEqual([
            "Buckets",
            "s53",
            "s530",
            "s531",
            "s532",
            "s533",
            "s534",
            "s535",
            "s536",
        ]);
        tree.filter = "nothing like it";
        expect((await rows(tree, connection))[1]).toMatchObject({ label: "No script matches", context: "note" });
        expect(asked).toEqual(["list"]);
        tree.refresh();
        await tree.getChildren(connection);
        expect(asked).toEqual(["list", "list"]);
    });

    it("shows params when they are opened, with the value of a preset in its own spelling", async () => {
        const node: TreeNode = { kind: "script", connection: plant, script: script("sensor-mean"), state: undefined };
        expect(asked).toEqual([]);
        expect((await rows(make(), node)).map(({ label, description }) => [label, description])).toEqual([
            ["bucket", 'string = "air"'],
            ["start", "any"],
        ]);
        expect(asked).toEqual(["params id-sensor-mean"]);
        const startsWithRange = { ...node.script, script: "range(start: duration(v: params.start)) f(b: params.bucket)" };
        const ordered = await rows(make(), { ...node, script: startsWithRange });
        expect(ordered.map(({ label }) => label)).toEqual(["start", "bucket"]);
        // The name of another param may begin the same.
        const begins = { ...node.script, script: "f(a: params.starting, b: params.bucket, c: params.start)" };
        expect((await rows(make(), { ...node, script: begins })).map(({ label }) => label)).toEqual(["bucket", "start"]);
    });

    it("says what went wrong as a row that asks again", async () => {
        failure = new NetworkError("can't reach https://plant.example.com: the host is unknown");
        const tree = make();
        const connection: TreeNode = { kind: "connection", connection: plant };
        const [row] = await tree.getChildren(connection);
        const item = tree.getTreeItem(row as TreeNode);
        expect(item.label).toContain('Cannot reach "plant"');
        expect(item.accessibilityInformation?.label).toMatch(/error, Check that the server runs/);
        expect(item.command).toMatchObject({ command: "fluxScripts.refreshTree", arguments: [connection] });
    });

    it("starts nothing and asks for no token by being looked at", async () => {
        reached = false;
        const [row] = await rows(make(), { kind: "connection", connection: plant });
        expect(row).toMatchObject({ label: "Needs a token", description: "press to enter it" });
        expect(asked).toEqual([]);
    });

    it("says that OSS stores no scripts, and shows its buckets", async () => {
        const tree = make();
        expect((await rows(tree, { kind: "connection", connection: oss })).map(({ label }) => label)).toEqual([
            "Buckets",
            "InfluxDB OSS stores no scripts",
        ]);
        expect((await rows(tree, { kind: "buckets", connection: oss })).map(({ label, spoken }) => [label, spoken])).toEqual([
            ["a", "a, bucket"],
            ["b", "b, bucket"],
        ]);
    });
});
