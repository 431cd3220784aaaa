/** Scripts with names that no file system would take, through a folder and back. */
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
const work = join(here.folder, "in/the/middle/work");
let server: Awaited<ReturnType<Playground["serve"]>>;

const names = [
    "..",
    "../../outside",
    "/etc/passwd",
    "C:\\Windows\\system32",
    "\\\\host\\share",
    "con",
    "NUL.txt",
    ".hidden",
    "dots...",
    " blanks ",
    "100% $& `x`",
    "-rf",
    "Mean",
    "mean",
    "MEAN",
    "é",
    "e\u0301",
    "日本語 😀",
    "\u202egpj.exe",
    "long ".repeat(51).trim(),
    "x.flux",
    "node_modules/x",
];

beforeAll(async () => {
    mkdirSync(work, { recursive: true });
    server = await here.serve();
    for (const name of names) {
        const answer = await fetch(`${server.url}/api/v2/scripts`, {
            method: "POST",
            headers: { authorization: `Token ${server.token}`, "content-type": "application/json" },
            body: JSON.stringify({ name, description: "", script: `name = ${JSON.stringify(name)}\n`, language: "flux" }),
        });
        expect([name, answer.status]).toEqual([name, 201]);
    }
});
afterAll(() => here.close());

const run = (...args: string[]) => here.run(args, { cwd: work });

it("are pulled into files inside the folder, one each, and stay the same scripts", async () => {
    const pulled = await run("pull", "--json");
    expect(pulled.code).toBe(0);
    expect((JSON.parse(pulled.out) as { action: string }[]).map(({ action }) => action)).toEqual(names.map(() => "pulled"));
    const files = readdirSync(work).filter((file) => file.endsWith(".flux"));
    expect(files).toHaveLength(names.length);
    expect(new Set(files.map((file) => file.normalize("NFC").toLowerCase())).size).toBe(names.length);
    expect(files.map((file) => readFileSync(join(work, file), "utf8")).sort()).toEqual(
        names.map((name) => `name = ${JSON.stringify(name)}\n`).sort(),
    );
    // Nothing came to lie beside or above it.
    expect(readdirSync(join(work, ".."))).toEqual(["work"]);
    expect(readdirSync(join(here.folder, "in/the"))).toEqual(["middle"]);
    const states = JSON.parse((await run("status", "--json")).out) as { name: string; state: string }[];
    expect(states.map(({ state }) => state)).toEqual(names.map(() => "same"));
});

it("map back from the files alone, without the synced state", async () => {
    rmSync(join(work, ".flux-scripts"), { recursive: true });
    const states = JSON.parse((await run("status", "--json")).out) as { name: string; state: string }[];
    expect(states.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(states.map(({ state }) => state)).toEqual(names.map(() => "same"));
});

it("are exported into files of their own", async () => {
    const folder = join(here.folder, "exported");
    expect((await run("export", folder)).code).toBe(0);
    expect(readdirSync(folder)).toHaveLength(names.length + 1);
});
