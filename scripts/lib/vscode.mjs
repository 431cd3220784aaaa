// A real VS Code and a browser, both from npm packages, kept in a cache outside the checkout.
//
// `code-server` ships VS Code's own server with the workbench; only that server is used. Its dependencies are installed
// without their install scripts: the native modules that are missing then only log errors.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { npm } from "./process.mjs";

const versions = { codeServer: "4.139.1", node: "24.21.0", chromium: "153.0.0", fonts: "2.37.3" };
const platform = process.platform === "win32" ? "win" : process.platform;

/** Where downloads are kept: `FLUX_SCRIPTS_CACHE`, else `~/.cache/flux-scripts`. */
export function cacheFolder() {
    return process.env.FLUX_SCRIPTS_CACHE || join(homedir(), ".cache", "flux-scripts");
}

/**
 * Makes the folder `name` of the cache with `fill` unless it is there, and answers its path. It appears only when it is
 * complete, so a run that was stopped, or two at the same time, leave nothing half-made.
 */
async function cached(name, fill) {
    const folder = join(cacheFolder(), name);
    if (existsSync(folder)) return folder;
    const unfinished = `${folder}.${process.pid}.part`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    try {
        await fill(unfinished);
        await rename(unfinished, folder);
    } catch (error) {
        await rm(unfinished, { recursive: true, force: true });
        if (!existsSync(folder)) throw error;
    }
    return folder;
}

async function installPackages(folder, dependencies) {
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
    await npmInstall(folder);
}

