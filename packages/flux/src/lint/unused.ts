/** Names that are bound and never read. */
import type { QuickFix } from "../analysis/api.ts";
import type { Binding } from "../analysis/infer/environment.ts";
import { absolute } from "../analysis/locate.ts";
import type { Finding, LintContext, Rule } from "./context.ts";
import { allNodes } from "./context.ts";

function usedBindings(context: LintContext): ReadonlySet<Binding> {
    return new Set(context.recording.uses.flatMap((use) => use.binding ?? []));
}

/** Library files (a package clause that is not main) export what they define. */
function isLibrary(context: LintContext): boolean {
    const first = context.file.chunks[0]?.item;
    return first?.kind === "PackageClause" && first.name.name !== "main";
}

export const unusedImport: Rule = {
    code: "unused-import",
    summary: "An import that nothing uses.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        const used = usedBindings(context);
        // Members set by `option pkg.name = …` are uses as well.
        for (const binding of context.recording.definitions) {
            if (binding.kind === "package" && !used.has(binding)) {
                const item = context.file.chunks[binding.chunk]?.item;
                if (item !== undefined) {
                    const place = absolute(context.file, binding.chunk, item);
                    const end = context.file.text[place.end] === "\n" ? place.end + 1 : place.end;
                    yield {
                        chunk: binding.chunk,
                        place: item,
                        message: `import "${binding.package}" is never used`,
                        unnecessary: true,
                        fixes: [{ title: "Remove the import", edits: [{ start: place.start, end, text: "" }] }],
                    };
                }
            }
        }
    },
};

export const unusedVariable: Rule = {
    code: "unused-variable",
    summary: "A variable that nothing reads.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        const used = usedBindings(context);
        const library = isLibrary(context);
        for (const binding of context.recording.definitions) {
            const exported = library && context.recording.file.own(binding.name) === binding;
            if (binding.kind === "variable" && !used.has(binding) && !exported && !binding.name.startsWith("_")) {
                yield {
                    chunk: binding.chunk,
                    place: binding,
                    message: `variable ${binding.name} is never used`,
                    unnecessary: true,
                    fixes: withoutStatement(context, binding),
                };
            }
        }
    },
};

/** Takes a top-level assignment away; inside a block the reader decides. */
function withoutStatement({ file }: LintContext, binding: Binding): readonly QuickFix[] {
    const item = file.chunks[binding.chunk]?.item;
    if (item?.kind !== "VariableAssignment" || item.name.start !== binding.start) {
        return [];
    }
    const place = absolute(file, binding.chunk, item);
    const end = file.text[place.end] === "\n" ? place.end + 1 : place.end;
    return [{ title: `Remove ${binding.name}`, edits: [{ start: place.start, end, text: "" }] }];
}

/** Only for functions with a name: those given as arguments must have the parameters that are asked for. */
export const unusedParameter: Rule = {
    code: "unused-parameter",
    summary: "A parameter that a named function does not use.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        const used = usedBindings(context);
        const unused = context.recording.definitions.filter((binding) => binding.kind === "parameter" && !used.has(binding));
        if (unused.length === 0) {
            return;
        }
        for (const [chunk, { item }] of context.file.chunks.entries()) {
            for (const node of allNodes(item)) {
                if (node.kind !== "VariableAssignment" || node.value.kind !== "FunctionExpression") {
                    continue;
                }
                for (const parameter of node.value.params) {
                    const { name } = parameter;
                    if (unused.some((binding) => binding.chunk === chunk && binding.start === name.start)) {
                        yield { chunk, place: name, message: `parameter ${name.name} is never used`, unnecessary: true };
                    }
                }
            }
        }
    },
};

export const shadowedName: Rule = {
    code: "shadowed-standard-name",
    summary: "A name that hides one of the standard library.",
    severity: "hint",
    *check(context): Iterable<Finding> {
        for (const binding of context.recording.definitions) {
            const standard = context.recording.file.parent?.lookup(binding.name);
            // Options are meant to be set, and the parameters of row functions have fixed names.
            if (standard !== undefined && (binding.kind === "variable" || binding.kind === "package")) {
                const message = `${binding.name} hides the standard library's ${binding.name}`;
                yield { chunk: binding.chunk, place: binding, message };
            }
        }
    },
};
