/** All lint rules over one file. */
import type { Diagnostic } from "../analysis/api.ts";
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

/** Findings of every rule, in source order. */
export function lintFile(context: LintContext): readonly Diagnostic[] {
    return LINT_RULES.flatMap((rule) => [...rule.check(context)].map((finding) => toDiagnostic(rule, finding, context.file))).sort(
        (a, b) => a.start - b.start,
    );
}
