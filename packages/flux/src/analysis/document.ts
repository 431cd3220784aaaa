/** A text that is edited: parsing and inference reuse what an edit doesn't touch. */
import type { SourceFile } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import { FileAnalysis } from "./analysis.ts";
import { packageLoader } from "./analyze.ts";
import type { Analysis, AnalyzeOptions, TextChange } from "./api.ts";
import { IncrementalInference } from "./infer/incremental.ts";
import type { PackageLoader } from "./infer/statements.ts";
import { reparse } from "./reparse.ts";

export class FluxDocument {
    private file: SourceFile;
    private current: Analysis | undefined;
    private readonly inference: IncrementalInference;
    private readonly load: PackageLoader;
    private readonly options: AnalyzeOptions;

    /** Lint hints are left to the analysis' `hints` unless `options.lint` is true. */
    constructor(text: string, options: AnalyzeOptions = {}) {
        this.file = parse(text);
        this.load = packageLoader(options.packages);
        this.inference = new IncrementalInference(this.load);
        this.options = options;
    }

    get text(): string {
        return this.file.text;
    }

    /** Applies changes one after the other; each one's offsets (UTF-16) are those of the text before it. */
    edit(changes: readonly TextChange[]): void {
        for (const change of changes) {
            this.file = reparse(this.file, change);
        }
        this.current = undefined;
    }

    /** The analysis of the text as it is now; the same object until the next edit. */
    analysis(): Analysis {
        this.current ??= this.analyze();
        return this.current;
    }

    private analyze(): Analysis {
        const { file } = this;
        return new FileAnalysis(
            { file, inference: this.inference.run(file.chunks) },
            this.load,
            this.options.lint ?? false,
            this.options.severities,
        );
    }
}
