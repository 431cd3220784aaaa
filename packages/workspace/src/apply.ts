/** Carries out what a plan says, one script after the other, through ports; nothing is written over an unseen edit. */
import type { NewScript, Script, ScriptChange } from "@flux-scripts/scripts-api";
import { type BaseScript, type Content, type LocalScript, type PlanItem, type RemoteScript, sameContent, type SyncAction } from "./plan.ts";

/** The backend, as `ScriptsBackend` has it. */
export interface RemotePort {
    get(id: string): Promise<Script | undefined>;
    find(name: string): Promise<Script | undefined>;
    create(script: NewScript): Promise<Script>;
    update(id: string, change: ScriptChange): Promise<Script>;
    delete(id: string): Promise<void>;
}

/** The workspace's files. */
export interface LocalPort {
    /** The script of a file as it is now; undefined when there is none. */
    read(file: string): Promise<LocalScript | undefined>;
    /** Writes text, and name and description where the text alone does not give them. `file` undefined: a new one. */
    write(file: string | undefined, content: Content): Promise<LocalScript>;
    remove(file: string): Promise<void>;
    /** Keeps a text that is about to go, outside git; answers where, for people. */
    backup(name: string, text: string): Promise<string>;
}

/** The last synced state of one connection. */
export interface BasePort {
    put(script: BaseScript): Promise<void>;
    remove(id: string): Promise<void>;
}

export interface Ports {
    readonly remote: RemotePort;
    readonly local: LocalPort;
    readonly base: BasePort;
}

export interface Applied {
    readonly item: PlanItem;
    readonly action: SyncAction;
    /** `raced`: a side had changed since the plan was made, and was left as it is. */
    readonly outcome: "done" | "raced" | "failed";
    /** For `failed`: what the port said. */
    readonly error?: unknown;
    /** Where a text that was removed is kept. */
    readonly backup?: string;
    /** The script's file afterwards. */
    readonly file?: string;
}

class Raced extends Error {}

/**
 * Does each item's action (or the one that `chosen` gives for its key). The base of a script is written as soon as both
 * sides hold the same, so that a crash at any point leaves a state from which the next plan goes on. A failure of one
 * script does not stop the others.
 */
export async function apply(
    items: readonly PlanItem[],
    ports: Ports,
    chosen: ReadonlyMap<string, SyncAction> = new Map(),
): Promise<Applied[]> {
    const done: Applied[] = [];
    for (const item of items) {
        const action = chosen.get(item.key) ?? item.action;
        if (action === "none") continue;
        try {
            done.push({ item, action, outcome: "done", ...(await carryOut(action, item, ports)) });
        } catch (error) {
            done.push(error instanceof Raced ? { item, action, outcome: "raced" } : { item, action, outcome: "failed", error });
        }
    }
    return done;
}

async function carryOut(action: SyncAction, item: PlanItem, ports: Ports): Promise<Pick<Applied, "backup" | "file">> {
    const { local, remote, base } = item;
    switch (action) {
        case "push":
            return local === undefined ? {} : push(item, local, ports);
        case "create":
            return local === undefined ? {} : create(item, local, ports);
        case "merge":
            return local === undefined || item.merged === undefined ? {} : push(item, { ...item.merged, file: local.file }, ports);
        case "renew":
            return local === undefined ? {} : renew(item, { ...renewed(item, local), file: local.file }, ports);
        case "pull":
        case "fetch":
            return remote === undefined ? {} : pull(item, remote, ports);
        case "adopt":
            if (local !== undefined && remote !== undefined) await note(item, local, remote, ports);
            return {};
        case "forget":
            if (base !== undefined) await ports.base.remove(base.id);
            return {};
        case "deleteLocal":
            return local === undefined ? {} : deleteLocal(item, local, ports);
        case "deleteRemote":
            return remote === undefined ? {} : deleteRemote(item, remote, ports);
        case "none":
            return {};
    }
}

async function push(item: PlanItem, wanted: LocalScript, ports: Ports): Promise<Pick<Applied, "file" | "backup">> {
    const { remote } = item;
    if (remote === undefined) return create(item, wanted, ports);
    const now = await seenRemote(remote, ports);
    await seenLocal(item, ports);
    const lost = await keep(item, remote, wanted, ports);
    const change = differences(now, wanted);
    const script = Object.keys(change).length === 0 ? now : remoteOf(await ports.remote.update(remote.id, change));
    const file =
        item.local !== undefined && sameContent(item.local, wanted) ? wanted.file : (await ports.local.write(wanted.file, wanted)).file;
    await note(item, { ...wanted, file }, script, ports);
    return { file, ...(lost === undefined ? {} : { backup: lost }) };
}

