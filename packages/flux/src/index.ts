/**
 * The public face of the Flux front end. Other rooms import from here only.
 *
 * `parse` (syntax/parser.ts) · `analyze`, `inferParams`, `effects` (analysis) · `format` (format).
 */
export type * from "./syntax/ast.ts";
export type * from "./analysis/api.ts";
export type { ParamType } from "./params/index.ts";
