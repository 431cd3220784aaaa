/** `flux-scripts.json`: what a team shares about its scripts. Read with comments, written without touching the rest. */
import {
    applyEdits,
    findNodeAtLocation,
    type FormattingOptions,
    modify,
    type Node,
    parseTree,
    type ParseError,
    printParseErrorCode,
} from "jsonc-parser";
import { scriptExtension } from "./names.ts";

export const configFileName = "flux-scripts.json";

export type ConnectionKind = "local" | "cloud" | "oss";

export interface ConnectionEntry {
    readonly kind: ConnectionKind;
    /** Base address; absent for the local backend. */
    readonly host?: string;
    readonly org?: string;
    /** `dev`, `staging`, `prod` or what a team likes; shown beside the name. */
    readonly label?: string;
    /** How it is marked: none, green, blue, yellow, purple or red. By the label where absent. */
    readonly color?: string;
    /** Asks before anything is changed or run with effects. */
    readonly protected: boolean;
}

export interface ScriptEntry {
    /** Path from the scripts' folder, where it is not the name with `.flux`. */
    readonly file?: string;
    /** Where it is not the leading comment. */
    readonly description?: string;
    /** Preset → its params as JSON text, in the file's own spelling: `5.0` stays a float. */
    readonly presets: ReadonlyMap<string, string>;
}

export interface WorkspaceConfig {
    /** Folder of the scripts from the file's place; `.` by default. */
    readonly folder: string;
    readonly connections: ReadonlyMap<string, ConnectionEntry>;
    readonly scripts: ReadonlyMap<string, ScriptEntry>;
}

/** A place that can't be used, in words for a person. Offsets are UTF-16. */
export interface ConfigProblem {
    readonly message: string;
    readonly start: number;
    readonly end: number;
}

export interface ConfigResult {
    readonly config: WorkspaceConfig;
    readonly problems: readonly ConfigProblem[];
}

const kinds: readonly string[] = ["local", "cloud", "oss"];

export const emptyConfig: WorkspaceConfig = { folder: ".", connections: new Map(), scripts: new Map() };

/** Reads as much as can be used; never throws. */
export function readConfig(text: string): ConfigResult {
    const errors: ParseError[] = [];
    const tree = parseTree(text, errors, { allowTrailingComma: true });
    const problems: ConfigProblem[] = errors.map(({ error, offset, length }) => ({
        message: `${configFileName} is not valid JSON: ${printParseErrorCode(error)}`,
        start: offset,
        end: offset + length,
    }));
    const reader = new ConfigReader(text, problems);
    return { config: reader.config(tree), problems };
}

class ConfigReader {
    private readonly text: string;
    private readonly problems: ConfigProblem[];

    constructor(text: string, problems: ConfigProblem[]) {
        this.text = text;
        this.problems = problems;
    }

    config(tree: Node | undefined): WorkspaceConfig {
        if (tree === undefined) return emptyConfig;
        const top = this.members(tree, configFileName);
        const connections = new Map<string, ConnectionEntry>();
        for (const [name, node] of this.members(top.get("connections"), "connections")) {
            const entry = this.connection(name, node);
            if (entry !== undefined) connections.set(name, entry);
        }
        const scripts = new Map<string, ScriptEntry>();
        for (const [name, node] of this.members(top.get("scripts"), "scripts")) scripts.set(name, this.script(name, node));
        const folder = this.string(top.get("folder"), "folder") ?? ".";
        if (isOutside(folder)) {
            const node = top.get("folder");
            if (node !== undefined) this.problem(node, `"folder" must lie inside this folder, but is ${JSON.stringify(folder)}`);
            return { folder: ".", connections, scripts };
        }
        return { folder, connections, scripts };
    }

    private connection(name: string, node: Node): ConnectionEntry | undefined {
        const members = this.members(node, `connection "${name}"`);
        const host = this.string(members.get("host"), `connection "${name}": host`);
        const org = this.string(members.get("org"), `connection "${name}": org`);
        const label = this.string(members.get("label"), `connection "${name}": label`);
        const color = this.string(members.get("color"), `connection "${name}": color`);
        const kind = this.string(members.get("kind"), `connection "${name}": kind`) ?? (host === undefined ? "local" : "cloud");
        const token = members.get("token");
        if (token !== undefined)
            this.problem(token, `a token does not belong into ${configFileName}: remove it and renew it, since others may have read it`);
        if (!kinds.includes(kind)) {
            this.problem(members.get("kind") ?? node, `connection "${name}": kind must be local, cloud or oss`);
            return undefined;
        }
        if (kind !== "local" && (host === undefined || !isHttpUrl(host))) {
            this.problem(
                members.get("host") ?? node,
                `connection "${name}" needs a host such as "https://eu-central-1-1.aws.cloud2.influxdata.com"`,
            );
            return undefined;
        }
        return {
            kind: kind as ConnectionKind,
            ...(host === undefined ? {} : { host }),
            ...(org === undefined ? {} : { org }),
            ...(label === undefined ? {} : { label }),
            ...(color === undefined ? {} : { color }),
            protected: members.get("protected")?.value === true,
        };
    }

