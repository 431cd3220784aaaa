import { expect, it } from "vitest";
import { pageMarkup } from "./markup.ts";

const html = pageMarkup({
    nonce: "N0nce",
    source: "https://files.test",
    address: (file) => `https://files.test/${file}`,
    bundle: "results",
    title: 'A <b>"title"</b>',
    place: "panel",
    language: "de",
    init: { text: "</script><script>alert(1)</script>" },
});

const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll("&#39;", "'") ?? "";

it("allows nothing but the extension's own files, and scripts only by nonce", () => {
    const rules = Object.fromEntries(policy.split("; ").map((rule) => [rule.split(" ")[0] ?? "", rule.split(" ").slice(1)]));
    expect(rules["default-src"]).toEqual(["'none'"]);
    expect(rules["script-src"]).toEqual(["'nonce-N0nce'"]);
    expect(policy).not.toMatch(/unsafe|\*|https?:(?!\/\/files\.test)/);
});

it("has no script or style of its own without the nonce, and no handler in an attribute", () => {
    expect([...html.matchAll(/<script(?![^>]*nonce="N0nce")/g)]).toEqual([]);
    expect(html).not.toMatch(/<style|\son\w+=|javascript:/);
});

it("loads nothing from elsewhere", () => {
    const addresses = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = ""]) => address);
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) expect(address).toMatch(/^https:\/\/files\.test\//);
});

it("lets no text out of its place", () => {
    expect(html).not.toContain("<b>");
    expect(html).not.toContain("<script>alert");
});
