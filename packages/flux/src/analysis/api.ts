/**
 * What the analysis of one Flux file answers. All offsets here are absolute UTF-16 offsets into the
 * file's text, `end` exclusive (the tree's own offsets are relative to their chunk).
 */
import type { ParamType } from "../params/index.ts";
import type { SourceFile } from "../syntax/ast.ts";

export type Severity = "error" | "warning" | "information" | "hint";

/** Which phase found it, in the order in which they run; `lint` are our own hints. */
export type DiagnosticKind = "syntax" | "convert" | "check" | "inference" | "lint";

export interface TextRange {
    readonly start: number;
    readonly end: number;
}

/** A change that removes the cause of a diagnostic. */
export interface QuickFix {
    readonly title: string;
    readonly edits: readonly TextEdit[];
}

/** Replace `start..end` of the file's text. */
export interface TextEdit extends TextRange {
    readonly text: string;
}

export interface Diagnostic extends TextRange {
    readonly severity: Severity;
    readonly kind: DiagnosticKind;
    /** Stable, kebab-case: `undefined-identifier`, `type-mismatch`, `unused-import` … */
    readonly code: string;
    readonly message: string;
    /** How to fix it; lint hints only. */
    readonly fixes?: readonly QuickFix[];
    /** Rendered faded in an editor (unused names). */
    readonly unnecessary?: boolean;
    /** Rendered struck through in an editor (deprecated names). */
    readonly deprecated?: boolean;
}

/** What the value of a param flows into, as seen at one place; see {@link ParamFacts.uses}. */
export type ParamUse =
    | "duration"
    | "time"
    | "int"
    | "uint"
    | "float"
    | "string"
    | "bool"
    | "bytes"
    | "range-bound"
    | "column-comparison"
    | "comparison"
    | "interpolation"
    | "contains"
    | "array"
    | "record"
    | "regexp"
    | "stream"
    | "function"
    | "dictionary";

/** One place where a param is read. */
export interface ParamOccurrence extends TextRange {
    /** What the value flows into directly; absent when it only takes part in an expression. */
    readonly use?: ParamUse;
    /** Column (`r.NAME`) that the param is compared with, or whose values it lists (`contains(value: r.NAME, set: params.x)`). */
    readonly column?: string;
    /** The function and argument it is given to (`range`, `start`), where it is one, or an item of one. */
    readonly callee?: string;
    readonly argument?: string;
}

/** All that is known about one param, for hover and forms. */
export interface ParamFacts {
    readonly name: string;
    /** The API's answer. */
    readonly type: ParamType;
    /** The inferred type in full, as printed in messages (`[string]`, `{a: int}`). */
    readonly inferred: string;
    readonly occurrences: readonly ParamOccurrence[];
    /** The distinct uses, most telling first; for an `any` what input to offer. */
    readonly uses: readonly ParamUse[];
}

export type SymbolKind =
    | "variable"
    | "parameter"
    | "option"
    | "builtin"
    | "function"
    | "package"
    | "property"
    | "params"
    | "param"
    | "testcase";

/** A name that can be written at a place, or a member of a record or package. */
export interface SymbolInfo {
    readonly name: string;
    readonly kind: SymbolKind;
    /** Pretty-printed type. */
    readonly type: string;
    /** The type is a function's. */
    readonly callable: boolean;
    /** Import path of the package it belongs to. */
    readonly package?: string;
    readonly introduced?: string;
    readonly deprecated?: string;
}

export interface HoverInfo extends TextRange, SymbolInfo {
    /** Facts of the param under the cursor, or of every param for `params` itself. */
    readonly params?: readonly ParamFacts[];
}

export interface SignatureParameter {
    readonly name: string;
    readonly type: string;
    readonly mode: "required" | "optional" | "pipe";
    /** Text of the default value, where known. */
    readonly default?: string;
}

export interface SignatureInfo {
    readonly name: string;
    readonly package?: string;
    /** `(<-tables: stream[A], n: int) => stream[A]` */
    readonly type: string;
    readonly parameters: readonly SignatureParameter[];
    /** Names already given in this call. */
    readonly given: readonly string[];
    /** Index in `parameters` of the argument under the cursor. */
    readonly active?: number;
    /** The call's range. */
    readonly start: number;
    readonly end: number;
}

