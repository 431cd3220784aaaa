/** Packages of the user: texts by import path, checked as scripts are, and the types of what they export. */
import { type Analysis, analyze, type AnalyzeOptions, LineIndex } from "@flux-scripts/flux";
import { type Dependencies, RunError } from "./api.ts";
import { packages as library } from "./functions/index.ts";

type ExportTypes = Record<string, Record<string, string>>;

/**
 * Types of the exports of all packages that a script imports, directly or not, by path and name. Throws a {@link RunError} that names
 * the package for one that does not compile, or that imports itself.
 */
export function userPackageTypes(file: Analysis["file"], dependencies: Dependencies | undefined): NonNullable<AnalyzeOptions["packages"]> {
    const types: ExportTypes = {};
    const read = dependencies?.packages;
    if (read !== undefined) {
        gather(file, read, types, []);
    }
    return types;
}

function gather(file: Analysis["file"], read: NonNullable<Dependencies["packages"]>, types: ExportTypes, above: readonly string[]): void {
    for (const { item } of file.chunks) {
        if (item.kind !== "ImportDeclaration") {
            continue;
        }
        const path = item.path.value;
        const text = library.has(path) || Object.hasOwn(types, path) ? undefined : read(path);
        if (text === undefined) {
            continue;
        }
        if (above.includes(path)) {
            throw new RunError("invalid", `package "${path}" imports itself: ${[...above, path].join(" → ")}`);
        }
        gather(analyze(text, { lint: false }).file, read, types, [...above, path]);
        types[path] = exportsOf(path, text, types);
    }
}

function exportsOf(path: string, text: string, packages: ExportTypes): Record<string, string> {
    const analysis = analyze(text, { lint: false, packages });
    const errors = analysis.diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
        const places = new LineIndex(text);
        const words = errors.map(({ start, end, message }) => `error @${places.range(start, end)}: ${message}`);
        throw new RunError("invalid", `package "${path}": ${words.join("\n\n")}`);
    }
    const exported: Record<string, string> = {};
    for (const [index, { item }] of analysis.file.chunks.entries()) {
        const assignment = item.kind === "OptionStatement" ? item.assignment : item;
        if (assignment.kind === "VariableAssignment") {
            const { name } = assignment;
            const type = analysis.hoverAt((analysis.file.offsets[index] ?? 0) + name.start)?.type;
            if (type !== undefined) {
                exported[name.name] = type;
            }
        }
    }
    return exported;
}
