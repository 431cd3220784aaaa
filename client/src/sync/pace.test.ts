import { plan } from "@flux-scripts/workspace";
import { describe, expect, it } from "vitest";
import { changesThere, news, Pace } from "./pace.ts";

const minute = 60_000;

describe("looking at the server", () => {
    it("comes at the interval, later after each failure, half an hour at most, and at the interval again", () => {
        const pace = new Pace(() => 2 * minute);
        pace.done(true, 0);
        expect(pace.next(0)).toBe(2 * minute);
        expect(pace.next(minute)).toBe(minute);
        expect(pace.next(5 * minute)).toBe(0);
        const waits = [1, 2, 3, 4, 5, 6].map(() => {
            pace.done(false, 0);
            return (pace.next(0) ?? 0) / minute;
        });
        expect(waits).toEqual([4, 8, 16, 30, 30, 30]);
        pace.done(true, 0);
        expect(pace.next(0)).toBe(2 * minute);
    });

    it("is off at interval 0, and an interval of more than half an hour stays as it is", () => {
        expect(new Pace(() => 0).next(0)).toBeUndefined();
        const pace = new Pace(() => 60 * minute);
        pace.done(false, 0);
        expect(pace.next(0)).toBe(60 * minute);
    });

    it("comes with the focus, but not twice in ten seconds, and less often where nothing answers", () => {
        const pace = new Pace(() => 0);
        expect(pace.onFocus(0)).toBe(true);
        pace.done(true, 0);
        expect([pace.onFocus(9_000), pace.onFocus(10_000)]).toEqual([false, true]);
        pace.done(false, 0);
        pace.done(false, 0);
        expect([pace.onFocus(39_000), pace.onFocus(40_000)]).toEqual([false, true]);
    });
});

describe("what is told", () => {
    const facts = { name: "a", description: "" };
    const base = { ...facts, text: "0", id: "1", file: "a.flux", updatedAt: "t0" };
    const here = (text: string) => ({ ...facts, text, file: "a.flux" });
    const there = (text: string, updatedAt: string) => ({ ...facts, text, id: "1", language: "flux", updatedAt });
    const marks = (local: string, remote?: string, updatedAt = "t1") =>
        changesThere("c", plan({ base: [base], local: [here(local)], remote: remote === undefined ? [] : [there(remote, updatedAt)] })).map(
            ({ mark }) => mark,
        );

    it("are changes and deletions there of scripts that are here, and no change of this side", () => {
        expect(marks("0", "1")).toEqual(["c\n1\nt1"]);
        expect(marks("2", "1")).toEqual(["c\n1\nt1"]);
        expect(marks("0")).toEqual(["c\n1\ndeleted"]);
        expect(marks("2", "0")).toEqual([]);
        expect(marks("0", "0", "t9")).toEqual([]);
        expect(changesThere("c", plan({ base: [], local: [], remote: [there("1", "t1")] }))).toEqual([]);
    });

    it("is told once for each version", () => {
        const first = news(marks("0", "1", "t1"), []);
        expect(first.fresh).toHaveLength(1);
        expect(news(marks("0", "1", "t1"), first.known).fresh).toEqual([]);
        expect(news(marks("2", "1", "t1"), first.known).fresh).toEqual([]);
        expect(news(marks("0", "2", "t2"), first.known).fresh).toHaveLength(1);
        expect(news([], first.known).known).toEqual([]);
    });
});
