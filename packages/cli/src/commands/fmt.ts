import { format } from "@flux-scripts/flux";
import { exitCodes, UsageError } from "../faults.ts";
import { note, write } from "../output.ts";
import { demandExactText, demandSources, demandText, type SourcePath } from "../sources.ts";
import { writeWhole } from "../workspace/ports.ts";

export interface FmtOptions {
    readonly write?: boolean;
    readonly check?: boolean;
}

/** Formats scripts. One that does not parse is left alone, with its errors, and exit 1. */
export async function fmt(paths: readonly string[], options: FmtOptions): Promise<number> {
    const sources = demandSources(paths);
    if (sources.length > 1 && options.write !== true && options.check !== true) {
        throw new UsageError("several scripts need --write or --check");
    }
    let findings = false;
    for (const source of sources) {
        const text = options.write === true ? demandExactText(source) : demandText(source);
        const result = format(text);
        if ("error" in result) {
            note(`${source.file}: ${result.error.message.replace(/\n\n/g, `\n${source.file}: `)}`);
            findings = true;
            continue;
        }
        if (options.check === true) {
            if (result.text !== text) {
                await write(`${source.file}\n`);
                findings = true;
            }
        } else if (options.write === true && source.file !== "-") {
            if (result.text !== text) rewrite(source, result.text);
        } else {
            await write(result.text);
        }
    }
    return findings ? exitCodes.findings : exitCodes.fine;
}

function rewrite({ file }: SourcePath, text: string): void {
    writeWhole(file, text);
    note(`formatted ${file}`);
}
