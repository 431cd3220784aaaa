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
    SymbolInformation,
} from "vscode-languageserver";
import { NodeFiles } from "../nodeFiles.ts";
import { fullClient, Session } from "../session.test-support.ts";

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
