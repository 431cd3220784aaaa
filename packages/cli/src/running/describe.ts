/** A failed run as a person at a terminal reads it: place, message, the line with a mark under it, what to do. Scripts get JSON. */
import { frame } from "../frame.ts";
import { note, type Paint, paintFor } from "../output.ts";
import type { RunFailure } from "./failure.ts";
import { paramsByUse } from "./params.ts";

/** Where a failed script's text is; a stored one has no file. */
export interface FailedScript {
    readonly file: string;
    readonly text: string;
}

/** To standard error: JSON `{"code", "message"}`, or on a terminal words. `given`: whether params were. */
export function tellFailure(failure: RunFailure, script: FailedScript | undefined, given: boolean): void {
    note(process.stderr.isTTY === true ? describeFailure(failure, script, given, paintFor(process.stderr)) : JSON.stringify(failure));
}

const place = /(?:@|\bloc )(\d+):(\d+)-(\d+):(\d+):? ?/;

export function describeFailure({ code, message }: RunFailure, script: FailedScript | undefined, given: boolean, paint: Paint): string {
    const needed = script === undefined || given ? [] : paramsByUse(script.text);
    const isMissing = (part: string): boolean => needed.length > 0 && /undefined identifier params$/.test(part);
    const parts = message.split(/\n\n+/).map((part) => part.trim());
    const lines = parts.filter((part) => !isMissing(part)).map((part) => describePart(part, code, script, paint));
    if (parts.some(isMissing)) {
        const names = needed.map(([name, type]) => (type === "any" ? name : `${name} (${type})`)).join(", ");
        lines.push(
            `${paint("bold", `${script?.file ?? ""}:`)} ${paint("red", "error:")} the script needs params: ${names}\nGive them with --params '{"${needed[0]?.[0] ?? ""}": …}' or --param ${needed[0]?.[0] ?? ""}=….`,
        );
    }
    return lines.join("\n");
}

function describePart(part: string, code: string, script: FailedScript | undefined, paint: Paint): string {
    const found = place.exec(part);
    const error = paint("red", "error:");
    const tail = paint("dim", `[${code}]`);
    if (found === null || script === undefined) return `${error} ${part.replace(/^error:? /, "")} ${tail}`;
    const [line = 1, column = 1, endLine = 1, endColumn = 1] = found.slice(1).map(Number);
    const words = part.slice(found.index + found[0].length);
    const head = `${paint("bold", `${script.file}:${line}:${column}:`)} ${error} ${words} ${tail}`;
    return [head, ...frame(script.text, { line, column }, { line: endLine, column: endColumn }, paint)].join("\n");
}
