/**
 * Three-way comparison of scripts: what was last synced (base), what is in the workspace (local), what the backend has
 * (remote). Pure: it says what each script needs, and never decides where an edit of either side would be lost.
 */

/** What is compared of a script, each field by itself. */
export interface Content {
    readonly name: string;
    readonly description: string;
    readonly text: string;
}

export interface BaseScript extends Content {
    readonly id: string;
    /** Path from the workspace's root. */
    readonly file: string;
    /** The server's time of the last synced version. */
    readonly updatedAt: string;
}

export interface LocalScript extends Content {
    readonly file: string;
}

export interface RemoteScript extends Content {
    readonly id: string;
    readonly language: string;
    readonly updatedAt: string;
}

/** How the two sides stand; `foreign` is a script of another language, shown and kept. */
export type SyncState =
    | "same"
    | "changedHere"
    | "changedThere"
    | "changedBoth"
    | "conflict"
    | "onlyHere"
    | "onlyThere"
    | "deletedHere"
    | "deletedThere"
    | "gone"
    | "foreign";

/**
 * What is written. `adopt` only notes that both are the same; `merge` writes both sides, each with the other's changes in
 * different fields; `none` leaves both as they are; `renew` makes a renamed script again under its new name and deletes the
 * old one, where the backend can't change a name (its id is then another one).
 */
export type SyncAction =
    | "none"
    | "adopt"
    | "push"
    | "pull"
    | "merge"
    | "create"
    | "fetch"
    | "renew"
    | "deleteRemote"
    | "deleteLocal"
    | "forget";

export interface PlanItem {
    /** The same for the same script in every plan. */
    readonly key: string;
    readonly name: string;
    readonly base: BaseScript | undefined;
    readonly local: LocalScript | undefined;
    readonly remote: RemoteScript | undefined;
    readonly state: SyncState;
    /** What loses nothing; `none` where a person must choose. */
    readonly action: SyncAction;
    /** What a person may choose instead. */
    readonly choices: readonly SyncAction[];
    /** The content of both sides after `merge`, `push`, `renew`, `pull`, `create` or `fetch`; undefined for the rest. */
    readonly merged: Content | undefined;
}

export interface PlanInput {
    readonly base: readonly BaseScript[];
    readonly local: readonly LocalScript[];
    readonly remote: readonly RemoteScript[];
    /** The backend changes a script's name by its id; true where it is not given. */
    readonly canRename?: boolean;
}

type Sides = Pick<PlanItem, "base" | "local" | "remote">;

/** One item a script, by name. */
export function plan({ base, local, remote, canRename = true }: PlanInput): PlanItem[] {
    return pair(base, local, remote)
        .map((sides) => item(sides, canRename))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1));
}

/** Pairs by id and file of the base, then what is left by name. */
function pair(base: readonly BaseScript[], local: readonly LocalScript[], remote: readonly RemoteScript[]): Sides[] {
    const files = new Map(local.map((script) => [script.file, script]));
    const ids = new Map(remote.map((script) => [script.id, script]));
    const sides: Sides[] = base.map((script) => ({ base: script, local: take(files, script.file), remote: take(ids, script.id) }));
    const restByName = new Map<string, RemoteScript>();
    const doubled: RemoteScript[] = [];
    for (const script of ids.values()) {
        if (restByName.has(script.name)) doubled.push(script);
        else restByName.set(script.name, script);
    }
    // A script that was deleted there and made again under its name has another id; one moved here has another file.
    const named = sides.map((side): Sides => {
        const script = side.base as BaseScript;
        const found = side.remote ?? take(restByName, script.name);
        const moved = side.local ?? takeFirst(files, (other) => other.name === script.name);
        return { base: script, local: moved, remote: found };
    });
    const open = named.map((side): Sides => {
        const { base: script, local: here, remote: there } = side;
        if (script === undefined || here !== undefined || there === undefined) return side;
        return { ...side, local: renamedFile(script, named, files, restByName) };
    });
    const unsynced = [...files.values()].map(
        (script): Sides => ({ base: undefined, local: script, remote: take(restByName, script.name) }),
    );
    const there = [...restByName.values(), ...doubled].map((script): Sides => ({ base: undefined, local: undefined, remote: script }));
    return [...open, ...unsynced, ...there];
}

