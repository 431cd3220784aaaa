/** JSON of a record or list, indented, for reading; undefined for other texts. Only the layout changes: a number keeps its digits. */
export function layOut(text: string): string | undefined {
    const trimmed = text.trim();
    if (!/^[[{]/.test(trimmed)) return undefined;
    try {
        JSON.parse(trimmed);
    } catch {
        return undefined;
    }
    let laid = "";
    let depth = 0;
    for (const [token] of trimmed.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
        const opened = /[[{]$/.test(laid);
        if (token === "}" || token === "]") {
            depth--;
            laid += opened ? token : `\n${"  ".repeat(depth)}${token}`;
            continue;
        }
        if (token !== "," && token !== ":" && (opened || laid.endsWith(","))) laid += `\n${"  ".repeat(depth)}`;
        if (token === "{" || token === "[") depth++;
        laid += token === ":" ? ": " : token;
    }
    return laid;
}
