import { type Analysis, analyze, childrenOf, type Diagnostic, LineIndex, type Node, parse } from "@flux-scripts/flux";
import { analyzed } from "./analyses.ts";
import { RunError, type RunRequest } from "./api.ts";
import { userPackageTypes } from "./userpackages.ts";

/** Errors told of one script. */
const MOST_ERRORS = 100;

/** Throws the errors of a script that does not compile, worded as the reference does: a paragraph each, with its place. Gives the analysis. */
export function checkScript(request: RunRequest): Analysis {
    const { source } = request;
    const joined = withExtern(source, request.extern);
    const analysis =
        request.dependencies?.packages === undefined
            ? analyzed(joined.text)
            : analyze(joined.text, { lint: false, packages: userPackageTypes(parse(joined.text), request.dependencies) });
    const all = analysis.diagnostics.filter(({ severity }) => severity === "error");
    // A text that does not parse is not looked at any further.
    const onlySyntax = all.some(({ kind }) => kind === "syntax");
    const errors = (onlySyntax ? all.filter(({ kind }) => kind === "syntax") : all).map((error) => joined.placed(error));
    const first = errors[0];
    if (first !== undefined) {
        const places = new LineIndex(source);
        const told = errors.slice(0, MOST_ERRORS).map(({ start, end, message }) => `error @${places.range(start, end)}: ${message}`);
        const more = errors.length > MOST_ERRORS ? [`and ${errors.length - MOST_ERRORS} more errors`] : [];
        throw new RunError("invalid", [...told, ...more].join("\n\n"), first.start, first.end);
    }
    if (request.params === undefined && Object.keys(analysis.params).length > 0) {
        throw unknownParams(source);
    }
    for (const name of Object.keys(analysis.params)) {
        if (request.params?.has(name) !== true) {
            throw new RunError("invalid", `error: record is missing label ${name}`);
        }
    }
    return analysis;
}

/** A script that asks for params, in a run that has none: an error at each place. */
function unknownParams(source: string): RunError {
    const found: Pick<Diagnostic, "start" | "end">[] = [];
    const { chunks, offsets } = parse(source);
    for (const [index, { item }] of chunks.entries()) {
        const base = offsets[index] ?? 0;
        const open: Node[] = [item];
        for (let node = open.pop(); node !== undefined; node = open.pop()) {
            if (node.kind === "MemberExpression" && node.object.kind === "Identifier" && node.object.name === "params") {
                found.push({ start: base + node.object.start, end: base + node.object.end });
            }
            open.push(...childrenOf(node).toReversed());
        }
    }
    const places = new LineIndex(source);
    const told = found.slice(0, MOST_ERRORS).map(({ start, end }) => `error @${places.range(start, end)}: undefined identifier params`);
    return new RunError("invalid", told.join("\n\n") || "error: undefined identifier params", found[0]?.start, found[0]?.end);
}

interface Joined {
    readonly text: string;
    /** The error at its place in the script alone; one inside the extern stands at the script's beginning. */
    placed(error: Diagnostic): Diagnostic;
}

/** The script with the extern's statements after its imports, so that its names are known. */
function withExtern(source: string, extern: string | undefined): Joined {
    if (extern === undefined || extern.trim() === "") {
        return { text: source, placed: (error) => error };
    }
    const own = headLength(source);
    const head = headLength(extern);
    const before = `${extern.slice(0, head)}\n`;
    const inserted = `\n${extern.slice(head)}\n`;
    const text = before + source.slice(0, own) + inserted + source.slice(own);
    const moved = (offset: number): number => {
        const inHead = offset - before.length;
        return inHead <= own ? Math.max(inHead, 0) : Math.max(inHead - inserted.length, own);
    };
    return { text, placed: (error) => ({ ...error, start: moved(error.start), end: moved(error.end) }) };
}

/** Where the statements begin, after the package clause and the imports. */
function headLength(text: string): number {
    const { chunks, offsets } = parse(text);
    const at = chunks.findIndex(({ item }) => item.kind !== "PackageClause" && item.kind !== "ImportDeclaration");
    return at < 0 ? text.length : (offsets[at] ?? 0);
}
