/** The params form alone in Chromium: completion, checks at the field, presets, pasted JSON, the picker, the keyboard. */
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { closePages, openPage, until, type Theme, type ViewPage } from "./support/page.ts";

afterAll(closePages);

const params = [
    { name: "bucket", type: "string", usage: ["a string"], line: 4, names: { what: "buckets" } },
    { name: "start", type: "any", usage: ["a duration"], suggestedType: "duration", line: 5 },
    { name: "stop", type: "time", usage: ["a time"], line: 6 },
    {
        name: "room",
        type: "any",
        usage: ["a value to compare the column room with"],
        suggestedType: "string",
        line: 7,
        names: { what: "tagValues", bucket: { param: "bucket" }, measurement: { text: "air" }, tag: "room" },
    },
    {
        name: "lines",
        type: "any",
        usage: ["a list"],
        inferred: "[string]",
        line: 8,
        names: { what: "tagValues", bucket: { param: "bucket" }, tag: "line" },
    },
    { name: "limit", type: "int", usage: ["an int"], line: 9 },
    { name: "gain", type: "float", usage: ["a float"], line: 10 },
    { name: "fill", type: "bool", usage: ["a bool"], line: 11 },
];

const night =
    '{"bucket":"air_sensor","start":"-1d","stop":"2026-11-23T08:00:00Z","room":"kitchen","lines":["L1"],"limit":500,"gain":1.02,"fill":true}';

async function shown(values = "{}", theme: Theme = "dark"): Promise<ViewPage> {
    const view = await openPage({ bundle: "params", theme, size: { width: 620, height: 640 } });
    const place = {
        script: "fleet-temperature",
        connection: "plant-eu",
        kind: "cloud",
        label: "production",
        protected: true,
        color: "red",
    };
    await view.send({ type: "data", data: { ...place, params, values, presets: { "Night shift": night } } });
    await view.page.locator("#p-bucket").waitFor();
    return view;
}

/** Answers the form's question for names, as the extension does. */
async function answer(view: ViewPage, names: string[]): Promise<Readonly<Record<string, unknown>>> {
    const asked = await view.lastPosted("names");
    await view.send({ type: "names", id: asked["id"], names });
    return asked["question"] as Record<string, unknown>;
}

