/** The analysis of one text: diagnostics and params at once, the rest when asked for. */
import { fileEffects } from "../effects/effects.ts";
import { lintFile } from "../lint/lint.ts";
import type { ParamType } from "../params/schema.ts";
import type { Chunk, SourceFile } from "../syntax/ast.ts";
import { convertErrorsOf } from "../syntax/convert.ts";
import { type ChunkError, faultMessage as faultText, isTooDeep, MAX_ERRORS, syntaxErrorsOf } from "../syntax/diagnostics.ts";
import { LineIndex } from "../syntax/line-index.ts";
import { faultCode } from "../types/fault.ts";
import { faultMessage } from "../types/message.ts";
import { MessagePrinter } from "../types/print.ts";
import type {
    Analysis,
    ColumnInfo,
    Diagnostic,
    Effect,
    HoverInfo,
    LintSeverities,
    ParamFacts,
    PipeColumns,
    SignatureInfo,
    StreamColumn,
    SymbolInfo,
    TextRange,
} from "./api.ts";
import { checkFile } from "./check.ts";
import type { FileInference } from "./infer/file.ts";
import type { PackageLoader } from "./infer/statements.ts";
import { absolute } from "./locate.ts";
import { paramFacts } from "./paramFacts.ts";
import { paramType, paramTypes } from "./params.ts";
import { columnAt, pipeColumns, pipeTargets, streamColumns } from "./pipes.ts";
import { definitionAt, hoverAt, membersAt, membersOf, type QueryContext, referencesAt, scopeAt, signatureAt, typeAt } from "./queries.ts";
import { Recording } from "./recording.ts";
import { FileNames } from "./scopes.ts";

export interface Findings {
    readonly file: SourceFile;
    readonly inference: FileInference;
}

export class FileAnalysis implements Analysis, QueryContext {
    readonly file: SourceFile;
    readonly diagnostics: readonly Diagnostic[];
    readonly params: Readonly<Record<string, ParamType>>;
    private readonly load: PackageLoader;
    private readonly inference: FileInference;
    private recorded: Recording | undefined;
    private readonly chunks = new Map<number, Recording>();
    private linked: FileNames | undefined;
    private facts: readonly ParamFacts[] | undefined;
    private linted: readonly Diagnostic[] | undefined;

    private readonly severities: LintSeverities | undefined;

    constructor(findings: Findings, load: PackageLoader, lint: boolean, severities: LintSeverities | undefined) {
        this.file = findings.file;
        this.load = load;
        this.severities = severities;
        this.inference = findings.inference;
        const found = errors(findings);
        this.params = paramSchema(findings.inference);
        this.diagnostics = lint ? [...found, ...this.hints] : found;
    }

    get recording(): Recording {
        this.recorded ??= Recording.ofFile(this.file.chunks, this.load);
        return this.recorded;
    }

    recordingOf(chunk: number): Recording {
        if (this.recorded !== undefined) {
            return this.recorded;
        }
        let recording = this.chunks.get(chunk);
        if (recording === undefined) {
            recording = Recording.ofChunk(this.file.chunks, chunk, this.inference, this.load);
            this.chunks.set(chunk, recording);
        }
        return recording;
    }

    get names(): FileNames {
        this.linked ??= new FileNames(this.file.chunks);
        return this.linked;
    }

    get paramFacts(): readonly ParamFacts[] {
        this.facts ??= paramFacts(this.file, this.names, this.inference.free.get("params"));
        return this.facts;
    }

    get hints(): readonly Diagnostic[] {
        this.linted ??= lintFile(this, this.severities);
        return this.linted;
    }

    get effects(): readonly Effect[] {
        return fileEffects(this.file, this.recording);
    }

    typeAt(offset: number): string | undefined {
        return typeAt(this, offset);
    }
    hoverAt(offset: number): HoverInfo | undefined {
        return hoverAt(this, offset);
    }
    scopeAt(offset: number): readonly SymbolInfo[] {
        return scopeAt(this, offset);
    }
    membersAt(offset: number): readonly SymbolInfo[] {
        return membersAt(this, offset);
    }
    membersOf(symbol: SymbolInfo): readonly SymbolInfo[] {
        return membersOf(symbol);
    }
    definitionAt(offset: number): TextRange | undefined {
        return definitionAt(this, offset);
    }
    referencesAt(offset: number): readonly TextRange[] {
        return referencesAt(this, offset);
    }
    signatureAt(offset: number): SignatureInfo | undefined {
        return signatureAt(this, offset);
    }
    pipeTargets(offset: number, symbols: readonly SymbolInfo[]): ReadonlyMap<SymbolInfo, boolean> {
        return pipeTargets(this, offset, symbols);
    }
    streamColumns(offset: number): readonly StreamColumn[] {
        return streamColumns(this, offset);
    }
    pipeColumns(chunk: number): readonly PipeColumns[] {
        return pipeColumns(this, chunk);
    }
    columnAt(offset: number): ColumnInfo | undefined {
        return columnAt(this, offset);
    }
}

/** Name → type of every param; without a prototype's names in the way. */
export function paramSchema(inference: Pick<FileInference, "free">): Readonly<Record<string, ParamType>> {
    const schema: Record<string, ParamType> = {};
    for (const [name, type] of paramTypes(inference.free.get("params"))) {
        Object.defineProperty(schema, name, { value: paramType(type), enumerable: true, configurable: true, writable: true });
    }
    return schema;
}

/** Syntax, convert, check, inference; each in the reference's order. */
function errors({ file, inference }: Findings): Diagnostic[] {
    const out: Diagnostic[] = [];
    const add = (kind: Diagnostic["kind"], code: string, message: string, range: TextRange): void => {
        out.push({ start: range.start, end: range.end, severity: "error", kind, code, message });
    };
    const lines = lazy(() => new LineIndex(file.text));
    const addAll = (kind: "syntax" | "convert", errorsOf: (chunk: Chunk) => readonly ChunkError[]): void => {
        for (let index = 0; index < file.chunks.length && out.length <= MAX_ERRORS; index++) {
            for (const found of errorsOf(file.chunks[index] as Chunk)) {
                const message =
                    found.fault.at === undefined ? found.fault.message : faultText(found.fault, file.offsets[index] ?? 0, lines());
                add(kind, kind, message, absolute(file, index, found));
            }
        }
    };
    addAll("syntax", syntaxErrorsOf);
    if (isTooDeep(file)) {
        return out;
    }
    addAll("convert", convertErrorsOf);
    const check = checkFile(file.chunks);
    if (check !== undefined) {
        add("check", check.code, check.message, absolute(file, check.chunk, check));
    }
    const printer = new MessagePrinter();
    for (const { fault, chunk, start, end } of inference.faults.slice(0, MAX_ERRORS)) {
        add("inference", faultCode(fault), faultMessage(fault, printer), absolute(file, chunk, { start, end }));
    }
    return out;
}

function lazy<T>(make: () => T): () => T {
    let made: T | undefined;
    return () => (made ??= make());
}
