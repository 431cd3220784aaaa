/** A part of a script that runs by itself: the rest is blanked out, so that every place keeps its line and column. */

/** UTF-16 offsets, end exclusive. */
export interface Span {
    readonly start: number;
    readonly end: number;
}

/**
 * The text with only `chosen` and the bindings that it may depend on (imports, options, variables). Line breaks stay. A
 * binding that overlaps the chosen part is taken as it was chosen.
 */
export function partOf(text: string, chosen: Span, bindings: readonly Span[]): string {
    const kept = [chosen, ...bindings.filter(({ start, end }) => end <= chosen.start || start >= chosen.end)].sort(
        (a, b) => a.start - b.start,
    );
    let out = "";
    let at = 0;
    for (const { start, end } of kept) {
        out += blank(text.slice(at, Math.max(at, start))) + text.slice(Math.max(at, start), end);
        at = Math.max(at, end);
    }
    return out + blank(text.slice(at));
}

function blank(text: string): string {
    return text.replace(/[^\r\n]/g, " ");
}

/** The params that a part reads; one that is only built up at run time is taken along rather than left out. */
export function paramsIn<T extends { readonly name: string }>(part: string, params: readonly T[]): T[] {
    const bare = /\bparams\b(?!\s*(\.|\[))/.test(part);
    return params.filter(({ name }) => bare || firstUse(part, name) >= 0);
}

/** UTF-16 offset of the first place in a text that reads a param, whatever stands there (a comment, say); -1 for none. */
export function firstUse(text: string, param: string): number {
    const name = param.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return text.search(new RegExp(`\\bparams\\s*(\\.\\s*${name}(?![\\p{L}\\p{N}_])|\\[\\s*"${name}"\\s*\\])`, "u"));
}
