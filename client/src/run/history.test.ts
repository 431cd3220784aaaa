import { expect, it } from "vitest";
import { type HistoryEntry, historyLimit, readHistory, withRun } from "./history.ts";

const run = (params: string, at: number): HistoryEntry => ({
    uri: "file:///a.flux",
    script: "a",
    params,
    connection: "Local",
    connectionId: "local",
    at,
    ms: 1,
    outcome: "finished",
});

it("keeps the latest runs, one with the same values only once", () => {
    let history: HistoryEntry[] = [];
    for (let at = 0; at < 150; at++) history = withRun(history, run(String(at), at));
    expect(history).toHaveLength(historyLimit);
    history = withRun(history, run("100", 200));
    expect(history.filter((entry) => entry.params === "100")).toEqual([run("100", 200)]);
    expect(history[0]?.at).toBe(200);
});

it("reads back what was kept and drops what makes no sense", () => {
    expect(readHistory(JSON.parse(JSON.stringify([run("{}", 1), { uri: 1 }, null])))).toEqual([run("{}", 1)]);
    expect(readHistory(undefined)).toEqual([]);
});
