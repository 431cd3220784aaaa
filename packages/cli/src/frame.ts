/** A line of a script with a mark under the place that a message is about. */
import type { BytePosition } from "@flux-scripts/flux";
import type { Paint } from "./output.ts";

/** Two lines; none where the text has no such line. A place of several lines is marked to the end of its first. */
export function frame(text: string, start: BytePosition, end: BytePosition, paint: Paint): string[] {
    const line = text.split("\n")[start.line - 1]?.replace(/\r$/, "");
    if (line === undefined) return [];
    const bytes = Buffer.from(line);
    const before = bytes.subarray(0, start.column - 1).toString();
    const marked = bytes.subarray(start.column - 1, end.line > start.line ? bytes.length : end.column - 1).toString();
    const number = String(start.line);
    // Tabs stay tabs, so that the mark stands under its place however wide they are.
    const blanks = before.replace(/[^\t]/gu, " ");
    return [
        `${paint("dim", ` ${number} |`)} ${line}`,
        `${paint("dim", ` ${" ".repeat(number.length)} |`)} ${blanks}${paint("red", "^".repeat(Math.max(1, [...marked].length)))}`,
    ];
}
