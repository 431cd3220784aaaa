/** All lint rules over one file. What a chunk gives by itself is kept with it until a name that it reads changes its meaning. */
import type { Diagnostic, LintSeverities } from "../analysis/api.ts";
import { keptByMeaning } from "../analysis/scopes.ts";
import type { SourceFile } from "../syntax/ast.ts";
import { ChunkContext, type FileContext, type Finding, placed, type Rule, toDiagnostic } from "./context.ts";
import { deprecatedFunction } from "./deprecated.ts";
import { lateFilter } from "./late-filter.ts";
import { duplicateYield, sortBeforeWindow, unboundedRead } from "./pipelines.ts";
import { shadowedName } from "./shadowed.ts";
import { unusedImport, unusedVariable } from "./unused.ts";
import { unusedParameter } from "./unused-parameter.ts";
import { nullComparison, suspiciousRegexp, undeterminedParam } from "./values.ts";

export const LINT_RULES: readonly Rule[] = [
    unusedImport,
    unusedVariable,
    unusedParameter,
    shadowedName,
    deprecatedFunction,
    unboundedRead,
    lateFilter,
    sortBeforeWindow,
    duplicateYield,
    nullComparison,
    suspiciousRegexp,
    undeterminedParam,
];

/** What each rule finds in a chunk; rules without findings are left out. */
const findingsOf = keptByMeaning((linked, file: SourceFile, index: number): ReadonlyMap<Rule, readonly Finding[]> => {
    const context = new ChunkContext(file, index, linked);
    const found = new Map<Rule, readonly Finding[]>();
    for (const rule of LINT_RULES) {
        const findings = [...(rule.check?.(context) ?? [])];
        if (findings.length > 0) {
            found.set(rule, findings);
        }
    }
    return found;
});

/** Findings of every rule that is on, in source order. */
export function lintFile(context: FileContext, severities: LintSeverities = {}): readonly Diagnostic[] {
    const { file } = context;
    const found: Diagnostic[] = [];
    const severityOf = (rule: Rule): Diagnostic["severity"] | "off" => severities[rule.code] ?? rule.severity;
    for (const rule of LINT_RULES) {
        const severity = severityOf(rule);
        if (severity !== "off") {
            for (const finding of rule.checkFile?.(context) ?? []) {
                found.push(toDiagnostic(rule, severity, finding, file));
            }
        }
    }
    for (const [index, linked] of context.names.chunks.entries()) {
        if (linked.chunk.item.kind === "BadStatement") {
            continue;
        }
        for (const [rule, findings] of findingsOf(linked, file, index)) {
            const severity = severityOf(rule);
            if (severity !== "off") {
                for (const finding of findings) {
                    found.push(toDiagnostic(rule, severity, placed(file, index, finding), file));
                }
            }
        }
    }
    return found.sort((a, b) => a.start - b.start);
}
