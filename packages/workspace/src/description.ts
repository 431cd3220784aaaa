/** The description that a script's own text gives. */

/** The text of the leading `//` comment, its lines joined by line breaks; empty when there is none. */
export function leadingComment(text: string): string {
    const lines: string[] = [];
    for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
        const match = /^\s*\/\/ ?(.*)$/.exec(line);
        if (match === null) {
            if (line.trim() === "" && lines.length === 0) continue;
            break;
        }
        lines.push((match[1] ?? "").trimEnd());
    }
    return lines.join("\n").trim();
}