describe("the params form", () => {
    let view: ViewPage;
    beforeEach(async () => {
        view = await shown();
    });

    it("says that each param is required, and sends nothing while one is missing", async () => {
        const { page } = view;
        expect(await page.locator("#h-limit").innerText()).toContain("Required.");
        expect(await page.locator("#p-limit").getAttribute("aria-required")).toBe("true");
        await page.locator("#p-bucket").press("Enter");
        expect(await page.locator("#p-bucket").getAttribute("aria-invalid")).toBe("true");
        expect(await page.locator("#faults").innerText()).toBe("7 values to fix");
        expect((await view.posted()).some(({ type }) => type === "run")).toBe(false);
        expect(await page.evaluate(() => document.activeElement?.id)).toBe("p-bucket");
    });

    it("completes bucket names and tag values of the connection by the keyboard", async () => {
        const { page } = view;
        await page.locator("#p-bucket").pressSequentially("air");
        expect(await answer(view, ["air_sensor", "air_sensor_raw", "compressed_air", "other"])).toEqual({ what: "buckets" });
        await until("the names", async () => (await page.locator("[role=option]").count()) === 3);
        expect(await page.locator("#p-bucket").getAttribute("aria-activedescendant")).toBe("p-bucket-0");
        expect(await page.locator(".suggestions .footer").first().innerText()).toContain("3 of 4 buckets in plant-eu");
        await page.keyboard.press("Tab");
        expect(await page.locator("#p-bucket").inputValue()).toBe("air_sensor");
        await page.locator("#p-room").focus();
        await page.keyboard.press("Control+Space");
        await until("the question", async () =>
            (await view.posted()).some((message) => (message["question"] as { what?: string })?.what === "tagValues"),
        );
        expect(await answer(view, ["hall", "kitchen"])).toEqual({
            what: "tagValues",
            bucket: "air_sensor",
            measurement: "air",
            tag: "room",
        });
        await page.locator("#p-room-1").waitFor();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        expect(await page.locator("#p-room").inputValue()).toBe("kitchen");
        expect((await view.posted()).some(({ type }) => type === "run")).toBe(false);
    });

    it("says at the field what is wrong and what to write instead", async () => {
        const { page } = view;
        const wrong = async (name: string, text: string): Promise<string> => {
            await page.locator(`#p-${name}`).fill(text);
            return page.locator(`#h-${name}`).innerText();
        };
        expect(await wrong("start", "10min")).toContain('"min" is not a unit. Minutes are 10m, months 10mo.');
        expect(await wrong("limit", "9223372036854775808")).toContain("beyond 64 bits");
        expect(await wrong("gain", "abc")).toContain("not a number");
        expect(await wrong("stop", "yesterday")).toContain("is not a time such as");
        expect(await wrong("lines", "[5]")).toContain("[0] must be string, not int.");
        expect(await page.locator("#p-lines").getAttribute("aria-errormessage")).toBe("h-lines");
        expect(await wrong("start", "-1h30m")).toContain("Used as a duration in line 5.");
        await page.locator("#h-start a").click();
        expect(await view.lastPosted("goto")).toMatchObject({ line: 5 });
    });

    it("takes a pasted JSON, runs with Enter, and sends exactly its types", async () => {
        const { page } = view;
        await page.locator("#paste").click();
        await page.locator("#paste-json").fill("{bucket");
        await page.locator("#paste-use").click();
        expect(await page.locator("#paste-fault").innerText()).toContain("Not valid JSON");
        await page.locator("#paste-json").fill(`{"params": ${night.replace("500", "9007199254740993").replace("1.02", "5.0")}}`);
        await page.locator("#paste-use").click();
        await until("the values", async () => (await page.locator("#said").innerText()) === "8 values filled in");
        await page.locator("#p-limit").press("Enter");
        expect((await view.lastPosted("run"))["params"]).toBe(
            '{"bucket":"air_sensor","start":"-1d","stop":"2026-11-23T08:00:00Z","room":"kitchen","lines":["L1"],"limit":9007199254740993,"gain":5.0,"fill":true}',
        );
    });

    it("loads a preset, says that it was changed, goes back to it, and saves one", async () => {
        const { page } = view;
        await page.locator("#preset").selectOption("Night shift");
        expect(await page.locator("#p-gain").inputValue()).toBe("1.02");
        expect(await page.locator("#reset").isDisabled()).toBe(true);
        await page.locator("#p-gain").fill("2");
        expect(await page.locator("#preset option:checked").innerText()).toBe("Night shift (changed)");
        await page.locator("#reset").click();
        expect(await page.locator("#p-gain").inputValue()).toBe("1.02");
        await page.locator("#p-gain").press("Control+s");
        expect(await view.lastPosted("savePreset")).toMatchObject({ name: "Night shift", params: night });
        await view.send({ type: "presets", presets: { "Day shift": night, "Night shift": night }, chosen: "Day shift" });
        await until("the new one", async () => (await page.locator("#preset").inputValue()) === "Day shift");
    });

    it("says which preset the values are of where nothing ran yet", async () => {
        const place = { script: "a", connection: "Local", kind: "local", label: "", protected: false, color: "none" };
        const presets = { Day: "{}", "Night shift": night };
        await view.send({ type: "data", data: { ...place, params, values: night, presets, preset: "Night shift" } });
        await until("the values", async () => (await view.page.locator("#p-gain").inputValue()) === "1.02");
        expect(await view.page.locator("#preset option:checked").innerText()).toBe("Night shift");
        expect(await view.page.locator("#delete-preset").isVisible()).toBe(true);
    });

    it("has the chosen preset renamed and deleted by the keyboard, and keeps the values", async () => {
        const { page } = view;
        expect(await page.locator("#rename-preset").isVisible()).toBe(false);
        await page.locator("#preset").selectOption("Night shift");
        await page.keyboard.press("Tab");
        expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Rename this preset");
        await page.keyboard.press("Enter");
        expect(await view.lastPosted("renamePreset")).toMatchObject({ name: "Night shift" });
        await view.send({ type: "presets", presets: { Nights: night }, chosen: "Nights" });
        await until("the new name", async () => (await page.locator("#preset").inputValue()) === "Nights");
        await page.locator("#delete-preset").press("Space");
        expect(await view.lastPosted("deletePreset")).toMatchObject({ name: "Nights" });
        await view.send({ type: "presets", presets: {}, chosen: "" });
        await until("none", async () => (await page.locator("#preset option").allInnerTexts()).join() === "None yet");
        expect(await page.locator("#delete-preset").isVisible()).toBe(false);
        expect(await page.evaluate(() => document.activeElement?.id)).toBe("preset");
        expect(await page.locator("#p-gain").inputValue()).toBe("1.02");
        expect((await view.posted()).some(({ type }) => type === "run")).toBe(false);
    });

    it("completes the items of a list, one after the other", async () => {
        const { page } = view;
        await page.locator("#p-bucket").fill("air_sensor");
        const add = page.locator("#p-lines-add");
        await add.focus();
        await page.keyboard.type("L");
        await until("the question", async () =>
            (await view.posted()).some((message) => (message["question"] as { tag?: string })?.tag === "line"),
        );
        expect(await answer(view, ["L1", "L2"])).toEqual({ what: "tagValues", bucket: "air_sensor", tag: "line" });
        await page.locator("#p-lines-add-1").waitFor();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        expect(await page.locator("#p-lines").inputValue()).toBe('["L2"]');
        expect(await add.inputValue()).toBe("");
        await page.keyboard.type("other");
        await answer(view, ["L1", "L2"]);
        await page.keyboard.press("Enter");
        expect(await page.locator("#p-lines").inputValue()).toBe('["L2","other"]');
        expect((await view.posted()).some(({ type }) => type === "run")).toBe(false);
    });

    it("switches the type of an any, which is sent as just that", async () => {
        const { page } = view;
        await page.locator("#preset").selectOption("Night shift");
        await page.locator("[data-param=room] select").selectOption("int");
        await page.locator("#p-room").fill("7");
        await page.locator("#p-room").press("Enter");
        expect((await view.lastPosted("run"))["params"]).toContain('"room":7,');
    });

    it("picks a time with its zone shown", async () => {
        const { page } = view;
        await page.locator("[data-param=stop] .tbtn").click();
        await page.locator("#pick-time").fill("2026-11-23T09:00:00");
        expect(await page.locator("#pick-zone option:checked").innerText()).toBe("Local (Europe/Berlin)");
        await page.locator("#pick-use").click();
        expect(await page.locator("#p-stop").inputValue()).toBe("2026-11-23T09:00:00+01:00");
        await page.locator("[data-param=stop] .tbtn").click();
        await page.locator(".card .btn", { hasText: "-7d" }).click();
        expect(await page.locator("#h-stop").innerText()).toMatch(/^Sent as \d{4}-/);
        expect(view.offences).toEqual([]);
    });
});
