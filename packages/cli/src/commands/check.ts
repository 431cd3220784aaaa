import { RunError, userPackageTypes } from "@flux-scripts/engine";
import { analyze, type BytePosition, type Diagnostic, LineIndex, parse, type Severity } from "@flux-scripts/flux";
import { exitCodes } from "../faults.ts";
import { frame } from "../frame.ts";
import { paintFor, write, writeDocument } from "../output.ts";
import { packagesNear } from "../running/packages.ts";
import { demandSources, demandText } from "../sources.ts";

export interface CheckOptions {
    readonly json?: boolean;
    readonly format: string;
    readonly failOn: string;
}

interface Finding {
    readonly severity: Severity;
    readonly code: string;
    readonly message: string;
    readonly start: BytePosition;
    readonly end: BytePosition;
}

const order: readonly Severity[] = ["error", "warning", "information", "hint"];
const colours = { error: "red", warning: "yellow", information: "blue", hint: "dim" } as const;

/** Tells faults and hints of scripts; exit 1 when one is as severe as `failOn`. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
    const format = options.json === true ? "json" : options.format;
    const limit = order.indexOf(options.failOn as Severity);
    const files: { file: string; diagnostics: Finding[] }[] = [];
    let failed = false;
    for (const source of demandSources(paths)) {
        const text = demandText(source);
        const diagnostics = findings(source.file, text);
        failed ||= diagnostics.some(({ severity }) => order.indexOf(severity) <= limit);
        if (format === "json") files.push({ file: source.file, diagnostics });
        else if (format === "github") await write(diagnostics.map((finding) => annotation(source.file, finding)).join(""));
        else await write(diagnostics.map((finding) => line(source.file, text, finding)).join(""));
    }
    if (format === "json") await writeDocument(files);
    return failed ? exitCodes.findings : exitCodes.fine;
}

function findings(file: string, text: string): Finding[] {
    const lines = new LineIndex(text);
    const { diagnostics } = analyze(text, { packages: packagesOf(file, text) });
    return diagnostics.map(({ severity, code, message, start, end }: Diagnostic) => ({
        severity,
        code,
        message,
        start: lines.bytePosition(start),
        end: lines.bytePosition(end),
    }));
}

/** Packages of the user that the script imports; none where one of them has a fault, which its own check tells. */
function packagesOf(file: string, text: string): ReturnType<typeof userPackageTypes> {
    try {
        return userPackageTypes(parse(text), { packages: packagesNear(file) });
    } catch (error) {
        if (error instanceof RunError) return {};
        throw error;
    }
}

/** One line a finding; for a person at a terminal with its place in the script below. */
function line(file: string, text: string, { severity, code, message, start, end }: Finding): string {
    const paint = paintFor(process.stdout);
    const below = process.stdout.isTTY === true ? frame(text, start, end, paint).map((part) => `${part}\n`) : [];
    return `${paint("bold", `${file}:${start.line}:${start.column}:`)} ${paint(colours[severity], `${severity}:`)} ${message.replace(/\s*\n\s*/g, " ")} ${paint("dim", `[${code}]`)}\n${below.join("")}`;
}

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", information: "notice", hint: "notice" };

/** A workflow command, with the escapes that it asks for. */
function annotation(file: string, { severity, code, message, start, end }: Finding): string {
    const property = (text: string): string => data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
    const data = (text: string): string => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
    const places = `line=${start.line},col=${start.column},endLine=${end.line},endColumn=${end.column}`;
    return `::${levels[severity]} file=${property(file)},${places},title=${property(code)}::${data(message)}\n`;
}
