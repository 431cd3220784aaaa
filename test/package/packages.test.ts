import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "flux-scripts-package-"));
const shell = process.platform === "win32";

/** npm's own settings of the run around us would send it to this repository. */
const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key)));

beforeAll(() => {
    execFileSync(process.execPath, ["scripts/package.mjs", "--out", folder], { cwd: root, stdio: "pipe" });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the packed command line", () => {
    const place = join(folder, "user");
    const run = (...args: string[]) => promisify(execFile)(join(place, "node_modules/.bin/flux-scripts"), args, { cwd: place, env, shell });

    beforeAll(() => {
        execFileSync(
            "npm",
            ["install", "--prefix", place, "--offline", "--no-audit", "--no-fund", join(folder, "flux-scripts-cli-0.1.0.tgz")],
            {
                env,
                shell,
                stdio: "pipe",
            },
        );
        writeFileSync(join(place, "good.flux"), 'import "array"\n\narray.from(rows: [{a: params.n + 1}])\n');
        writeFileSync(join(place, "bad.flux"), "x = 1 + \n");
    }, 120_000);

    it("installs without any other package", () => {
        expect(existsSync(join(place, "node_modules/@flux-scripts/cli/dist/main.js"))).toBe(true);
        expect(existsSync(join(place, "node_modules/hono"))).toBe(false);
    });

    it("says its version", async () => {
        expect((await run("--version")).stdout.trim()).toBe("0.1.0");
    });

    it("checks a script", async () => {
        expect(JSON.parse((await run("check", "--json", "good.flux")).stdout)).toEqual([{ file: "good.flux", diagnostics: [] }]);
        await expect(run("check", "bad.flux")).rejects.toMatchObject({ code: 1 });
    });

    it("runs a script with params", async () => {
        const { stdout } = await run("run", "good.flux", "--params", '{"n":9007199254740992}', "--format", "csv");
        expect(stdout).toContain(",,0,9007199254740993\r\n");
    });
});

describe("the packed extension", () => {
    /** Files in a zip with their unpacked sizes in bytes, from its central directory. */
    const entries = (path: string): ReadonlyMap<string, number> => {
        const bytes = readFileSync(path);
        const sizes = new Map<string, number>();
        for (let at = bytes.indexOf("PK\u0001\u0002", 0, "latin1"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 46, "latin1")) {
            sizes.set(bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28)), bytes.readUInt32LE(at + 24));
        }
        return sizes;
    };

    it("has the bundles, undici and the backend, and neither sources nor tests", () => {
        const files = [...entries(join(folder, "flux-scripts-0.1.0.vsix")).keys()];
        for (const name of [
            "extension/dist/client/extension.js",
            "extension/dist/client/language-client.js",
            "extension/dist/client/language-client-web.js",
            "extension/dist/client/columnar-web.js",
            "extension/dist/client/web.js",
            "extension/dist/client/node_modules/undici/index.js",
            "extension/dist/server/main.js",
            "extension/dist/server/web.js",
            "extension/packages/cli/dist/main.js",
            "extension/packages/cli/dist/storage-worker.js",
            "extension/packages/cli/dist/query-worker.js",
            "extension/packages/cli/dist/node-sqlite3-wasm.wasm",
        ]) {
            expect(files).toContain(name);
        }
        expect(files.filter((name) => !name.includes("/undici/") && /\.(ts|map)$|\.test\./.test(name))).toEqual([]);
    });

    it("activates with little code: the language client and all pages come later", () => {
        const sizes = entries(join(folder, "flux-scripts-0.1.0.vsix"));
        for (const name of ["extension.js", "web.js"]) expect(sizes.get(`extension/dist/client/${name}`)).toBeLessThan(350_000);
    });
});
