/** What there is to test: testcase blocks and snapshot cases, each as something that can be run. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@flux-scripts/flux/params";
import { paramsBeside } from "../commands/run.ts";
import { demandText, type SourcePath } from "../sources.ts";
import { type CaseSource, programOf, readTestFile, type TestCase, type TestFile } from "./program.ts";
import { rootOf, type TestRoot } from "./roots.ts";

export interface BlockCase {
    readonly kind: "block";
    readonly file: string;
    readonly name: string;
    readonly tags: readonly string[];
    /** The whole program; throws where a case that it extends is not there. */
    readonly program: () => string;
    /** Why it can't be run as it stands. */
    readonly fault: string | undefined;
}

export interface SnapshotCase {
    readonly kind: "snapshot";
    readonly file: string;
    readonly name: string;
    readonly source: string;
    readonly params: JsonObject | undefined;
    /** Path without an extension: `.csv` or `.error` holds what is expected. */
    readonly stem: string;
}

export type Case = BlockCase | SnapshotCase;

/** Cases of all files, in order. `update` also takes scripts that have no snapshot yet. */
export function casesOf(sources: readonly SourcePath[], update: boolean): Case[] {
    const cases: Case[] = [];
    const seen = new Map<string, string>();
    for (const source of sources) {
        const text = demandText(source);
        const isTest = source.file.endsWith("_test.flux");
        if (isTest || (source.named && /\btestcase\b/.test(text))) {
            cases.push(...blockCases(source, text, seen));
            if (isTest) continue;
        }
        const stem = source.file.replace(/\.flux$/, "");
        const hasSnapshot = existsSync(`${stem}.csv`) || existsSync(`${stem}.error`);
        if (source.file === "-" || !(hasSnapshot || (update && !/\btestcase\b/.test(text)))) continue;
        cases.push({
            kind: "snapshot",
            file: source.file,
            name: stem.slice(stem.lastIndexOf("/") + 1),
            source: text,
            params: paramsBeside(source),
            stem,
        });
    }
    return cases;
}

function blockCases(source: SourcePath, text: string, seen: Map<string, string>): BlockCase[] {
    const file = readTestFile(text);
    const root = source.file === "-" ? undefined : rootOf(source.file);
    const owner = `${source.file.slice(0, source.file.lastIndexOf("/") + 1)} ${/^\s*package\s+(\S+)/m.exec(text)?.[1] ?? "main"}`;
    return file.cases.map((testcase) => {
        const key = `${owner} ${testcase.name}`;
        const before = seen.get(key);
        seen.set(key, source.file);
        const unknown = root === undefined ? [] : testcase.tags.filter((tag) => !root.tags.includes(tag));
        const fault =
            before !== undefined
                ? `there is another testcase of this name in ${before}`
                : unknown.length > 0
                  ? `the tag ${unknown.join(", ")} is not listed in ${join(root?.folder ?? "", "fluxtest.root")}`
                  : undefined;
        return {
            kind: "block",
            file: source.file,
            name: testcase.name,
            tags: testcase.tags,
            program: () => programOf({ file, testcase }, (child) => parentCase(child, root)),
            fault,
        };
    });
}

const files = new Map<string, TestFile>();

/** `ROOT/path/to/file_test.name`. */
function parentCase({ name, parent = "" }: TestCase, root: TestRoot | undefined): CaseSource {
    const match = /^([^/]+)\/(.+)\.([^./]+)$/.exec(parent);
    if (match === null) throw new Error(`testcase ${name} extends "${parent}", which is not of the form ROOT/path/to/file_test.name`);
    const [, rootName, path, parentName] = match;
    if (root === undefined || root.name !== rootName)
        throw new Error(`testcase ${name} extends "${parent}", but no fluxtest.root above it is named "${rootName ?? ""}"`);
    const place = join(root.folder, `${path ?? ""}.flux`);
    if (!existsSync(place)) throw new Error(`testcase ${name} extends "${parent}", but there is no file ${place}`);
    const file = files.get(place) ?? readTestFile(readFileSync(place, "utf8"));
    files.set(place, file);
    const testcase = file.cases.find((each) => each.name === parentName);
    if (testcase === undefined) throw new Error(`testcase ${name} extends "${parent}", but ${place} has no testcase of that name`);
    return { file, testcase };
}
