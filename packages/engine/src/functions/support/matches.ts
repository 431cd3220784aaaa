import type { FluxRegexp } from "../../values/regexp.ts";

/** One match: UTF-16 bounds and the texts of its groups. */
interface Match {
    readonly start: number;
    readonly end: number;
    readonly group: (name: string) => string;
}

/** All matches from left to right; an empty one right behind another match does not count. At most `limit` when that is not negative. */
export function* matches(regexp: FluxRegexp, text: string, limit: number): Generator<Match> {
    const matcher = regexp.compiled.matcher(text);
    let previousEnd = -1;
    let count = 0;
    while ((limit < 0 || count < limit) && matcher.find()) {
        const start = matcher.start();
        const end = matcher.end();
        if (start === end && start === previousEnd) {
            continue;
        }
        previousEnd = end;
        count += 1;
        yield { start, end, group: (name) => groupText(matcher, name) };
    }
}

interface Groups {
    group(group: number | string): string | null;
    groupCount(): number;
}

/** The text of a numbered or named group; empty for one that there is not. */
function groupText(matcher: Groups, name: string): string {
    if (/^\d+$/.test(name)) {
        return Number(name) <= matcher.groupCount() ? (matcher.group(Number(name)) ?? "") : "";
    }
    try {
        return matcher.group(name) ?? "";
    } catch {
        return "";
    }
}

/** A replacement with `$1`, `${name}` and `$$` put in; the longest run of letters, digits and _ is the name. */
function expand(template: string, match: Match): string {
    return template.replace(
        /\$(?:(\$)|(\w+)|\{(\w+)\})/g,
        (_, dollar: string | undefined, name: string | undefined, braced: string | undefined) =>
            dollar === undefined ? match.group(name ?? braced ?? "") : "$",
    );
}

/** The text with every match replaced by a template, expanded as Go does it. */
export function replaceAll(regexp: FluxRegexp, text: string, template: string): string {
    let result = "";
    let at = 0;
    for (const match of matches(regexp, text, -1)) {
        result += text.slice(at, match.start) + expand(template, match);
        at = match.end;
    }
    return result + text.slice(at);
}
