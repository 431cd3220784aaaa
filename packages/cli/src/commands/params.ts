import { exitCodes } from "../faults.ts";
import { note, write, writeDocument } from "../output.ts";
import { paramsByUse } from "../running/params.ts";
import { expandPaths, readSource } from "../sources.ts";

export interface ParamsOptions {
    readonly json?: boolean;
}

/** The params of each script, as `GET /scripts/{id}/params` answers. Exit 1 when a file can't be read. */
export async function params(paths: readonly string[], options: ParamsOptions): Promise<number> {
    const sources = expandPaths(paths);
    const answers = sources.map((source) => {
        const read = readSource(source);
        return read.ok
            ? { file: source.file, params: Object.fromEntries(paramsByUse(read.text)) }
            : { file: source.file, error: read.error };
    });
    if (options.json === true) {
        await writeDocument(answers);
    } else {
        for (const answer of answers) {
            if (answer.error !== undefined) {
                note(`${answer.file}: ${answer.error.message}`);
                continue;
            }
            const lines = Object.entries(answer.params).map(
                ([name, type]) => `${sources.length === 1 ? "" : `${answer.file}: `}${name}: ${type}\n`,
            );
            await write(lines.join(""));
        }
    }
    return answers.some(({ error }) => error !== undefined) ? exitCodes.findings : exitCodes.fine;
}
