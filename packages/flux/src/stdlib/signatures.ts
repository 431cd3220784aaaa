/**
 * The standard library's exports: types, defaults, versions and tags. A package's text is read when
 * it is first asked for, and the type of an export when that is.
 *
 * The text has a line `name : type` per export, then indented lines that belong to it: facts
 * (`flux` or `option` for how it is defined, builtin otherwise; `+0.7.0` introduced, `-0.172.0`
 * deprecated, `#tag`) and defaults (`parameter = value`).
 */
import { typeFromText } from "../types/text.ts";
import { ERROR, type PackageType, type Type } from "../types/type.ts";
import { CATALOGUE, PRELUDE } from "./catalogue.ts";

export interface ExportInfo {
    readonly name: string;
    /** Import path of its package. */
    readonly package: string;
    /** The type as recorded. */
    readonly typeText: string;
    readonly defined: "builtin" | "flux" | "option";
    /** Version of Flux that brought it, or that deprecated it. */
    readonly introduced?: string;
    readonly deprecated?: string;
    readonly tags: readonly string[];
    /** Text of the default values of optional parameters. */
    readonly defaults: ReadonlyMap<string, string>;
}

interface Entry extends ExportInfo {
    scheme?: Type;
}

function readPackage(path: string, text: string): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    let facts: string[] = [];
    let name = "";
    let typeText = "";
    const flush = (): void => {
        if (name !== "") {
            entries.set(name, readEntry(path, name, typeText, facts));
        }
    };
    for (const line of text.split("\n")) {
        if (line.startsWith("  ")) {
            facts.push(line.slice(2));
            continue;
        }
        flush();
        const colon = line.indexOf(" : ");
        name = line.slice(0, Math.max(colon, 0));
        typeText = line.slice(colon + 3);
        facts = [];
    }
    flush();
    return entries;
}

function readEntry(path: string, name: string, typeText: string, lines: readonly string[]): Entry {
    let defined: ExportInfo["defined"] = "builtin";
    let introduced: string | undefined;
    let deprecated: string | undefined;
    const tags: string[] = [];
    const defaults = new Map<string, string>();
    for (const line of lines) {
        const equals = /^([A-Za-z_]\w*) = (.*)$/.exec(line);
        if (equals !== null) {
            defaults.set(equals[1] ?? "", equals[2] ?? "");
            continue;
        }
        for (const word of line.split(" ")) {
            if (word.startsWith("+")) {
                introduced = word.slice(1);
            } else if (word.startsWith("-")) {
                deprecated = word.slice(1);
            } else if (word.startsWith("#")) {
                tags.push(word.slice(1).replace(/_/g, " "));
            } else if (word === "flux" || word === "option") {
                defined = word;
            }
        }
    }
    return { name, package: path, typeText, defined, introduced, deprecated, tags, defaults };
}

/** A package of the standard library, or one given as text, as a type. */
class TextPackage implements PackageType {
    readonly tag = "package";
    readonly path: string;
    private readonly entries: ReadonlyMap<string, Entry>;
    constructor(path: string, entries: ReadonlyMap<string, Entry>) {
        this.path = path;
        this.entries = entries;
    }
    member(name: string): Type | undefined {
        const entry = this.entries.get(name);
        if (entry === undefined) {
            return undefined;
        }
        entry.scheme ??= typeFromText(entry.typeText) ?? ERROR;
        return entry.scheme;
    }
    names(): readonly string[] {
        return [...this.entries.keys()];
    }
    info(name: string): ExportInfo | undefined {
        return this.entries.get(name);
    }
}

const loaded = new Map<string, TextPackage>();

function load(path: string): TextPackage | undefined {
    let found = loaded.get(path);
    if (found === undefined && Object.hasOwn(CATALOGUE, path)) {
        found = new TextPackage(path, readPackage(path, CATALOGUE[path]?.text ?? ""));
        loaded.set(path, found);
    }
    return found;
}

/** A package of the standard library by its import path. */
export function standardPackage(path: string): PackageType | undefined {
    return load(path);
}

/** Package of a type text per export, for packages outside the standard library. */
export function packageFromTexts(path: string, types: Readonly<Record<string, string>>): PackageType {
    const entries = new Map<string, Entry>();
    for (const [name, typeText] of Object.entries(types)) {
        entries.set(name, { name, package: path, typeText, defined: "flux", tags: [], defaults: new Map() });
    }
    return new TextPackage(path, entries);
}

/** The name a package is known by after `import "path"` without an alias. */
export function packageName(path: string): string {
    return (Object.hasOwn(CATALOGUE, path) ? CATALOGUE[path]?.name : undefined) ?? path.slice(path.lastIndexOf("/") + 1);
}

/** All import paths, sorted. */
export function standardPaths(): readonly string[] {
    return Object.keys(CATALOGUE);
}

/** What is known of an export; undefined when the package has no such name. */
export function exportInfo(path: string, name: string): ExportInfo | undefined {
    return load(path)?.info(name);
}

let prelude: ReadonlyMap<string, string> | undefined;

/** Names that need no import → path of the package that defines them. */
export function preludeNames(): ReadonlyMap<string, string> {
    prelude ??= new Map(Object.entries(PRELUDE).flatMap(([path, names]) => names.split(" ").map((name): [string, string] => [name, path])));
    return prelude;
}
