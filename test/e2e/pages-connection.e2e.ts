/** The connection form in Chromium: what it sends and when, what it keeps, keyboard, and axe in three themes. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, expect, it } from "vitest";
import { closePages, openPage, type Theme, until, type ViewPage } from "./support/page.ts";

afterAll(closePages);

const values = { host: "", org: "", name: "", label: "", color: "auto", protected: false };
const report = {
    passed: false,
    kind: "cloud",
    organizations: ["plant", "lab"],
    lines: [
        { state: "ok", text: "InfluxDB Cloud answers in 42 ms." },
        { state: "warning", text: "Its clock is 3 min behind yours.", hint: "Set the clocks." },
        { state: "error", text: 'The token does not see the organisation "plnat".', hint: "Choose one of: plant, lab." },
        { state: "off", text: "The server does not tell whether the token may: run Flux." },
    ],
};

async function open(data: object = {}, theme: Theme = "dark"): Promise<ViewPage> {
    const view = await openPage({ bundle: "connection", theme, size: { width: 900, height: 700 } });
    await view.lastPosted("ready");
    await view.send({ type: "data", data: { shared: false, values, tokenFor: "", taken: ["other"], ...data } });
    await view.page.locator("#save").waitFor();
    return view;
}

async function checks(view: ViewPage): Promise<number> {
    return (await view.posted()).filter(({ type }) => type === "check").length;
}

it("tries address and token once both are meant, never half an address", async () => {
    const view = await open();
    const { page } = view;
    await page.keyboard.type("https://eu.example");
    await page.locator("#token").focus();
    await page.keyboard.type("s3cret");
    // Back in the address: what stands there while it is typed goes nowhere.
    await page.locator("#host").focus();
    expect(await view.lastPosted("check")).toMatchObject({ host: "https://eu.example", token: "s3cret" });
    const before = await checks(view);
    await page.keyboard.press("End");
    await page.keyboard.type(".com");
    expect(await checks(view)).toBe(before);
    await page.keyboard.press("Tab");
    expect(await view.lastPosted("check")).toMatchObject({ host: "https://eu.example.com", token: "s3cret" });
    expect(await page.locator("#name").inputValue()).toBe("eu.example.com");
    expect(await page.locator("#h-token").innerText()).toContain("sent only to https://eu.example.com");
    expect(view.offences).toEqual([]);
});

it("keeps nothing in its state, and forgets the token once it is stored", async () => {
    const view = await open({ values: { ...values, host: "https://eu.example.com", name: "eu" } });
    await view.page.locator("#token").fill("s3cret");
    await view.page.locator("#save").click();
    expect(await view.lastPosted("save")).toMatchObject({ token: "s3cret", anyway: false, values: { name: "eu" } });
    expect(JSON.stringify((await view.state()) ?? null)).not.toContain("s3cret");
    await view.send({ type: "stored" });
    await until("an empty field", async () => (await view.page.locator("#token").inputValue()) === "");
    expect(await view.page.locator("#token").getAttribute("type")).toBe("password");
});

it("shows each finding with its hint, offers the organisations, and saves all the same when pressed twice", async () => {
    const view = await open({ values: { ...values, host: "https://eu.example.com", name: "eu", org: "plnat" } });
    const { page } = view;
    await page.locator("#token").fill("s3cret");
    await page.locator("#save").click();
    await view.send({ type: "report", report });
    expect(await page.locator(".check-line.error").innerText()).toMatch(/Error: *[^]*does not see[^]*Choose one of/);
    expect(await page.locator("#save").innerText()).toBe("Save Anyway");
    await page.locator("#org-list").selectOption("lab");
    expect(await page.locator("#org").inputValue()).toBe("lab");
    expect(await view.lastPosted("check")).toMatchObject({ org: "lab" });
    expect(await page.locator("#save").innerText()).toBe("Save");
    await page.locator("#save").click();
    await view.send({ type: "report", report });
    await page.locator("#save", { hasText: "Save Anyway" }).click();
    expect(await view.lastPosted("save")).toMatchObject({ anyway: true });
});

it("goes to the first field that is wrong, and says what is wrong to screen readers, too", async () => {
    const view = await open();
    const { page } = view;
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("host");
    for (const field of ["host", "name"]) {
        expect(await page.locator(`#${field}`).getAttribute("aria-invalid")).toBe("true");
        const described = (await page.locator(`#${field}`).getAttribute("aria-describedby")) ?? "";
        expect(await page.locator(`#${described}`).innerText()).toMatch(/needed|needs/);
    }
    expect(await page.locator("#faults").innerText()).toMatch(/values to fix/);
    expect((await view.posted()).filter(({ type }) => type === "save")).toEqual([]);
    await page.keyboard.press("Escape");
    await view.lastPosted("cancel");
});

it("leaves what the workspace's file holds alone: only the token can be entered", async () => {
    const view = await open({ shared: true, editing: "plant", values: { ...values, host: "https://plant.example.com", name: "plant" } });
    for (const field of ["host", "org", "name", "label", "color", "protected"])
        expect(await view.page.locator(`#${field}`).isDisabled()).toBe(true);
    expect(await view.page.locator("#token").isEnabled()).toBe(true);
    expect(await view.page.evaluate(() => document.activeElement?.id)).toBe("token");
});

it.each(["dark", "light", "contrast"] as const)("has no fault that axe finds, %s", async (theme) => {
    const view = await open(
        { values: { ...values, host: "https://eu.example.com", name: "eu", label: "prod", protected: true, org: "plnat" } },
        theme,
    );
    await view.page.locator("#save").click();
    await view.send({ type: "report", report });
    await view.page.locator(".check-line.error").waitFor();
    await view.page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const found = await view.page.evaluate(async () => {
        const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    });
    await view.screenshot("connection-page");
    expect(found).toEqual([]);
});
