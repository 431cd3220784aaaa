/** The connections of a window against a small stand-in of VS Code: tokens, choices, and what is never started or asked. */
import type { FetchLike } from "@flux-scripts/scripts-api";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type * as vscode from "vscode";
import type { LocalBackend } from "../platform.ts";
import { Connections } from "./connections.ts";
import type { Connection } from "./model.ts";

const prompts = vi.hoisted(() => ({ answer: undefined as string | undefined, asked: 0 }));

vi.mock("vscode", () => {
    class Emitter {
        private readonly listeners: (() => void)[] = [];
        readonly event = (listener: () => void) => {
            this.listeners.push(listener);
            return { dispose: () => undefined };
        };
        fire(): void {
            for (const listener of this.listeners) listener();
        }
    }
    return {
        EventEmitter: Emitter,
        l10n: { t: (text: string) => text },
        workspace: { getConfiguration: () => ({ get: (_: string, value: unknown) => value }), onDidChangeConfiguration: () => undefined },
        window: {
            showInputBox: () => {
                prompts.asked++;
                return Promise.resolve(prompts.answer);
            },
        },
    };
});

const plant: Connection = {
    id: "user:plant",
    name: "plant",
    kind: "cloud",
    host: "https://plant.example.com/influx",
    org: "o",
    label: "",
    protected: false,
    source: "user",
};
const uri = (path: string): vscode.Uri => ({ toString: () => path }) as vscode.Uri;

let secrets: Map<string, string>;
let workspace: Map<string, unknown>;
let sent: { url: string; authorization: string }[];
let runs: boolean;
let started: number;

function make(): Connections {
    const memento = (values: Map<string, unknown>) => ({
        get: (key: string, missing?: unknown) => values.get(key) ?? missing,
        update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
    });
    const context = {
        subscriptions: [],
        globalState: memento(new Map()),
        workspaceState: memento(workspace),
        secrets: {
            get: (key: string) => Promise.resolve(secrets.get(key)),
            store: (key: string, value: string) => Promise.resolve(void secrets.set(key, value)),
            delete: (key: string) => Promise.resolve(void secrets.delete(key)),
        },
    } as unknown as vscode.ExtensionContext;
    const fetch: FetchLike = (url, { headers }) => {
        sent.push({ url, authorization: headers["authorization"] ?? "" });
        return Promise.resolve({ status: 200, headers: { get: () => null }, text: () => Promise.resolve('{"scripts":[]}'), body: null });
    };
    const local = {
        onDidChangeState: () => undefined,
        attach: () => Promise.resolve(runs),
        ensure: () => {
            if (!runs) started++;
            return Promise.resolve({ url: "http://127.0.0.1:1", token: "local-token", org: "local" });
        },
    } as unknown as LocalBackend;
    return new Connections(context, fetch, local);
}

beforeEach(() => {
    secrets = new Map();
    workspace = new Map();
    sent = [];
    runs = false;
    started = 0;
    prompts.asked = 0;
    prompts.answer = undefined;
});

describe("a token", () => {
    it("is kept in the secret storage only, under the origin that it was given for", async () => {
        const connections = make();
        await connections.save(plant, "t1");
        expect([...secrets]).toEqual([["token:user:plant:https://plant.example.com", "t1"]]);
        expect(JSON.stringify([...workspace, connections.list()])).not.toContain("t1");
        await (await connections.open(plant)).list();
        expect(sent).toEqual([{ url: "https://plant.example.com/influx/api/v2/scripts?limit=100&offset=0", authorization: "Bearer t1" }]);
    });

    it("is never sent to another host: a changed one asks again, and the old token is gone", async () => {
        const connections = make();
        await connections.save(plant, "t1");
        const moved = { ...plant, host: "https://evil.example.com" };
        await connections.save(moved, undefined);
        expect([...secrets]).toEqual([]);
        await expect(connections.open(moved)).rejects.toThrow("needs a token");
        expect(prompts.asked).toBe(1);
        prompts.answer = " t2 ";
        await (await connections.open(moved)).list();
        expect(sent).toEqual([{ url: "https://evil.example.com/api/v2/scripts?limit=100&offset=0", authorization: "Bearer t2" }]);
    });

    it("stays where only the path changes, and goes with its connection", async () => {
        const connections = make();
        await connections.save(plant, "t1");
        await connections.save({ ...plant, host: "https://plant.example.com/other" }, undefined);
        expect(secrets.size).toBe(1);
        await connections.remove({ ...plant, host: "https://plant.example.com/other" });
        expect(secrets.size).toBe(0);
        expect(connections.byId(plant.id)).toBeUndefined();
    });

    it("of a connection that the workspace names is asked for once", async () => {
        const connections = make();
        const shared: Connection = { ...plant, id: "workspace:plant", source: "workspace" };
        connections.setShared([shared]);
        prompts.answer = "mine";
        await connections.open(shared);
        connections.setShared([shared]);
        await connections.open(shared);
        expect(prompts.asked).toBe(1);
        connections.setShared([{ ...shared, host: "https://other.example.com" }]);
        await connections.open({ ...shared, host: "https://other.example.com" });
        expect(prompts.asked).toBe(2);
    });
});

describe("the choice", () => {
    it("is kept for the workspace, and for a file that has one of its own", async () => {
        const connections = make();
        await connections.save(plant, "t");
        expect(connections.active?.id).toBe("local");
        await connections.selectFor(uri("file:///a.flux"), plant.id);
        const again = make();
        await again.save(plant, undefined);
        expect([again.of(uri("file:///a.flux"))?.id, again.of(uri("file:///b.flux"))?.id, again.of(undefined)?.id]).toEqual([
            plant.id,
            "local",
            "local",
        ]);
        await again.select(plant.id);
        expect(again.active?.id).toBe(plant.id);
        await again.moved([{ oldUri: uri("file:///a.flux"), newUri: uri("file:///c.flux") }]);
        expect([again.ownChoice(uri("file:///a.flux")), again.ownChoice(uri("file:///c.flux"))?.id]).toEqual([undefined, plant.id]);
        await again.selectFor(uri("file:///c.flux"), undefined);
        expect(again.ownChoice(uri("file:///c.flux"))).toBeUndefined();
    });

    it("falls back to the workspace's when the file's connection is gone", async () => {
        const connections = make();
        await connections.save(plant, "t");
        await connections.selectFor(uri("file:///a.flux"), plant.id);
        await connections.remove(plant);
        expect(connections.of(uri("file:///a.flux"))?.id).toBe("local");
    });
});

describe("a quiet look", () => {
    it("starts no backend and asks for no token", async () => {
        const connections = make();
        const local = connections.byId("local");
        if (local === undefined) throw new Error("no local connection");
        await connections.save(plant, undefined);
        expect(await connections.quiet(local)).toBeUndefined();
        expect(await connections.quiet(plant)).toBeUndefined();
        expect([started, prompts.asked, sent.length]).toEqual([0, 0, 0]);
        runs = true;
        await connections.setToken(plant, "t");
        expect((await connections.quiet(local))?.url).toBe("http://127.0.0.1:1");
        expect((await connections.quiet(plant))?.url).toBe(plant.host);
        expect([started, prompts.asked]).toEqual([0, 0]);
    });
});