/** A column of a stream with its printed type. */
export interface StreamColumn {
    readonly name: string;
    readonly type: string;
}

/** The columns that are known after a pipe; the range is the pipe's, with all before it. */
export interface PipeColumns extends TextRange {
    readonly columns: readonly StreamColumn[];
    /** There are no others. */
    readonly closed: boolean;
}

/** What brings a column into the rows: a call (`from` with its bucket, `map` …) or a stream that a variable holds. */
export interface ColumnSource extends TextRange {
    readonly kind: "call" | "variable";
    readonly name: string;
    /** Where the call names one as a literal. */
    readonly bucket?: string;
}

export interface ColumnInfo extends StreamColumn {
    readonly source?: ColumnSource;
}

export interface Analysis {
    readonly file: SourceFile;
    /** Syntax, convert, check, inference, then (where asked for) lint; within a phase in the reference's order. */
    readonly diagnostics: readonly Diagnostic[];
    /** What `GET /scripts/{id}/params` answers. */
    readonly params: Readonly<Record<string, ParamType>>;
    readonly paramFacts: readonly ParamFacts[];
    /** Lint hints; worked out when first read. */
    readonly hints: readonly Diagnostic[];
    /** What a run may change or reach; worked out when first read. */
    readonly effects: readonly Effect[];
    /** Pretty type of the innermost expression around the offset. */
    typeAt(offset: number): string | undefined;
    hoverAt(offset: number): HoverInfo | undefined;
    /** Names visible at the offset, innermost first, each name once. */
    scopeAt(offset: number): readonly SymbolInfo[];
    /** Members of the record or package before the dot at (or just before) the offset. */
    membersAt(offset: number): readonly SymbolInfo[];
    /** Members of a record or package by its symbol, one of this analysis. */
    membersOf(symbol: SymbolInfo): readonly SymbolInfo[];
    /** Where the name under the cursor is bound in this file. */
    definitionAt(offset: number): TextRange | undefined;
    /** Every place that means the same binding (definition included), in source order. */
    referencesAt(offset: number): readonly TextRange[];
    /** The innermost call whose parentheses hold the offset. */
    signatureAt(offset: number): SignatureInfo | undefined;
    /** Of the symbols (of this analysis) the functions with a pipe parameter → whether it takes what is piped at the offset. */
    pipeTargets(offset: number, symbols: readonly SymbolInfo[]): ReadonlyMap<SymbolInfo, boolean>;
    /** Columns of the stream that flows into the call whose parentheses hold the offset; none where they are not known. */
    streamColumns(offset: number): readonly StreamColumn[];
    /** The pipes of a chunk after which there are other columns. */
    pipeColumns(chunk: number): readonly PipeColumns[];
    /** The column that a row function reads under the cursor. */
    columnAt(offset: number): ColumnInfo | undefined;
}

/** Code of a lint rule → how it is told, or not at all. */
export type LintSeverities = Readonly<Record<string, Severity | "off">>;

export interface AnalyzeOptions {
    /** Lint hints among the diagnostics; default true for `analyze`, false for a `FluxDocument` (ask its analysis for `hints`). */
    readonly lint?: boolean;
    /** Severities that differ from the rules' own. */
    readonly severities?: LintSeverities;
    /** Exports of packages that are not in the standard library: path → name → type text. */
    readonly packages?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An edit: replace `start..end` of the text as it stands when the change is applied. */
export interface TextChange extends TextRange {
    readonly text: string;
}

export type EffectKind =
    | "write-points"
    | "write-sql"
    | "http"
    | "notification"
    | "mqtt"
    | "kafka"
    | "read-sql"
    | "read-http"
    | "read-file"
    | "read-socket"
    | "read-bucket"
    | "secret"
    | "task";

/** What a run of a script may change or reach. */
export interface Effect extends TextRange {
    readonly kind: EffectKind;
    /** Full name: `influxdata/influxdb.to`, `http.post`. */
    readonly function: string;
    /** The target where it is a literal: bucket, url, driver. */
    readonly target?: string;
    /** True where it changes something outside (as against reading). */
    readonly changes: boolean;
}
