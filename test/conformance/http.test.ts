/** The recorded exchanges and the contract of the scripts API against a started backend, by their own runners. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { startTestBackend, type TestBackend } from "../backend/support.ts";
import { defineConformance } from "./support/known-failures.ts";

const http = fileURLToPath(new URL("http/", import.meta.url));
const readToken = "read-only";

/** Backends of their own: some cases want one without any other script. */
const started: Promise<TestBackend>[] = [];

afterAll(async () => {
    for (const backend of started) await (await backend).stop();
});

/** Case → why it fails, from the lines that a runner prints. */
async function failures(tool: string, more: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const starting = startTestBackend({ readToken });
    started.push(starting);
    const { url, token, org } = await starting;
    const args = [`${http}${tool}`, "--url", url, "--token", token, "--org", org, "--check", ...more];
    const output = await new Promise<string>((resolve) => {
        execFile(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
    if (!/^\d+ passed, \d+ failed/m.test(output)) throw new Error(`the runner broke off: ${output.slice(-2000)}`);
    const found = new Map<string, string>();
    for (const [, name, reason] of output.matchAll(/^FAIL (\S+?): ([^]*?)(?=\nFAIL |\n\d+ passed)/gm))
        found.set(name as string, reason as string);
    return found;
}

function lazily<T>(work: () => Promise<T>): () => Promise<T> {
    let done: Promise<T> | undefined;
    return () => (done ??= work());
}

function namesIn(folder: string, extension: string): string[] {
    return readdirSync(`${http}${folder}`)
        .filter((file) => file.endsWith(extension))
        .map((file) => `${folder.split("/").at(-1)}/${file.slice(0, -extension.length)}`)
        .sort();
}

const recorded = lazily(() => failures("tools/record.mjs", []));
defineConformance("http", [...namesIn("api", ".json"), ...namesIn("queries", ".flux")], async (name) => (await recorded()).get(name));

const contract = lazily(() => failures("scripts/tools/record.mjs", ["--read-token", readToken, "--sleep-scale", "0.02"]));
defineConformance("http-scripts", namesIn("scripts/api", ".json"), async (name) => (await contract()).get(name));
