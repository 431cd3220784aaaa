/** What the extension does with a script, against a backend in memory that another client writes to at the same time. */
import { type Capabilities, NotAppliedError, NotFoundError, type Script, type ScriptsBackend } from "@flux-scripts/scripts-api";
import { beforeEach, describe, expect, it, vi } from "vitest";
import * as fake from "./vscode.test-support.ts";

vi.mock("vscode", () => fake.vscode);
const { pushesOnSave, Sync } = await import("./sync.ts");
const { SyncMonitor } = await import("./monitor.ts");
const { StoredFiles, storedUri } = await import("./storedFiles.ts");
const { WorkspaceFiles } = await import("./workspaceFiles.ts");

const can: Capabilities = {
    kind: "local",
    scripts: true,
    rename: true,
    annotatedInvoke: true,
    query: true,
    queryParams: true,
    buckets: true,
};

class Backend {
    readonly scripts = new Map<string, Script>();
    readonly url = "http://backend";
    capabilities = can;
    /** Done before an answer is given, as another client would. */
    before: (call: string) => void = () => undefined;
    private count = 0;

    add(name: string, script: string, language = "flux"): Script {
        const id = `id${++this.count}`;
        const facts = { id, orgID: "", name, description: "", language, script, url: "", createdAt: this.now(), updatedAt: this.now() };
        this.scripts.set(id, facts);
        return facts;
    }

    edit(name: string, script: string): void {
        const found = [...this.scripts.values()].find((each) => each.name === name);
        if (found !== undefined) this.scripts.set(found.id, { ...found, script, updatedAt: this.now() });
    }

    textOf(name: string): string | undefined {
        return [...this.scripts.values()].find((each) => each.name === name)?.script;
    }

    async list(): Promise<Script[]> {
        return [...this.scripts.values()];
    }

    async find(name: string): Promise<Script | undefined> {
        return [...this.scripts.values()].find((script) => script.name === name);
    }

    async get(id: string): Promise<Script> {
        this.before("get");
        const script = this.scripts.get(id);
        if (script === undefined) throw new NotFoundError("not found");
        return script;
    }

    async create({ name, script, description }: { name: string; script: string; description: string }): Promise<Script> {
        if (script === "") throw new Error("script is required");
        const made = this.add(name, script);
        this.scripts.set(made.id, { ...made, description });
        return { ...made, description };
    }

    async update(id: string, change: Partial<Script>): Promise<Script> {
        this.before("update");
        const script = { ...(this.scripts.get(id) as Script), ...change, updatedAt: this.now() };
        this.scripts.set(id, script);
        return script;
    }

    async delete(id: string): Promise<void> {
        this.scripts.delete(id);
    }

    private now(): string {
        return new Date(1_700_000_000_000 + ++this.count).toISOString();
    }
}

const connection = { id: "local", name: "Local", kind: "local", host: "", org: "local", label: "", protected: false, source: "builtin" };

function open(more: object = {}) {
    const backend = new Backend();
    const place = { ...connection, ...more };
    const connections = {
        active: place,
        list: () => [place],
        byId: () => place,
        require: async () => place,
        open: async () => backend as unknown as ScriptsBackend,
        quiet: async () => backend as unknown as ScriptsBackend,
        onDidChange: () => ({ dispose: () => undefined }),
        setShared: () => undefined,
    };
    const output = { error: () => undefined, debug: () => undefined, warn: () => undefined };
    const files = new WorkspaceFiles(connections as never);
    const services = { context: fake.context, connections, files, output } as never;
    const monitor = new SyncMonitor(services);
    return { backend, place, connections, sync: new Sync(services, monitor), monitor, stored: new StoredFiles(services) };
}

const doc = (path: string) => fake.document(path) as never;

beforeEach(() => fake.reset());

