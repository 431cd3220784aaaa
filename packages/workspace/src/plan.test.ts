import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BaseScript, type LocalScript, plan, type PlanItem, type RemoteScript } from "./plan.ts";

const base = (text: string, more: Partial<BaseScript> = {}): BaseScript => ({
    id: "1",
    file: "a.flux",
    name: "a",
    description: "d",
    text,
    updatedAt: "t0",
    ...more,
});
const local = (text: string, more: Partial<LocalScript> = {}): LocalScript => ({
    file: "a.flux",
    name: "a",
    description: "d",
    text,
    ...more,
});
const remote = (text: string, more: Partial<RemoteScript> = {}): RemoteScript => ({
    id: "1",
    name: "a",
    description: "d",
    language: "flux",
    text,
    updatedAt: "t1",
    ...more,
});

function one(b: BaseScript | undefined, l: LocalScript | undefined, r: RemoteScript | undefined): PlanItem {
    const items = plan({ base: b ? [b] : [], local: l ? [l] : [], remote: r ? [r] : [] });
    expect(items).toHaveLength(1);
    return items[0] as PlanItem;
}

describe("plan", () => {
    // Every combination of absent, as synced (0), and two different edits (1, 2).
    it.each([
        ["-", "-", "0", "onlyThere", "fetch"],
        ["-", "0", "-", "onlyHere", "create"],
        ["-", "0", "0", "same", "adopt"],
        ["-", "0", "1", "conflict", "none"],
        ["0", "-", "-", "gone", "forget"],
        ["0", "-", "0", "deletedHere", "none"],
        ["0", "-", "1", "conflict", "none"],
        ["0", "0", "-", "deletedThere", "none"],
        ["0", "1", "-", "conflict", "none"],
        ["0", "0", "0", "same", "none"],
        ["0", "1", "0", "changedHere", "push"],
        ["0", "0", "1", "changedThere", "pull"],
        ["0", "1", "1", "same", "adopt"],
        ["0", "1", "2", "conflict", "none"],
    ])("base %s, local %s, remote %s: %s, %s", (b, l, r, state, action) => {
        const item = one(b === "-" ? undefined : base(b), l === "-" ? undefined : local(l), r === "-" ? undefined : remote(r));
        expect([item.state, item.action]).toEqual([state, action]);
    });

    it("merges changes of different fields, and only those", () => {
        const item = one(base("0"), local("1"), remote("0", { description: "better" }));
        expect([item.state, item.action]).toEqual(["changedBoth", "merge"]);
        expect(item.merged).toEqual({ name: "a", description: "better", text: "1" });
        expect(one(base("0"), local("1", { description: "x" }), remote("0", { description: "y" })).state).toBe("conflict");
    });

    it("follows a rename there by the id, and a moved file by the name", () => {
        expect(one(base("0"), local("0"), remote("0", { name: "b" }))).toMatchObject({
            state: "changedThere",
            action: "pull",
            merged: { name: "b" },
        });
        expect(one(base("0"), local("1", { file: "sub/a.flux" }), remote("0"))).toMatchObject({ state: "changedHere", action: "push" });
    });

    it("takes a script that was made again under its name for the same script", () => {
        expect(one(base("0"), local("0"), remote("1", { id: "2" }))).toMatchObject({ state: "changedThere", action: "pull" });
        expect(one(base("0"), local("0"), remote("0", { id: "2" }))).toMatchObject({ state: "same", action: "adopt" });
    });

    it("follows a file that was renamed here by its text, where nothing else can be meant", () => {
        const moved = local("0", { file: "b.flux", name: "b" });
        expect(one(base("0"), moved, remote("0"))).toMatchObject({ state: "changedHere", action: "push", merged: { name: "b" } });
        expect(one(base("0"), moved, remote("1"))).toMatchObject({
            state: "changedBoth",
            action: "merge",
            merged: { name: "b", text: "1" },
        });
        const copies = [moved, local("0", { file: "c.flux", name: "c" })];
        expect(plan({ base: [base("0")], local: copies, remote: [remote("0")] }).map(({ state }) => state)).toEqual([
            "deletedHere",
            "onlyHere",
            "onlyHere",
        ]);
        expect(plan({ base: [base("0")], local: [moved], remote: [remote("0"), remote("7", { id: "2", name: "b" })] })).toMatchObject([
            { name: "a", state: "deletedHere" },
            { name: "b", state: "conflict" },
        ]);
        expect(plan({ base: [base("")], local: [local("", { file: "b.flux", name: "b" })], remote: [remote("")] })).toHaveLength(2);
    });

    it("asks before it makes a renamed script again, where the backend can't rename", () => {
        const renamed = { base: [base("0")], local: [local("1", { name: "b" })], remote: [remote("0")], canRename: false };
        expect(plan(renamed)).toMatchObject([
            { state: "changedHere", action: "none", choices: ["renew", "pull"], merged: { name: "b", text: "1" } },
        ]);
        // A name that changed there is only taken over.
        expect(plan({ ...renamed, local: [local("1")], remote: [remote("0", { name: "b" })] })).toMatchObject([{ action: "merge" }]);
    });

    it("leaves scripts of other languages alone", () => {
        expect(one(undefined, local("0"), remote("select 1", { language: "sql" }))).toMatchObject({
            state: "foreign",
            action: "none",
            choices: [],
        });
    });

    const text = fc.constantFrom("0", "1", "2");
    const field = fc.constantFrom("d", "e");
    const name = fc.constantFrom("a", "b", "c");
    const world = fc.record({
        base: fc.uniqueArray(
            fc.record({
                id: fc.constantFrom("1", "2", "3"),
                file: fc.constantFrom("a", "b", "c"),
                name,
                description: field,
                text,
                updatedAt: fc.constant("t"),
            }),
            {
                maxLength: 3,
                selector: (script) => script.id,
                comparator: "IsStrictlyEqual",
            },
        ),
        local: fc.uniqueArray(fc.record({ file: fc.constantFrom("a", "b", "c"), name, description: field, text }), {
            maxLength: 3,
            selector: (script) => script.file,
        }),
        remote: fc.uniqueArray(
            fc.record({
                id: fc.constantFrom("1", "2", "3"),
                name,
                description: field,
                text,
                language: fc.constant("flux"),
                updatedAt: fc.constant("t"),
            }),
            {
                maxLength: 3,
                selector: (script) => script.id,
            },
        ),
    });

    it("mentions each script of each side once", () => {
        fc.assert(
            fc.property(world, (input) => {
                const items = plan(input);
                expect(
                    items
                        .flatMap((item) => item.local ?? [])
                        .map((script) => script.file)
                        .sort(),
                ).toEqual(input.local.map((script) => script.file).sort());
                expect(
                    items
                        .flatMap((item) => item.remote ?? [])
                        .map((script) => script.id)
                        .sort(),
                ).toEqual(input.remote.map((script) => script.id).sort());
            }),
            { numRuns: 3000 },
        );
    });

    const lossless = ({ base: b, local: l, remote: r, action, merged }: PlanItem): void => {
        if (["deleteLocal", "deleteRemote", "renew"].includes(action)) throw new Error("a plan never deletes by itself");
        for (const key of ["name", "description", "text"] as const) {
            const kept = merged?.[key];
            if ((action === "pull" || action === "merge") && l !== undefined) expect(l[key] === kept || l[key] === b?.[key]).toBe(true);
            if ((action === "push" || action === "merge") && r !== undefined) expect(r[key] === kept || r[key] === b?.[key]).toBe(true);
        }
    };

    it("never plans a write that loses an edit", () => {
        fc.assert(
            fc.property(world, fc.boolean(), (input, canRename) => {
                plan({ ...input, canRename }).forEach(lossless);
            }),
            { numRuns: 3000 },
        );
    });

    it("never does so for any combination of names, descriptions and texts on the three sides", () => {
        const contents = ["a", "b", "c"].flatMap((n) =>
            ["d", "e", "f"].flatMap((d) => ["0", "1", "2"].map((x) => ({ name: n, description: d, text: x }))),
        );
        let count = 0;
        for (const b of [undefined, base("0")]) {
            for (const l of [undefined, ...contents]) {
                for (const r of [undefined, ...contents]) {
                    for (const canRename of [true, false]) {
                        const items = plan({
                            base: b === undefined ? [] : [b],
                            local: l === undefined ? [] : [local(l.text, l)],
                            remote: r === undefined ? [] : [remote(r.text, r)],
                            canRename,
                        });
                        items.forEach(lossless);
                        // What needs a choice offers one that keeps each side.
                        for (const item of items)
                            if (item.action === "none" && item.state !== "same") expect(item.choices.length).toBeGreaterThan(1);
                        count++;
                    }
                }
            }
        }
        expect(count).toBe(2 * 28 * 28 * 2);
    });
});