async function create(item: PlanItem, wanted: LocalScript, ports: Ports): Promise<Pick<Applied, "file">> {
    await seenLocal(item, ports);
    const there = await ports.remote.find(wanted.name);
    // Made by someone else since, or by us before a crash.
    if (there !== undefined && !sameContent(contentOf(there), wanted)) throw new Raced();
    const script = there ?? (await ports.remote.create({ name: wanted.name, description: wanted.description, script: wanted.text }));
    await note(item, wanted, remoteOf(script), ports);
    return { file: wanted.file };
}

/** Under the name of this side, with the other side's changes where they don't touch the name. */
function renewed({ merged }: PlanItem, local: LocalScript): Content {
    return merged?.name === local.name ? merged : local;
}

/** The new one is there and noted before the old one goes: after a crash in between there are two, never none. */
async function renew(item: PlanItem, wanted: LocalScript, ports: Ports): Promise<Pick<Applied, "file" | "backup">> {
    const { remote } = item;
    if (remote === undefined) return create(item, wanted, ports);
    const old = await seenRemote(remote, ports);
    const backup = await ports.local.backup(old.name, old.text);
    const { file } = await create(item, wanted, ports);
    if (item.local !== undefined && !sameContent(item.local, wanted)) await ports.local.write(wanted.file, wanted);
    await ports.remote.delete(old.id);
    return { backup, ...(file === undefined ? {} : { file }) };
}

async function pull(item: PlanItem, remote: RemoteScript, ports: Ports): Promise<Pick<Applied, "file" | "backup">> {
    const now = await seenRemote(remote, ports);
    await seenLocal(item, ports);
    const { local } = item;
    // The API has no lock: another's write may have replaced ours unseen between its check and its write. So what a pull
    // replaces is kept even where it was synced before.
    const replaced = local !== undefined && local.text !== now.text;
    const lost = replaced ? await ports.local.backup(local.name, local.text) : undefined;
    const written = await ports.local.write(local?.file, now);
    await note(item, { ...now, file: written.file }, now, ports);
    return { file: written.file, ...(lost === undefined ? {} : { backup: lost }) };
}

async function deleteLocal(item: PlanItem, local: LocalScript, ports: Ports): Promise<Pick<Applied, "backup">> {
    await seenLocal(item, ports);
    const backup = await ports.local.backup(local.name, local.text);
    await ports.local.remove(local.file);
    if (item.base !== undefined) await ports.base.remove(item.base.id);
    return { backup };
}

async function deleteRemote(item: PlanItem, remote: RemoteScript, ports: Ports): Promise<Pick<Applied, "backup">> {
    const now = await seenRemote(remote, ports);
    const backup = await ports.local.backup(now.name, now.text);
    await ports.remote.delete(remote.id);
    // A file that stays is known as one whose script was deleted: the next plan must not make it again by itself.
    if (item.base !== undefined && item.local === undefined) await ports.base.remove(item.base.id);
    return { backup };
}

/** Backs up a text that is about to be replaced and that the other side has never seen. */
async function keep(item: PlanItem, replaced: Content | undefined, by: Content, ports: Ports): Promise<string | undefined> {
    if (replaced === undefined || replaced.text === by.text || replaced.text === item.base?.text) return undefined;
    return ports.local.backup(replaced.name, replaced.text);
}

/** The remote script as it is now; a race when it is not what the plan saw. */
async function seenRemote(remote: RemoteScript, ports: Ports): Promise<RemoteScript> {
    const script = await ports.remote.get(remote.id);
    if (script === undefined || !sameContent(contentOf(script), remote) || !sameTime(script.updatedAt, remote.updatedAt)) throw new Raced();
    return remoteOf(script);
}

/** A list may give a time with other digits than a single script. */
function sameTime(a: string, b: string): boolean {
    return a === b || Date.parse(a) === Date.parse(b);
}

async function seenLocal(item: PlanItem, ports: Ports): Promise<void> {
    if (item.local === undefined) return;
    const local = await ports.local.read(item.local.file);
    if (local === undefined || !sameContent(local, item.local)) throw new Raced();
}

async function note(item: PlanItem, local: LocalScript, remote: RemoteScript, ports: Ports): Promise<void> {
    if (item.base !== undefined && item.base.id !== remote.id) await ports.base.remove(item.base.id);
    const { id, name, description, text, updatedAt } = remote;
    await ports.base.put({ id, name, description, text, updatedAt, file: local.file });
}

function differences(remote: Content, wanted: Content): ScriptChange {
    return {
        ...(remote.name === wanted.name ? {} : { name: wanted.name }),
        ...(remote.description === wanted.description ? {} : { description: wanted.description }),
        ...(remote.text === wanted.text ? {} : { script: wanted.text }),
    };
}

function contentOf({ name, description, script }: Script): Content {
    return { name, description, text: script };
}

/** A script of the API as the plan compares it. */
export function remoteOf(script: Script): RemoteScript {
    return { ...contentOf(script), id: script.id, language: script.language, updatedAt: script.updatedAt };
}