    private script(name: string, node: Node): ScriptEntry {
        const members = this.members(node, `script "${name}"`);
        const presets = new Map<string, string>();
        for (const [preset, value] of this.members(members.get("presets"), `script "${name}": presets`)) {
            if (value.type !== "object") this.problem(value, `preset "${preset}" must be an object of params`);
            else presets.set(preset, this.text.slice(value.offset, value.offset + value.length));
        }
        let file = this.string(members.get("file"), `script "${name}": file`);
        if (file !== undefined && isOutside(file)) {
            this.problem(
                members.get("file") ?? node,
                `script "${name}": file must lie inside the scripts' folder, but is ${JSON.stringify(file)}`,
            );
            file = undefined;
        } else if (file !== undefined && !file.toLowerCase().endsWith(scriptExtension)) {
            // What a pull writes must be nothing but a script.
            this.problem(
                members.get("file") ?? node,
                `script "${name}": file must end in ${scriptExtension}, but is ${JSON.stringify(file)}`,
            );
            file = undefined;
        }
        const description = this.string(members.get("description"), `script "${name}": description`);
        return { ...(file === undefined ? {} : { file }), ...(description === undefined ? {} : { description }), presets };
    }

    private members(node: Node | undefined, what: string): Map<string, Node> {
        const members = new Map<string, Node>();
        if (node === undefined) return members;
        if (node.type !== "object") {
            this.problem(node, `${what} must be an object`);
            return members;
        }
        for (const property of node.children ?? []) {
            const [key, value] = property.children ?? [];
            if (key !== undefined && value !== undefined) members.set(String(key.value), value);
        }
        return members;
    }

    private string(node: Node | undefined, what: string): string | undefined {
        if (node === undefined) return undefined;
        if (node.type === "string") return String(node.value);
        this.problem(node, `${what} must be a string`);
        return undefined;
    }

    private problem(node: Node, message: string): void {
        this.problems.push({ message, start: node.offset, end: node.offset + node.length });
    }
}

function isHttpUrl(text: string): boolean {
    return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Absolute, with a drive, or with `..`: never followed. */
function isOutside(path: string): boolean {
    return /^([/\\]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes("..");
}

export type ConfigPath = readonly [string, ...string[]];

/**
 * The text with the value at `path` set to JSON text as it is (`5.0` stays), or removed where `json` is undefined.
 * Comments and the rest of the layout stay. `text` may be empty: a new file.
 */
export function editConfig(text: string, path: ConfigPath, json: string | undefined): string {
    const source = text.trim() === "" ? "{}\n" : text;
    const formattingOptions: FormattingOptions = { insertSpaces: true, tabSize: 4, eol: source.includes("\r\n") ? "\r\n" : "\n" };
    if (json === undefined) return applyEdits(source, modify(source, [...path], undefined, { formattingOptions }));
    // The editor writes through JSON.stringify, which forgets spellings: a placeholder takes the place first.
    let mark = "value";
    while (source.includes(mark) || path.some((key) => key.includes(mark))) mark += "x";
    const edited = applyEdits(source, modify(source, [...path], mark, { formattingOptions }));
    return edited.replace(`"${mark}"`, () => json);
}

/** The text with a preset of a script set or removed; `params` is a JSON object as text. */
export function editPreset(text: string, script: string, preset: string, params: string | undefined): string {
    return editConfig(text, ["scripts", script, "presets", preset], params);
}

/**
 * The text with a script's entry under its new name, with presets and all; `file` is where the script is, undefined where
 * its name says so. Without an entry one is made only for a `file`.
 */
export function renameEntry(text: string, from: string, to: string, file: string | undefined): string {
    const tree = text.trim() === "" ? undefined : parseTree(text, [], { allowTrailingComma: true });
    const entry = tree && findNodeAtLocation(tree, ["scripts", from]);
    let renamed = text;
    if (entry !== undefined && from !== to) {
        renamed = editConfig(renamed, ["scripts", from], undefined);
        renamed = editConfig(renamed, ["scripts", to], text.slice(entry.offset, entry.offset + entry.length));
    }
    if (file !== undefined) return editConfig(renamed, ["scripts", to, "file"], JSON.stringify(file));
    return readConfig(renamed).config.scripts.get(to)?.file === undefined
        ? renamed
        : editConfig(renamed, ["scripts", to, "file"], undefined);
}