/** The file that a script was renamed to here: the only new one with its text, where no other script can be meant. */
function renamedFile(
    script: BaseScript,
    sides: readonly Sides[],
    files: Map<string, LocalScript>,
    stored: ReadonlyMap<string, RemoteScript>,
): LocalScript | undefined {
    const sameText = (other: Content): boolean => other.text === script.text;
    const candidates = [...files.values()].filter((other) => sameText(other) && !stored.has(other.name));
    const rivals = sides.filter(
        ({ base, local, remote }) => local === undefined && remote !== undefined && base !== undefined && sameText(base),
    );
    const [only] = candidates;
    if (script.text.trim() === "" || candidates.length !== 1 || rivals.length !== 1 || only === undefined) return undefined;
    return take(files, only.file);
}

function take<K, V>(map: Map<K, V>, key: K): V | undefined {
    const value = map.get(key);
    map.delete(key);
    return value;
}

function takeFirst<K, V>(map: Map<K, V>, holds: (value: V) => boolean): V | undefined {
    for (const [key, value] of map) {
        if (holds(value)) return take(map, key);
    }
    return undefined;
}

function item(sides: Sides, canRename: boolean): PlanItem {
    const { base, local, remote } = sides;
    const name = local?.name ?? remote?.name ?? base?.name ?? "";
    const key = base?.id ?? remote?.id ?? `file:${local?.file ?? ""}`;
    const decide = (state: SyncState, action: SyncAction, choices: readonly SyncAction[] = [], merged?: Content): PlanItem => ({
        ...sides,
        key,
        name,
        state,
        action,
        choices,
        merged,
    });
    if (remote !== undefined && remote.language !== "flux") return decide("foreign", "none");
    if (local === undefined && remote === undefined) return decide("gone", "forget");
    if (local === undefined) return onlyRemote(base, remote as RemoteScript, decide);
    if (remote === undefined) return onlyLocal(base, local, decide);
    if (sameContent(local, remote))
        return decide(
            "same",
            base !== undefined && sameContent(base, local) && base.id === remote.id ? "none" : "adopt",
            [],
            content(local),
        );
    if (base === undefined) return decide("conflict", "none", ["push", "pull"]);
    return bothPresent(base, local, remote, canRename, decide);
}

type Decide = (state: SyncState, action: SyncAction, choices?: readonly SyncAction[], merged?: Content) => PlanItem;

function onlyRemote(base: BaseScript | undefined, remote: RemoteScript, decide: Decide): PlanItem {
    if (base === undefined) return decide("onlyThere", "fetch", ["none"], content(remote));
    // Deleted here and unchanged there: deleting there still asks. Changed there: that change must not be lost.
    return sameContent(base, remote)
        ? decide("deletedHere", "none", ["deleteRemote", "fetch"])
        : decide("conflict", "none", ["fetch", "deleteRemote"]);
}

function onlyLocal(base: BaseScript | undefined, local: LocalScript, decide: Decide): PlanItem {
    if (base === undefined) return decide("onlyHere", "create", ["none"], content(local));
    return sameContent(base, local)
        ? decide("deletedThere", "none", ["deleteLocal", "create"])
        : decide("conflict", "none", ["create", "deleteLocal"]);
}

function bothPresent(base: BaseScript, local: LocalScript, remote: RemoteScript, canRename: boolean, decide: Decide): PlanItem {
    const merged = mergeFields(base, local, remote);
    // To write the name of this side, the other script must go: never without a choice.
    const write = canRename || local.name === remote.name ? "push" : "renew";
    if (merged === undefined) return decide("conflict", "none", [write, "pull"]);
    if (write === "renew" && merged.name === local.name)
        return decide(sameContent(merged, local) ? "changedHere" : "changedBoth", "none", ["renew", "pull"], merged);
    if (sameContent(merged, local)) return decide("changedHere", "push", ["none", "pull"], merged);
    if (sameContent(merged, remote)) return decide("changedThere", "pull", ["none", write], merged);
    return decide("changedBoth", "merge", ["none", write, "pull"], merged);
}

/** Each field from the side that changed it; undefined when both changed one field to different values. */
function mergeFields(base: Content, local: Content, remote: Content): Content | undefined {
    const merged = { name: "", description: "", text: "" };
    for (const field of ["name", "description", "text"] as const) {
        if (local[field] === remote[field] || remote[field] === base[field]) merged[field] = local[field];
        else if (local[field] === base[field]) merged[field] = remote[field];
        else return undefined;
    }
    return merged;
}

export function sameContent(a: Content, b: Content): boolean {
    return a.name === b.name && a.description === b.description && a.text === b.text;
}

function content({ name, description, text }: Content): Content {
    return { name, description, text };
}
