/** The workspace's files and the last synced state, as `apply` of the workspace package writes them. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { NotFoundError, type ScriptsBackend } from "@flux-scripts/scripts-api";
import {
    assignFileNames,
    type BasePort,
    type BaseScript,
    configFileName,
    type Content,
    editConfig,
    fileNameOf,
    leadingComment,
    type LocalPort,
    type LocalScript,
    type Ports,
    readConfig,
    readState,
    renameEntry,
    type RemotePort,
    scriptNameOf,
    stateFileOf,
    stateFolder,
    writeState,
} from "@flux-scripts/workspace";
import type { Connection } from "../connection/open.ts";
import type { Target } from "../connection/target.ts";
import { localScript, type Workspace } from "./workspace.ts";

export function portsOf({ target, backend }: Connection, workspace: Workspace): Ports {
    return { remote: remotePort(backend), local: new LocalFiles(workspace), base: new StateFile(workspace, target) };
}

/** What was last synced with this connection. */
export function readBase({ target }: Connection, workspace: Workspace): BaseScript[] {
    return new StateFile(workspace, target).read();
}

function remotePort(backend: ScriptsBackend): RemotePort {
    return {
        get: async (id) => {
            try {
                return await backend.get(id);
            } catch (error) {
                if (error instanceof NotFoundError) return undefined;
                throw error;
            }
        },
        find: (name) => backend.find(name),
        create: (script) => backend.create(script),
        update: (id, change) => backend.update(id, change),
        delete: (id) => backend.delete(id),
    };
}

class LocalFiles implements LocalPort {
    private readonly workspace: Workspace;

    constructor(workspace: Workspace) {
        this.workspace = workspace;
    }

    async read(file: string): Promise<LocalScript | undefined> {
        const path = join(this.workspace.folder, file);
        return existsSync(path) ? localScript(this.current(), file, readFileSync(path, "utf8")) : undefined;
    }

    async write(file: string | undefined, content: Content): Promise<LocalScript> {
        const place = file ?? this.freeFile(content.name);
        writeWhole(join(this.workspace.folder, place), content.text);
        this.noteInConfig(place, content);
        return { ...content, file: place };
    }

    async remove(file: string): Promise<void> {
        rmSync(join(this.workspace.folder, file), { force: true });
    }

    async backup(name: string, text: string): Promise<string> {
        const folder = join(ownFolder(this.workspace), "backup");
        const stem = fileNameOf(name).slice(0, -".flux".length);
        // Two texts of one name may go in the same moment.
        const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
        const path = join(folder, `${stem}.${new Date().toISOString().replace(/[:.]/g, "-")}.${digest}.flux`);
        writeWhole(path, text);
        return path;
    }

    /** flux-scripts.json may have been changed by an earlier write of the same command. */
    private current(): Workspace {
        const path = join(this.workspace.root, configFileName);
        return existsSync(path) ? { ...this.workspace, config: readConfig(readFileSync(path, "utf8")).config } : this.workspace;
    }

    /** None that is there, also for a file system that ignores case: the folder may be checked out on one. */
    private freeFile(name: string): string {
        const { folder } = this.workspace;
        const taken = existsSync(folder) ? readdirSync(folder) : [];
        return assignFileNames([name], taken).get(name) ?? fileNameOf(name);
    }

    /** What the file and its text don't say by themselves goes to flux-scripts.json: the name, a description of its own. */
    private noteInConfig(file: string, content: Content): void {
        const seen = localScript(this.current(), file, content.text);
        if (seen.name === content.name && seen.description === content.description) return;
        const path = join(this.workspace.root, configFileName);
        let text = existsSync(path) ? readFileSync(path, "utf8") : "";
        if (seen.name !== content.name || scriptNameOf(file) !== content.name) {
            text = renameEntry(text, seen.name, content.name, scriptNameOf(file) === content.name ? undefined : file);
        }
        if (leadingComment(content.text) !== content.description) {
            text = editConfig(text, ["scripts", content.name, "description"], JSON.stringify(content.description));
        } else if (seen.description !== content.description) {
            text = editConfig(text, ["scripts", content.name, "description"], undefined);
        }
        writeWhole(path, text);
    }
}

/** The extension reads and writes the same file: paths are from the workspace's root, and a local backend has one name. */
class StateFile implements BasePort {
    private readonly path: string;
    private readonly workspace: Workspace;
    /** Of the scripts' folder below the root, with a slash at its end; empty where they are one. */
    private readonly below: string;

    constructor(workspace: Workspace, { kind, url, org }: Target) {
        this.workspace = workspace;
        const file = kind === "local" ? stateFileOf("local", "local") : stateFileOf(url, org);
        this.path = join(workspace.root, stateFolder, file);
        const below = relative(workspace.root, workspace.folder).split(sep).join("/");
        this.below = below === "" ? "" : `${below}/`;
    }

    read(): BaseScript[] {
        return this.load().map((script) => ({
            ...script,
            file: script.file.startsWith(this.below) ? script.file.slice(this.below.length) : script.file,
        }));
    }

    async put(script: BaseScript): Promise<void> {
        this.save([...this.load().filter(({ id }) => id !== script.id), { ...script, file: `${this.below}${script.file}` }]);
    }

    async remove(id: string): Promise<void> {
        this.save(this.load().filter((script) => script.id !== id));
    }

    private load(): BaseScript[] {
        return existsSync(this.path) ? readState(readFileSync(this.path, "utf8")) : [];
    }

    private save(scripts: readonly BaseScript[]): void {
        ownFolder(this.workspace);
        writeWhole(this.path, writeState(scripts), 0o600);
    }
}

/** `.flux-scripts`, which keeps itself out of git. */
function ownFolder(workspace: Workspace): string {
    const folder = join(workspace.root, stateFolder);
    const ignore = join(folder, ".gitignore");
    if (!existsSync(ignore)) writeWhole(ignore, "*\n");
    return folder;
}

/** Writes beside and renames, so that a crash leaves the old file or the new one. A file's mode stays, a link is followed. */
export function writeWhole(path: string, text: string, mode = 0o666): void {
    mkdirSync(dirname(path), { recursive: true });
    const before = statSync(path, { throwIfNoEntry: false });
    const target = before === undefined ? path : realpathSync(path);
    const temporary = `${target}.${process.pid}.tmp`;
    writeFileSync(temporary, text, { mode: before === undefined ? mode : before.mode & 0o777 });
    renameSync(temporary, target);
}
