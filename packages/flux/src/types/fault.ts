/** What can be wrong between two types. Types are kept, so that messages show what they became in the end. */
import type { Kind, Type } from "./type.ts";

export type Fault =
    | { readonly tag: "mismatch"; readonly expected: Type; readonly found: Type }
    | { readonly tag: "recursive"; readonly variable: Type; readonly type: Type }
    | { readonly tag: "constraint"; readonly type: Type; readonly kind: Kind }
    | { readonly tag: "missing-label"; readonly label: string }
    | { readonly tag: "unexpected-label"; readonly label: string }
    | { readonly tag: "missing-argument"; readonly name: string }
    | { readonly tag: "unexpected-argument"; readonly name: string; readonly expected: readonly string[] }
    | { readonly tag: "missing-pipe" }
    | { readonly tag: "pipe-name"; readonly expected: string; readonly found: string }
    | { readonly tag: "argument"; readonly name: string; readonly cause: Fault }
    | { readonly tag: "result"; readonly expected: Type; readonly found: Type; readonly cause: Fault }
    | { readonly tag: "undefined"; readonly name: string }
    | { readonly tag: "operator"; readonly operator: string }
    | { readonly tag: "import"; readonly path: string }
    | { readonly tag: "return" };

/** Kebab-case codes of diagnostics, by fault. */
const FAULT_CODES: Readonly<Record<Fault["tag"], string>> = {
    mismatch: "type-mismatch",
    recursive: "recursive-type",
    constraint: "type-constraint",
    "missing-label": "missing-property",
    "unexpected-label": "unexpected-property",
    "missing-argument": "missing-argument",
    "unexpected-argument": "unexpected-argument",
    "missing-pipe": "missing-pipe-argument",
    "pipe-name": "pipe-argument-name",
    argument: "argument-type",
    result: "return-type",
    undefined: "undefined-identifier",
    operator: "invalid-operator",
    import: "invalid-import",
    return: "return-outside-function",
};

/** The code of a fault; for one in an argument that of its cause. */
export function faultCode(fault: Fault): string {
    return fault.tag === "argument" ? faultCode(fault.cause) : FAULT_CODES[fault.tag];
}
