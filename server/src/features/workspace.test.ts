/** What reaches beyond one name: workspace symbols, call hierarchy, links, linked editing. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
    CallHierarchyIncomingCall,
    CallHierarchyItem,
    CallHierarchyOutgoingCall,
    DocumentLink,
    LinkedEditingRanges,
    Location,
    SymbolInformation,
    WorkspaceEdit,
} from "vscode-languageserver";
import { NodeFiles } from "../nodeFiles.ts";
import { fullClient, type Opened, Session } from "../session.test-support.ts";

const folder = mkdtempSync(join(tmpdir(), "flux-scripts-server-"));
let session: Session;
beforeAll(async () => {
    mkdirSync(join(folder, "deep"));
    mkdirSync(join(folder, "node_modules"));
    writeFileSync(join(folder, "deep/a.flux"), "meanOfRoom = (room) => room\n");
    writeFileSync(join(folder, "node_modules/b.flux"), "meanOfNothing = 1\n");
    writeFileSync(join(folder, "broken.flux"), "meanBroken = (\n");
    session = await Session.start(fullClient, undefined, { files: new NodeFiles(), folder: pathToFileURL(folder).href });
});
afterAll(() => {
    session.close();
    rmSync(folder, { recursive: true, force: true });
});

const symbols = async (query: string): Promise<string[]> =>
    (await session.request<SymbolInformation[]>("workspace/symbol", { query })).map(({ name }) => name).sort();

describe("workspace symbols", () => {
    it("are those of all scripts by a part of their name, open ones as they are in the editor", async () => {
        expect(await symbols("mRoom")).toEqual(["meanOfRoom"]);
        await session.open("meanOfHouse = 1\n", pathToFileURL(join(folder, "deep/a.flux")).href);
        await session.open("meanUntitled = 2\n", "untitled:Untitled-1");
        expect(await symbols("mean")).toEqual(expect.arrayContaining(["meanOfHouse", "meanUntitled"]));
        expect(await symbols("meanof")).toEqual(["meanOfHouse"]);
        expect(await symbols("zzz")).toEqual([]);
    });
});

describe("files of the workspace", () => {
    it("are all read, though few may be open at once, and once where folders overlap", async () => {
        const many = mkdtempSync(join(tmpdir(), "flux-scripts-many-"));
        try {
            for (let at = 0; at < 200; at++) writeFileSync(join(many, `${at}.flux`), `x = ${at}\n`);
            const files = new NodeFiles();
            const uri = pathToFileURL(many).href;
            expect(await files.read([uri, uri, "file://elsewhere/%2F", "untitled:x"])).toHaveLength(200);
            rmSync(join(many, "7.flux"));
            expect(await files.read([uri])).toHaveLength(199);
        } finally {
            rmSync(many, { recursive: true, force: true });
        }
    });
});

describe("packages of the workspace", () => {
    const files: Readonly<Record<string, string>> = {
        "lib/rooms.flux": "package rooms\n\nwarm = 21.5\nisWarm = (v) => v > warm\n",
        "house.flux": 'import "lib/rooms"\n\nx = rooms.isWarm(v: 20.0)\nlimit = rooms.warm\n',
        "attic.flux": 'import r "./lib/rooms"\n\ny = r.isWarm(v: 1.0)\n',
        "cases/base_test.flux": "package base_test\n\ntestcase base {\n    x = 1\n}\n",
        "cases/more_test.flux": 'testcase more extends "cases/base_test.base" {\n    super()\n}\n',
        "none.flux": "package rooms\n\nwarm = 1\n",
    };
    const uri = (name: string): string => `file:///house/${name}`;
    const workspace = {
        folder: "file:///house",
        files: { read: async () => Object.entries(files).map(([name, text]) => ({ uri: uri(name), text })) },
    };

    it("are gone to, found and renamed from both sides, in files that are not open as well", async () => {
        const own = await Session.start(fullClient, undefined, workspace);
        const house = await own.open((files["house.flux"] ?? "").replace("isWarm", "is¦Warm"), uri("house.flux"));
        expect(await house.ask("definition")).toEqual({
            uri: uri("lib/rooms.flux"),
            range: { start: { line: 3, character: 0 }, end: { line: 3, character: 6 } },
        });
        const places = async (from: Opened): Promise<string[]> =>
            (await from.ask<Location[]>("references", { context: { includeDeclaration: true } })).map(
                (each) => `${each.uri.slice(14)} ${each.range.start.line}:${each.range.start.character}`,
            );
        const all = ["attic.flux 2:6", "house.flux 2:10", "lib/rooms.flux 3:0"];
        expect((await places(house)).toSorted()).toEqual(all);
        const rooms = await own.open((files["lib/rooms.flux"] ?? "").replace("isWarm", "is¦Warm"), uri("lib/rooms.flux"));
        expect((await places(rooms)).toSorted()).toEqual(all);
        expect(await house.ask("prepareRename")).toEqual({ start: { line: 2, character: 10 }, end: { line: 2, character: 16 } });
        const { changes = {} } = await house.ask<WorkspaceEdit>("rename", { newName: "tooWarm" });
        expect(Object.keys(changes).toSorted()).toEqual(["attic.flux", "house.flux", "lib/rooms.flux"].map(uri));
        await expect(house.ask("rename", { newName: "warm" })).rejects.toThrow("already a name");
        const path = await own.open('import "lib/ro¦oms"\n', "untitled:x");
        expect(await path.ask<Location>("definition")).toMatchObject({ uri: uri("lib/rooms.flux") });
        own.close();
    });

    it("lead a testcase to the one that it extends", async () => {
        const own = await Session.start(fullClient, undefined, workspace);
        const opened = await own.open(
            (files["cases/more_test.flux"] ?? "").replace("base_test", "base¦_test"),
            uri("cases/more_test.flux"),
        );
        expect(await opened.ask("definition")).toEqual({
            uri: uri("cases/base_test.flux"),
            range: { start: { line: 2, character: 9 }, end: { line: 2, character: 13 } },
        });
        own.close();
    });

    it("are nothing to a client without folders", async () => {
        const alone = await Session.start({});
        const opened = await alone.open((files["house.flux"] ?? "").replace("isWarm", "is¦Warm"));
        expect(await opened.ask("definition")).toBeNull();
        expect(await opened.ask("references", { context: { includeDeclaration: true } })).toEqual([]);
        alone.close();
    });
});

describe("call hierarchy", () => {
    it("tells who calls a function and what it calls", async () => {
        const opened = await session.open("half = (x) => x / 2\nquarter = (x) => half(x: half(x: x))\ny = qua¦rter(x: 8)\n");
        const [item] = await opened.ask<CallHierarchyItem[]>("prepareCallHierarchy");
        expect(item?.name).toBe("quarter");
        const calls = await session.request<CallHierarchyOutgoingCall[]>("callHierarchy/outgoingCalls", { item });
        expect(calls.map(({ to, fromRanges }) => [to.name, fromRanges.length])).toEqual([["half", 2]]);
        const callers = await session.request<CallHierarchyIncomingCall[]>("callHierarchy/incomingCalls", { item: calls[0]?.to });
        expect(callers.map(({ from, fromRanges }) => [from.name, fromRanges.length])).toEqual([["quarter", 2]]);
        const top = await session.request<CallHierarchyIncomingCall[]>("callHierarchy/incomingCalls", { item });
        expect(top.map(({ from }) => from.kind)).toEqual([1]);
        expect(await (await session.open("¦x = 1\n")).ask("prepareCallHierarchy")).toBeNull();
    });
});

describe("links", () => {
    it("lead from an import to the documentation of its package", async () => {
        const opened = await session.open('import "⟦influxdata/influxdb/schema⟧"\nimport "./own"\n');
        const links = await opened.ask<DocumentLink[]>("documentLink");
        expect(links).toEqual([
            { range: opened.ranges[0], target: "https://docs.influxdata.com/flux/v0/stdlib/influxdata/influxdb/schema/" },
        ]);
    });

    it("join the places of a name for editing, but not where a shorthand needs its key", async () => {
        const opened = await session.open("⟦a¦⟧ = 1\nb = ⟦a⟧ + ⟦a⟧\n");
        expect((await opened.ask<LinkedEditingRanges>("linkedEditingRange")).ranges).toEqual(opened.ranges);
        expect(await (await session.open("a¦ = 1\nb = {a}\n")).ask("linkedEditingRange")).toBeNull();
    });
});
