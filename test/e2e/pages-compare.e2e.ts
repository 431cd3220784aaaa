/** The comparison's page alone: keys, results, many rows, and nothing that axe-core finds in any theme. */
import { afterAll, describe, expect, it } from "vitest";
import { axeFaults } from "./support/axe.ts";
import { closePages, openPage, type Theme, until, type ViewPage } from "./support/page.ts";

afterAll(closePages);

const head =
    "#datatype,string,long,long,string,double\r\n#group,false,false,false,true,false\r\n#default,NAME,,,,\r\n,result,table,id,room,v\r\n";

function csv(name: string, rows: readonly (readonly [number, string, number])[]): string {
    const lines = rows.map(([id, room, v]) => `,,0,${id},${room},${v}\r\n`);
    return `${head.replace("NAME", name)}${lines.join("")}\r\n`;
}

async function compare({ page }: ViewPage, before: string, after: string): Promise<void> {
    await page.evaluate(
        ([first, second]) => {
            const run = (script: string, text: string): object => ({
                script,
                facts: "24 Nov 2026, 12:00 · Local",
                params: '{"room":"kitchen"}',
                bytes: new TextEncoder().encode(text),
            });
            window.postMessage({ type: "runs", before: run("means", first), after: run("means", second) }, "*");
        },
        [before, after] as const,
    );
}

const counts = async ({ page }: ViewPage): Promise<string> => (await page.locator("#counts").innerText()).replace(/\s+/g, " ").trim();
const rows = async ({ page }: ViewPage): Promise<string[]> =>
    (await page.locator(".dwindow .drow").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());

const before = csv("means", [
    [1, "hall", 20.5],
    [2, "hall", 21],
    [3, "hall", 19.25],
]);
const after = csv("means", [
    [1, "hall", 20.5],
    [2, "hall", 23.75],
    [4, "hall", 16],
]);

describe("comparison", () => {
    it("shows what was added, removed and changed by the chosen keys, and the other way round", async () => {
        const view = await openPage({ bundle: "compare" });
        await until("its word", async () => (await view.posted()).some(({ type }) => type === "ready"));
        await compare(view, before, after);
        await view.page.locator("[data-key=id]").check();
        await until("the differences", async () => (await counts(view)) === "1 changed 1 added 1 removed 1 the same");
        expect(await rows(view)).toEqual(expect.arrayContaining(["changed hall 2 21 → 23.75", "added hall 4 16", "removed hall 3 19.25"]));
        await view.page.locator("#swap").click();
        await view.lastPosted("swap");
        await compare(view, after, before);
        await view.page.locator("[data-key=id]").check();
        await until("the other way", async () => (await rows(view)).includes("changed hall 2 23.75 → 21"));
        expect(view.offences).toEqual([]);
    });

    it("compares each result with the one of its name, and one that is missing with nothing", async () => {
        const view = await openPage({ bundle: "compare" });
        const extra = csv("extra", [[9, "attic", 1]]);
        await compare(view, before, `${before}${extra}`);
        await until("the same rows", async () => /0 changed 0 added 0 removed 3 the same/.test(await counts(view)));
        expect(await view.page.locator("#message").innerText()).toBe("The rows are the same.");
        await view.page.locator("#result").selectOption("extra");
        await until("the added row", async () => /0 changed 1 added 0 removed/.test(await counts(view)));
    });

    it("draws of many rows only those on screen", async () => {
        const view = await openPage({ bundle: "compare" });
        const many = Array.from({ length: 50_000 }, (_, id) => [id, "hall", id] as const);
        await compare(view, csv("r", []), csv("r", many));
        await until("the count", async () => /50,000 added/.test(await counts(view)));
        await until("the first rows", async () => (await rows(view)).includes("added 0 hall 0"));
        const drawn = await view.page.locator(".dwindow .drow").count();
        expect(drawn).toBeGreaterThan(5);
        expect(drawn).toBeLessThan(200);
        await view.page.locator("#differences").evaluate((element) => element.scrollTo(0, element.scrollHeight));
        await until("the last row", async () => (await rows(view)).includes("added 49999 hall 49999"));
        expect(await view.page.locator(".dwindow .drow").count()).toBeLessThan(200);
    });

    it.each<Theme>(["dark", "light", "contrast"])("is clean for axe-core in the %s theme", async (theme) => {
        const view = await openPage({ bundle: "compare", theme });
        await compare(view, before, after);
        await view.page.locator("[data-key=id]").check();
        await until("the differences", async () => (await rows(view)).length === 3);
        await view.screenshot("compare-page");
        expect(await axeFaults(view.page)).toEqual([]);
        expect(view.offences).toEqual([]);
    });
});
