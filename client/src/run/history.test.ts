import { expect, it } from "vitest";
import { type HistoryEntry, historyLimit, readHistory, withRun } from "./history.ts";

const run = (params: string, at: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
    id: String(at),
    uri: "file:///a.flux",
    script: "a",
    params,
    connection: "Local",
    connectionId: "local",
    at,
    ms: 1,
    outcome: "finished",
    ...more,
});

it("keeps the latest runs, some with the same values, and every pinned one", () => {
    let history: HistoryEntry[] = [run('{"n":0}', 0, { pinned: true })];
    for (let at = 1; at < 150; at++) history = withRun(history, run(`{"n":${at}}`, at));
    expect(history).toHaveLength(historyLimit + 1);
    expect(history.at(-1)?.at).toBe(0);
    expect(history[0]?.at).toBe(149);
    for (let at = 150; at < 180; at++) history = withRun(history, run('{"n":149}', at));
    expect(history.filter(({ params }) => params === '{"n":149}')).toHaveLength(10);
    expect(history.filter(({ params }) => params === '{"n":148}')).toHaveLength(1);
});

it("never keeps a secret, nor what an earlier version kept", () => {
    const [entry] = withRun([], run('{"apiToken":"s3cret","n":5.0}', 1));
    expect(entry).toMatchObject({ params: '{"n":5.0}', hidden: ["apiToken"] });
    expect(JSON.stringify(readHistory([run('{"password":"s3cret"}', 1)]))).not.toContain("s3cret");
});

it("reads back what was kept and drops what makes no sense", () => {
    expect(readHistory(JSON.parse(JSON.stringify([run("{}", 1), { uri: 1 }, null])))).toEqual([run("{}", 1)]);
    const { id: _id, ...old } = run("{}", 1);
    expect(readHistory([old])).toEqual([run("{}", 1, { id: "" })]);
    expect(readHistory(undefined)).toEqual([]);
});
