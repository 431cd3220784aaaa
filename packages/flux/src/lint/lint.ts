/** All lint rules over one file. */
import type { Diagnostic, LintSeverities } from "../analysis/api.ts";
import { type LintContext, type Rule, toDiagnostic } from "./context.ts";
import { deprecatedFunction } from "./deprecated.ts";
import { duplicateYield, lateFilter, sortBeforeWindow, unboundedRead } from "./pipelines.ts";
import { shadowedName, unusedImport, unusedParameter, unusedVariable } from "./unused.ts";
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

/** Findings of every rule that is on, in source order. */
export function lintFile(context: LintContext, severities: LintSeverities = {}): readonly Diagnostic[] {
    const found: Diagnostic[] = [];
    for (const rule of LINT_RULES) {
        const severity = severities[rule.code] ?? rule.severity;
        if (severity !== "off") {
            for (const finding of rule.check(context)) {
                found.push(toDiagnostic(rule, severity, finding, context.file));
            }
        }
    }
    return found.sort((a, b) => a.start - b.start);
}