describe("push", () => {
    it("creates, updates, and tells views how the script stands", async () => {
        const { backend, sync, monitor } = open();
        fake.setText("a.flux", "x = 1\n");
        await sync.push(doc("a.flux"));
        fake.setText("a.flux", "x = 2\n");
        await monitor.compare();
        const [script] = backend.scripts.values();
        expect(monitor.of("local", script?.id ?? "")).toBe("changedHere");
        await sync.push(doc("a.flux"));
        expect(backend.textOf("a")).toBe("x = 2\n");
        expect(monitor.of("local", script?.id ?? "")).toBe("same");
    });

    it("tells views only what is new", async () => {
        const { backend, sync, monitor } = open();
        fake.setText("a.flux", "x = 1\n");
        await sync.push(doc("a.flux"));
        let count = 0;
        monitor.onDidChange(() => count++);
        await monitor.compare();
        expect(count).toBe(0);
        backend.edit("a", "x = 2\n");
        await monitor.compare();
        expect(count).toBe(1);
    });

    it("tells of a lost race, and writes nothing", async () => {
        const { backend, sync } = open();
        fake.setText("a.flux", "x = 1\n");
        await sync.push(doc("a.flux"));
        fake.setText("a.flux", "mine\n");
        backend.before = (call) => call === "get" && backend.edit("a", "theirs\n");
        await expect(sync.push(doc("a.flux"))).rejects.toThrow("changed on Local or here in this moment; nothing was written");
        expect([backend.textOf("a"), fake.textOf("a.flux")]).toEqual(["theirs\n", "mine\n"]);
    });

    it("tells that a server left a part of the change out, and does not count it as synced", async () => {
        const { backend, sync, monitor } = open();
        fake.setText("a.flux", "x = 1\n");
        await sync.push(doc("a.flux"));
        fake.setText("a.flux", "x = 2\n");
        backend.before = (call) => {
            if (call === "update") throw new NotAppliedError("the server did not change the script's script");
        };
        await expect(sync.push(doc("a.flux"))).rejects.toThrow(NotAppliedError);
        await monitor.compare();
        expect(monitor.items("local")).toMatchObject([{ state: "changedHere", action: "push" }]);
    });

    it("asks in a conflict, and merges with markers where there is no merge editor", async () => {
        const { backend, sync, monitor } = open();
        fake.setText("a.flux", "1\n2\n3\n");
        await sync.push(doc("a.flux"));
        fake.setText("a.flux", "1\nmine\n3\n");
        backend.edit("a", "1\ntheirs\n3\n4\n");
        fake.answers.push("Merge…");
        await sync.push(doc("a.flux"));
        expect(fake.textOf("a.flux")).toBe("1\n<<<<<<< here\nmine\n||||||| last synced\n2\n=======\ntheirs\n>>>>>>> Local\n3\n4\n");
        expect(fake.backups()).toEqual(expect.arrayContaining(["1\nmine\n3\n", "1\ntheirs\n3\n4\n"]));
        await expect(sync.push(doc("a.flux"))).rejects.toThrow("still has conflict markers");
        expect(monitor.items("local")).toMatchObject([{ state: "conflict", action: "none" }]);
        fake.setText("a.flux", "1\nboth\n3\n4\n");
        await sync.push(doc("a.flux"));
        expect(backend.textOf("a")).toBe("1\nboth\n3\n4\n");
    });

    it("asks again when the stored script changed while its conflict was being solved", async () => {
        const { backend, sync } = open();
        fake.setText("a.flux", "1\n");
        await sync.push(doc("a.flux"));
        fake.setText("a.flux", "mine\n");
        backend.edit("a", "theirs\n");
        fake.answers.push("Merge…");
        await sync.push(doc("a.flux"));
        fake.setText("a.flux", "both\n");
        backend.edit("a", "theirs again\n");
        fake.answers.push("Overwrite There");
        await sync.push(doc("a.flux"));
        expect(fake.asked.filter((text) => text.includes("changed here and on Local"))).toHaveLength(2);
        expect(backend.textOf("a")).toBe("both\n");
        expect(fake.backups()).toContain("theirs again\n");
    });

    it("to a protected connection happens only after a yes", async () => {
        const { backend, sync } = open({ protected: true });
        fake.setText("a.flux", "x = 1\n");
        fake.answers.push(undefined);
        await expect(sync.push(doc("a.flux"))).rejects.toThrow();
        expect(backend.scripts.size).toBe(0);
        fake.answers.push("Push");
        await sync.push(doc("a.flux"));
        expect(backend.scripts.size).toBe(1);
    });
});

describe("push on save", () => {
    it("pushes what is stored already, and nothing else", async () => {
        const { backend, sync } = open();
        fake.setText("new.flux", "x = 1\n");
        await sync.pushSaved(doc("new.flux"));
        expect(backend.scripts.size).toBe(0);
        await sync.push(doc("new.flux"));
        fake.setText("new.flux", "x = 2\n");
        await sync.pushSaved(doc("new.flux"));
        expect(backend.textOf("new")).toBe("x = 2\n");
        backend.edit("new", "theirs\n");
        await sync.pushSaved(doc("new.flux"));
        expect(backend.textOf("new")).toBe("theirs\n");
    });
});

describe("push on save, as a setting", () => {
    it("is off by default, and never on in a workspace that is not trusted", () => {
        const uri = fake.Uri.parse("file:///work/a.flux") as never;
        expect(pushesOnSave(uri)).toBe(false);
        fake.settings.set("sync.pushOnSave", true);
        expect(pushesOnSave(uri)).toBe(true);
        fake.vscode.workspace.isTrusted = false;
        expect(pushesOnSave(uri)).toBe(false);
        fake.vscode.workspace.isTrusted = true;
    });
});

describe("a file that is renamed in the editor", () => {
    it("stays the same script, also where its text changed too", async () => {
        const { backend, sync, monitor } = open();
        fake.setText("a.flux", "x = 1\n");
        await sync.push(doc("a.flux"));
        const [id] = backend.scripts.keys();
        const uri = (name: string) => fake.Uri.parse(`file:///work/${name}.flux`);
        await fake.vscode.workspace.fs.rename(uri("a"), uri("b"));
        await sync.moved([{ oldUri: uri("a") as never, newUri: uri("b") as never }]);
        fake.setText("b.flux", "x = 2\n");
        await monitor.compare();
        expect(monitor.items("local")).toMatchObject([{ state: "changedHere", action: "push" }]);
        await sync.push(doc("b.flux"));
        expect([...backend.scripts.values()]).toMatchObject([{ id, name: "b", script: "x = 2\n" }]);
    });
});

