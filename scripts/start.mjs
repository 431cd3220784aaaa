// `npm start`: builds, starts the local backend with sample data, opens VS Code with the extension on a sample workspace.
//
// --headless  opens no window: prints the URLs, invokes one example and prints its table, stays up until Ctrl-C
// --once      with --headless: ends after that
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { node, root } from "./lib/process.mjs";
import { cacheFolder, freePort, startVsCodeServer, writeUserSettings } from "./lib/vscode.mjs";

const cli = join(root, "packages/cli/dist/main.js");
const workspace = join(root, "samples/workspace");
const example = { name: "sensor-mean", preset: "last day" };

/** What the served VS Code keeps, and what the backend keeps unless something else names its folder. */
const keptFolder = process.env.FLUX_SCRIPTS_START || join(cacheFolder(), "start");

/** Of its own, so that trying things out touches nothing that a person keeps. The extension looks there as well. */
const dataFolder = process.env.FLUX_SCRIPTS_DATA || join(keptFolder, "backend");

/** A port that people remember, unless something else has it. */
const backendPort = 8086;

const { values: options } = parseArgs({
    options: { headless: { type: "boolean", default: false }, once: { type: "boolean", default: false } },
});

/** @type {(() => Promise<void> | void)[]} what to end, last started first */
const running = [];

/** From the first moment on, so that nothing that was started stays behind. */
const interrupted = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, resolve);
});

async function main() {
    step("building");
    await build();
    step("starting the local backend with sample data");
    const backend = await startBackend();
    process.stdout.write(`backend   ${backend.url}\ntoken     ${backend.token}\n`);

    const code = options.headless ? undefined : desktopCode();
    if (code === undefined) {
        const url = await serveVsCode();
        process.stdout.write(`VS Code   ${url}\n`);
        if (!options.headless) openInBrowser(url);
    } else {
        openDesktop(code);
        process.stdout.write(`VS Code   opened on ${workspace}\n`);
    }
    if (options.headless) {
        const status = await invokeExample(backend);
        if (status !== 0) throw new Error(`invoking ${example.name} ended with ${status}`);
        if (options.once) return;
    }
    process.stdout.write("Ctrl-C ends it.\n");
    await interrupted;
}

function step(text) {
    process.stderr.write(`${text} …\n`);
}

/**
 * The backend of the data folder: the one that runs, or a new one.
 *
 * @returns {Promise<{ url: string, token: string, org: string }>}
 */
async function startBackend() {
    const present = await runningBackend();
    if (present !== undefined) return present;
    const port = (await isFree(backendPort)) ? backendPort : 0;
    if (port === 0) process.stderr.write(`port ${backendPort} is in use; the backend takes another\n`);
    const child = spawn(process.execPath, [cli, "serve", "--json", "--sample", `--port=${port}`, `--data=${dataFolder}`], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    running.push(async () => {
        child.kill("SIGTERM");
        await ended;
    });
    const line = await Promise.race([firstLine(child.stdout), ended.then(() => undefined)]);
    if (line === undefined) throw new Error("the backend did not start");
    return JSON.parse(line);
}

/** One that an earlier `npm start`, or a window that it opened, has left running. */
async function runningBackend() {
    try {
        const found = JSON.parse(await readFile(join(dataFolder, "service.json"), "utf8"));
        const response = await fetch(`${found.url}/api/v2/buckets`, { headers: { Authorization: `Token ${found.token}` } });
        await response.body?.cancel();
        return response.ok ? found : undefined;
    } catch {
        return undefined;
    }
}

async function firstLine(stream) {
    for await (const line of createInterface({ input: stream })) return line;
    return undefined;
}

async function isFree(port) {
    const { createServer } = await import("node:net");
    return new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => resolve(false));
        server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
}

/** Path of the desktop VS Code's command, where there is one. */
function desktopCode() {
    const names = process.platform === "win32" ? ["code.cmd"] : ["code"];
    const folders = (process.env.PATH ?? "").split(delimiter);
    if (process.platform === "darwin") folders.push("/Applications/Visual Studio Code.app/Contents/Resources/app/bin");
    return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

function openDesktop(code) {
    const args = ["--new-window", `--extensionDevelopmentPath=${root}`, workspace];
    spawn(code, args, {
        stdio: "ignore",
        detached: true,
        shell: process.platform === "win32",
        env: { ...process.env, FLUX_SCRIPTS_DATA: dataFolder },
    }).unref();
}

/** Serves VS Code with the extension from this folder; answers the URL with its connection token. */
async function serveVsCode() {
    const [serverFolder, extensionsFolder] = [join(keptFolder, "vscode"), join(keptFolder, "extensions")];
    const { publisher, name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    await rm(extensionsFolder, { recursive: true, force: true });
    await mkdir(extensionsFolder, { recursive: true });
    await symlink(root, join(extensionsFolder, `${publisher}.${name}-${version}`), "junction");
    await writeUserSettings(serverFolder, {
        "workbench.startupEditor": "none",
        "workbench.secondarySideBar.defaultVisibility": "hidden",
        "chat.disableAIFeatures": true,
        "telemetry.telemetryLevel": "off",
    });
    const connectionToken = randomBytes(24).toString("hex");
    const server = await startVsCodeServer({
        dataFolder: serverFolder,
        extensionsFolder,
        connectionToken,
        port: await freePort(),
        env: { FLUX_SCRIPTS_DATA: dataFolder },
    });
    running.push(server.stop);
    return `${server.url}&folder=${encodeURIComponent(workspace)}`;
}

function openInBrowser(url) {
    const [command, ...args] = { darwin: ["open"], win32: ["rundll32", "url.dll,FileProtocolHandler"] }[process.platform] ?? ["xdg-open"];
    // Without a desktop there is nothing that opens it; the URL has been printed.
    execFile(command, [...args, url], () => {});
}

async function invokeExample(backend) {
    const settings = JSON.parse(await readFile(join(workspace, "flux-scripts.json"), "utf8"));
    const params = settings.scripts[example.name].presets[example.preset];
    process.stdout.write(`\n${example.name} ${JSON.stringify(params)}\n`);
    const args = [cli, "invoke", example.name, "--params", JSON.stringify(params), "--format", "table"];
    return node(args, { env: { INFLUX_HOST: backend.url, INFLUX_TOKEN: backend.token, INFLUX_ORG: backend.org } });
}

async function stopAll() {
    for (const stop of running.splice(0).reverse()) await stop();
}

try {
    await Promise.race([main(), interrupted]);
} catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
}
await stopAll();
process.exit();
