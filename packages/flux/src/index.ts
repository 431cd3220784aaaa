/**
 * The public face of the Flux front end. Other rooms import from here only.
 *
 * `parse` (syntax/parser.ts) · `analyze`, `inferParams`, `effects` (analysis) · `format` (format).
 */
export type * from "./syntax/ast.ts";
export type * from "./analysis/api.ts";
export { analyze, effects, inferParams } from "./analysis/analyze.ts";
export { FluxDocument } from "./analysis/document.ts";
export { type FormatEdit, type FormatRangeResult, type FormatResult, format, formatRange } from "./format/format.ts";
export { packageName, standardPaths } from "./stdlib/signatures.ts";
export { LINT_RULES } from "./lint/lint.ts";
export { type BytePosition, LineIndex } from "./syntax/line-index.ts";
export { parse, print } from "./syntax/parser.ts";
export { childrenOf } from "./syntax/walk.ts";
export type { ParamType } from "./params/index.ts";