async function npmInstall(folder) {
    const args = ["install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];
    // npm would take the outer npm's folder and workspace settings for its own.
    const env = Object.fromEntries(
        Object.keys(process.env)
            .filter((key) => /^npm_(config|package|lifecycle)/.test(key))
            .map((key) => [key, undefined]),
    );
    const status = await npm(args, { cwd: folder, quiet: true, env });
    if (status !== 0) throw new Error(`npm install of VS Code or a browser ended with ${status}; the first run needs the package registry`);
}

/**
 * A VS Code server with its workbench, installed on first use (about 30 s and 850 MB).
 *
 * @returns {Promise<{ node: string, serverMain: string, root: string }>} the Node to run it with, its main script, its folder
 */
async function ensureVsCode() {
    const nodePackage = `node-${platform}-${process.arch}`;
    const ownNode = Number(process.versions.node.split(".")[0]) === 24;
    const folder = await cached(`vscode-${versions.codeServer}${ownNode ? "" : `-node-${versions.node}`}`, async (unfinished) => {
        process.stderr.write("installing a VS Code for the browser (once) …\n");
        await installPackages(unfinished, {
            "code-server": versions.codeServer,
            ...(ownNode ? {} : { [nodePackage]: versions.node }),
        });
        await npmInstall(join(unfinished, "node_modules/code-server/lib/vscode"));
    });
    const root = join(folder, "node_modules/code-server/lib/vscode");
    const node = ownNode ? process.execPath : join(folder, "node_modules", nodePackage, "bin", platform === "win" ? "node.exe" : "node");
    return { node, serverMain: join(root, "out/server-main.js"), root };
}

/**
 * A browser for tests: on Linux x64 a Chromium from npm, elsewhere (or where that does not start) an installed Chrome or
 * Edge, else playwright's own.
 *
 * @returns {Promise<{ executablePath?: string, channel?: string, args: string[], env?: Record<string, string> }>} launch options
 */
export async function ensureBrowser() {
    const named = process.env.FLUX_SCRIPTS_BROWSER;
    if (named) return { executablePath: named, args: ["--no-sandbox"] };
    if (process.platform === "linux" && process.arch === "x64") {
        const packed = await packedChromium();
        if (packed !== undefined) return packed;
    }
    return installedBrowser();
}

async function packedChromium() {
    const folder = await cached(`chromium-${versions.chromium}`, async (unfinished) => {
        process.stderr.write("installing a browser (once) …\n");
        await installPackages(unfinished, { "@sparticuz/chromium": versions.chromium, "dejavu-fonts-ttf": versions.fonts });
        await unpackChromium(unfinished);
    });
    await writeFile(join(folder, "fonts.conf"), fontsConfiguration(folder));
    const executablePath = join(folder, "chromium");
    // The package's own arguments make for one process in a lambda; a workbench needs more than one.
    const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"];
    const plain = { ...process.env, FONTCONFIG_FILE: join(folder, "fonts.conf") };
    const withLibraries = {
        ...plain,
        LD_LIBRARY_PATH: [join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH ?? ""].filter(Boolean).join(delimiter),
    };
    for (const env of [plain, withLibraries]) {
        const options = { executablePath, args, env };
        if (await starts(options)) return options;
    }
    return undefined;
}

/** Unpacks the package's archives into `folder`; it looks for a place in TMPDIR, and leaves out the libraries off AWS. */
async function unpackChromium(folder) {
    const script = [
        'import chromium from "@sparticuz/chromium";',
        'import { inflate } from "./node_modules/@sparticuz/chromium/build/lambdafs.js";',
        "await chromium.executablePath();",
        'await inflate("node_modules/@sparticuz/chromium/bin/al2023.tar.br");',
    ].join("\n");
    await writeFile(join(folder, "unpack.mjs"), script);
    await promisify(execFile)(process.execPath, ["unpack.mjs"], { cwd: folder, env: { ...process.env, TMPDIR: folder } });
}

/** A machine without fonts gets those of the packages; the interface and the editor look the same on every machine. */
function fontsConfiguration(folder) {
    const prefer = (family, font) => `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
    return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
    <dir>${join(folder, "fonts")}</dir>
    <dir>${join(folder, "node_modules/dejavu-fonts-ttf")}</dir>
    <dir>/usr/share/fonts</dir>
    <cachedir>${join(folder, "fonts-cache")}</cachedir>
    ${["sans-serif", "system-ui", "Ubuntu", "Droid Sans"].map((family) => prefer(family, "Open Sans")).join("\n    ")}
    ${["monospace", "Droid Sans Mono"].map((family) => prefer(family, "DejaVu Sans Mono")).join("\n    ")}
</fontconfig>
`;
}

async function starts(options) {
    const { chromium } = await import("playwright-core");
    try {
        await (await chromium.launch({ timeout: 30_000, ...options })).close();
        return true;
    } catch {
        return false;
    }
}

async function installedBrowser() {
    for (const channel of ["chrome", "msedge", "chromium"]) {
        if (await starts({ channel })) return { channel, args: [] };
    }
    const folder = join(cacheFolder(), "playwright");
    process.env.PLAYWRIGHT_BROWSERS_PATH = folder;
    const cli = fileURLToPath(new URL("../../node_modules/playwright-core/cli.js", import.meta.url));
    await promisify(execFile)(process.execPath, [cli, "install", "chromium", "--only-shell"], { env: process.env });
    return { args: [] };
}

/** A port on loopback that was free a moment ago. */
export function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

/**
 * Serves VS Code on loopback.
 *
 * @param {{
 *     dataFolder: string,
 *     extensionsFolder: string,
 *     connectionToken?: string,
 *     port?: number,
 *     args?: string[],
 *     env?: Record<string, string | undefined>,
 * }} options
 * @returns {Promise<{ url: string, port: number, stop(): Promise<void> }>} `url` has the token in it, where there is one
 */
export async function startVsCodeServer(options) {
    const { node, serverMain } = await ensureVsCode();
    const port = options.port ?? (await freePort());
    const token = options.connectionToken;
    const args = [
        serverMain,
        "--host=127.0.0.1",
        `--port=${port}`,
        ...(token === undefined ? ["--without-connection-token"] : [`--connection-token=${token}`]),
        "--accept-server-license-terms",
        `--server-data-dir=${options.dataFolder}`,
        `--extensions-dir=${options.extensionsFolder}`,
        "--telemetry-level=off",
        // On loopback packing costs more than it saves.
        "--disable-websocket-compression",
        "--disable-workspace-trust",
        ...(options.args ?? []),
    ];
    const child = spawn(node, args, { env: { ...serverEnvironment(), ...options.env }, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    const keep = (chunk) => {
        log = (log + chunk).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const url = `http://127.0.0.1:${port}/${token === undefined ? "" : `?tkn=${token}`}`;
    const stop = async () => {
        child.kill("SIGTERM");
        const forced = setTimeout(() => child.kill("SIGKILL"), 5_000);
        await ended;
        clearTimeout(forced);
    };
    const answered = untilAnswered(url);
    const first = await Promise.race([answered.then(() => "answered"), ended.then(() => "ended"), delay(60_000).then(() => "late")]);
    if (first !== "answered") {
        await stop();
        throw new Error(`the VS Code server ${first === "ended" ? "ended" : "did not answer within a minute"}:\n${log}`);
    }
    return { url, port, stop };
}

/** Settings of an editor or test runner around us would change how the server runs. */
function serverEnvironment() {
    const kept = Object.entries(process.env).filter(([key]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$|VITEST|npm_)/.test(key));
    return Object.fromEntries(kept);
}

async function untilAnswered(url) {
    for (;;) {
        try {
            const response = await fetch(url, { redirect: "manual" });
            await response.body?.cancel();
            if (response.status < 500) return;
        } catch {
            // Not listening yet.
        }
        await delay(100);
    }
}

function delay(milliseconds) {
    return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

/** Installs a `.vsix` into `extensionsFolder`, as a person would with `code --install-extension`. */
export async function installVsix(vsix, dataFolder, extensionsFolder) {
    const { node, serverMain } = await ensureVsCode();
    const args = [serverMain, "--accept-server-license-terms", `--server-data-dir=${dataFolder}`, `--extensions-dir=${extensionsFolder}`];
    await promisify(execFile)(node, [...args, "--install-extension", vsix, "--force"], { env: serverEnvironment() });
}

/** User settings of a VS Code served from `dataFolder`, as in settings.json. */
export async function writeUserSettings(dataFolder, settings) {
    const folder = join(dataFolder, "data", "Machine");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "settings.json"), JSON.stringify(settings, null, 4));
}