describe("a rename where the backend can't", () => {
    it("stores the script anew, keeps the old text, and the file stays the same script", async () => {
        const { backend, sync, monitor } = open();
        fake.setText("a.flux", "x = 1\n");
        await sync.push(doc("a.flux"));
        backend.capabilities = { ...can, rename: false };
        fake.answers.push("b");
        await sync.rename(doc("a.flux"));
        expect([...backend.scripts.values()].map(({ name }) => name)).toEqual(["b"]);
        expect(fake.backups()).toContain("x = 1\n");
        expect(monitor.items("local")).toMatchObject([{ state: "same", action: "none", name: "b" }]);
    });
});

describe("stored scripts as files", () => {
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
    const write = { create: true, overwrite: true };

    it("are listed, read, made, saved and renamed; other languages only read", async () => {
        const { backend, stored, place, connections } = open();
        backend.add("a/b", "x = 1\n");
        const sql = backend.add("q", "select 1", "sql");
        const root = storedUri(connections as never, place as never);
        expect((await stored.readDirectory(root)).map(([name]) => name)).toEqual(["a%2Fb.flux", "q.sql"]);
        const uri = fake.Uri.joinPath(root as never, "a%2Fb.flux") as never;
        expect(text(await stored.readFile(uri))).toBe("x = 1\n");
        await stored.writeFile(uri, bytes("x = 2\n"), write);
        expect(backend.textOf("a/b")).toBe("x = 2\n");
        const made = fake.Uri.joinPath(root as never, "new.flux") as never;
        await stored.writeFile(made, bytes("// About\n"), write);
        expect((await backend.find("new"))?.description).toBe("About");
        await stored.writeFile(fake.Uri.joinPath(root as never, "empty.flux") as never, new Uint8Array(), write);
        expect(backend.textOf("empty")).toBe("\n");
        await stored.rename(made, fake.Uri.joinPath(root as never, "newer.flux") as never, { overwrite: false });
        expect(backend.textOf("newer")).toBe("// About\n");
        expect((await stored.stat(storedUri(connections as never, place as never, sql))).permissions).toBe(1);
        await expect(
            stored.rename(uri, fake.Uri.joinPath(root as never, "newer.flux") as never, { overwrite: false }),
        ).rejects.toMatchObject({
            code: "FileExists",
        });
    });

    it("tell of a change in between, and keep what a person overwrites", async () => {
        const { backend, stored, place, connections } = open();
        const uri = storedUri(connections as never, place as never, backend.add("a", "x = 1\n"));
        await stored.readFile(uri);
        const before = await stored.stat(uri);
        backend.edit("a", "theirs\n");
        await expect(stored.writeFile(uri, bytes("mine\n"), write)).rejects.toThrow("nothing was written");
        expect(backend.textOf("a")).toBe("theirs\n");
        // The editor sees another time now, and asks; the person overwrites.
        expect((await stored.stat(uri)).mtime).toBeGreaterThan(before.mtime);
        await stored.writeFile(uri, bytes("mine\n"), write);
        expect([backend.textOf("a"), fake.backups()]).toEqual(["mine\n", ["theirs\n"]]);
    });

    it("are deleted after a question, with a backup", async () => {
        const { backend, stored, place, connections } = open();
        const uri = storedUri(connections as never, place as never, backend.add("a", "x = 1\n"));
        fake.answers.push(undefined);
        await expect(stored.delete(uri)).rejects.toThrow();
        expect(backend.scripts.size).toBe(1);
        fake.answers.push("Delete");
        await stored.delete(uri);
        expect([backend.scripts.size, fake.backups()]).toEqual([0, ["x = 1\n"]]);
    });

    it("are none on InfluxDB OSS, which says so and takes nothing", async () => {
        const { backend, stored, place, connections } = open({ kind: "oss", name: "Old" });
        backend.capabilities = { ...can, kind: "oss", scripts: false };
        const root = storedUri(connections as never, place as never);
        expect(await stored.readDirectory(root)).toEqual([["README.md", 1]]);
        expect(text(await stored.readFile(fake.Uri.joinPath(root as never, "README.md") as never))).toContain("stores no scripts");
        const uri = fake.Uri.joinPath(root as never, "a.flux") as never;
        await expect(stored.writeFile(uri, bytes("x"), write)).rejects.toMatchObject({ code: "NoPermissions" });
        await expect(stored.writeFile(uri, bytes("x"), write)).rejects.toThrow("Old is InfluxDB OSS, which stores no scripts");
    });

    it("can't be renamed where the backend can't, and say what to do", async () => {
        const { backend, stored, place, connections } = open();
        backend.capabilities = { ...can, rename: false };
        const uri = storedUri(connections as never, place as never, backend.add("a", "x = 1\n"));
        const to = fake.Uri.joinPath(uri as never, "../b.flux") as never;
        await expect(stored.rename(uri, to, { overwrite: false })).rejects.toThrow("Rename Script on the Connection");
    });
});
