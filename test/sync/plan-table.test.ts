/** The planner's table in docs/sync.md is what the planner does. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
    type BaseScript,
    type Content,
    type LocalScript,
    plan,
    type PlanItem,
    type RemoteScript,
} from "../../packages/workspace/src/index.ts";

const page = new URL("../../docs/sync.md", import.meta.url);
const [start, end] = ["<!-- table: written by plan-table.test.ts -->\n", "<!-- end of table -->"];

type Side = "–" | "as synced" | "changed" | "changed the same" | "changed otherwise" | "any" | "the same" | "another one" | "renamed";

const contents: Readonly<Partial<Record<Side, Content>>> = {
    "as synced": { name: "a", description: "", text: "0" },
    any: { name: "a", description: "", text: "1" },
    changed: { name: "a", description: "", text: "1" },
    "changed the same": { name: "a", description: "", text: "1" },
    "the same": { name: "a", description: "", text: "1" },
    "changed otherwise": { name: "a", description: "", text: "2" },
    "another one": { name: "a", description: "", text: "2" },
    renamed: { name: "b", description: "", text: "0" },
};

interface Row {
    readonly base: boolean;
    readonly here: Side;
    readonly there: Side;
    readonly canRename?: boolean;
    /** What the description is there, where the text is as synced. */
    readonly description?: string;
}

const rows: readonly Row[] = [
    { base: false, here: "any", there: "–" },
    { base: false, here: "–", there: "any" },
    { base: false, here: "any", there: "the same" },
    { base: false, here: "any", there: "another one" },
    { base: true, here: "as synced", there: "as synced" },
    { base: true, here: "changed", there: "as synced" },
    { base: true, here: "as synced", there: "changed" },
    { base: true, here: "changed", there: "changed the same" },
    { base: true, here: "changed", there: "changed otherwise" },
    { base: true, here: "changed", there: "as synced", description: "described anew" },
    { base: true, here: "renamed", there: "as synced" },
    { base: true, here: "renamed", there: "as synced", canRename: false },
    { base: true, here: "–", there: "as synced" },
    { base: true, here: "–", there: "changed" },
    { base: true, here: "as synced", there: "–" },
    { base: true, here: "changed", there: "–" },
    { base: true, here: "–", there: "–" },
];

function itemOf({ base, here, there, canRename = true, description }: Row): PlanItem {
    const synced = contents["as synced"] as Content;
    const left = contents[here];
    const right = contents[there];
    const [item, ...others] = plan({
        base: base ? [{ ...synced, id: "1", file: "a.flux", updatedAt: "t" } satisfies BaseScript] : [],
        local: left === undefined ? [] : [{ ...left, file: "a.flux" } satisfies LocalScript],
        remote:
            right === undefined
                ? []
                : [
                      {
                          ...right,
                          description: description ?? right.description,
                          id: "1",
                          language: "flux",
                          updatedAt: "t",
                      } satisfies RemoteScript,
                  ],
        canRename,
    });
    if (item === undefined || others.length > 0) throw new Error("one script gives one item");
    return item;
}

function table(): string {
    const lines = rows.map((row) => {
        const { state, action, choices } = itemOf(row);
        const there = row.description ?? `${row.there}${row.canRename === false ? " (names can't change)" : ""}`;
        const cells = [row.base ? "yes" : "no", row.here, there, `\`${state}\``, action === "none" ? "nothing" : `\`${action}\``];
        const rest = choices.filter((choice) => choice !== "none").map((choice) => `\`${choice}\``);
        return `| ${[...cells, rest.join(", ")].join(" | ")} |\n`;
    });
    return `| synced before | here | there | state | done by itself | or by choice |\n|---|---|---|---|---|---|\n${lines.join("")}`;
}

it("docs/sync.md has the planner's table as it is", () => {
    const text = readFileSync(page, "utf8");
    const [before = "", rest = ""] = text.split(start);
    const [there = "", after = ""] = rest.split(end);
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(page, `${before}${start}\n${table()}\n${end}${after}`);
    else expect(there, "run the test with UPDATE_DOCS=1").toBe(`\n${table()}\n`);
});

it("the table names every state but the one of other languages", () => {
    const states = new Set(rows.map((row) => itemOf(row).state));
    expect([...states].sort()).toEqual(
        [
            "changedBoth",
            "changedHere",
            "changedThere",
            "conflict",
            "deletedHere",
            "deletedThere",
            "gone",
            "onlyHere",
            "onlyThere",
            "same",
        ].sort(),
    );
});
