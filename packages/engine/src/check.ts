import { analyze, type Diagnostic } from "@flux-scripts/flux";
import { RunError, type RunRequest } from "./api.ts";

/** Throws the errors of a script that does not compile, worded as the reference does: a paragraph each, with its place. */
export function checkScript(request: RunRequest): void {
    const { source } = request;
    const analysis = analyze(source, { lint: false });
    const all = analysis.diagnostics.filter(({ severity }) => severity === "error");
    // A text that does not parse is not looked at any further.
    const errors = all.some(({ kind }) => kind === "syntax") ? all.filter(({ kind }) => kind === "syntax") : all;
    const first = errors[0];
    if (first !== undefined) {
        const places = new Places(source);
        throw new RunError("invalid", errors.map((error) => places.message(error)).join("\n\n"), first.start, first.end);
    }
    if (request.params === undefined && Object.keys(analysis.params).length > 0) {
        throw new RunError("invalid", "error: undefined identifier params");
    }
    for (const name of Object.keys(analysis.params)) {
        if (request.params?.has(name) !== true) {
            throw new RunError("invalid", `error: record is missing label ${name}`);
        }
    }
}

/** Offsets to lines and columns, both from 1, columns in UTF-8 bytes. */
class Places {
    private readonly starts: number[] = [0];
    private readonly encoder = new TextEncoder();

    constructor(private readonly text: string) {
        for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
            this.starts.push(at + 1);
        }
    }

    message({ start, end, message }: Diagnostic): string {
        return `error @${this.place(start)}-${this.place(end)}: ${message}`;
    }

    private place(offset: number): string {
        let line = this.starts.findLastIndex((start) => start <= offset);
        line = Math.max(line, 0);
        const column = this.encoder.encode(this.text.slice(this.starts[line], offset)).length;
        return `${line + 1}:${column + 1}`;
    }
}
