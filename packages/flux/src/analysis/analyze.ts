/** The services over a text: analysis, params, effects. */
import type { ParamType } from "../params/schema.ts";
import { packageFromTexts, standardPackage } from "../stdlib/signatures.ts";
import { parse } from "../syntax/parser.ts";
import type { PackageType } from "../types/type.ts";
import { FileAnalysis, paramSchema } from "./analysis.ts";
import type { Analysis, AnalyzeOptions, Effect } from "./api.ts";
import { inferFile } from "./infer/file.ts";
import type { PackageLoader } from "./infer/statements.ts";

/** Finds packages of the standard library and those given from outside. */
export function packageLoader(packages: AnalyzeOptions["packages"]): PackageLoader {
    if (packages === undefined) {
        return standardPackage;
    }
    const own = new Map<string, PackageType>();
    return (path) => {
        let found = own.get(path);
        if (found === undefined && Object.hasOwn(packages, path)) {
            found = packageFromTexts(path, packages[path] ?? {});
            own.set(path, found);
        }
        return found ?? standardPackage(path);
    };
}

/** Analyses a text from nothing. Never throws; a text that does not parse is analysed as far as it goes. */
export function analyze(text: string, options: AnalyzeOptions = {}): Analysis {
    const file = parse(text);
    const load = packageLoader(options.packages);
    const findings = { file, inference: inferFile(file.chunks, load) };
    return new FileAnalysis(findings, load, options.lint ?? true, options.severities);
}

/** Every param of a script with its type, as `GET /scripts/{id}/params` answers; also for a script with errors. */
export function inferParams(text: string): Readonly<Record<string, ParamType>> {
    return paramSchema(inferFile(parse(text).chunks, standardPackage));
}

/** What a run of a script may change or reach, in source order. */
export function effects(text: string): readonly Effect[] {
    return analyze(text, { lint: false }).effects;
}
