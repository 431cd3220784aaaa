import { byteOffset } from "../../kernels/text.ts";
import { definePackage, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { FluxRegexp } from "../../values/regexp.ts";
import { ArrayValue } from "../../values/value.ts";

/** One match: UTF-16 bounds and the texts of its groups. */
interface Match {
    readonly start: number;
    readonly end: number;
    readonly group: (name: string) => string;
}

/** All matches from left to right; an empty one right behind another match does not count. At most `limit` when that is not negative. */
function* matches(regexp: FluxRegexp, text: string, limit: number): Generator<Match> {
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

function replaceAll(regexp: FluxRegexp, text: string, template: string): string {
    let result = "";
    let at = 0;
    for (const match of matches(regexp, text, -1)) {
        result += text.slice(at, match.start) + expand(template, match);
        at = match.end;
    }
    return result + text.slice(at);
}

function split(regexp: FluxRegexp, text: string, limit: number): string[] {
    if (limit === 0) {
        return [];
    }
    if (regexp.source !== "" && text === "") {
        return [""];
    }
    const pieces: string[] = [];
    let begin = 0;
    let end = 0;
    for (const match of matches(regexp, text, limit)) {
        if (limit > 0 && pieces.length === limit - 1) {
            break;
        }
        end = match.start;
        if (match.end !== 0) {
            pieces.push(text.slice(begin, end));
        }
        begin = match.end;
    }
    return end === text.length ? pieces : [...pieces, text.slice(begin)];
}

function compile(source: string): FluxRegexp {
    try {
        return FluxRegexp.compile(source);
    } catch (error) {
        throw new FluxError("unknown", error instanceof Error ? error.message : String(error));
    }
}

export default definePackage("regexp", {
    compile: scalar(["v"], (args) => compile(args.string("v"))),
    quoteMeta: scalar(["v"], (args) => args.string("v").replace(/[\\.+*?()|[\]{}^$]/g, "\\$&")),
    findString: scalar(["r", "v"], (args) => {
        const text = args.string("v");
        const [match] = matches(args.regexp("r"), text, 1);
        return match === undefined ? "" : text.slice(match.start, match.end);
    }),
    findStringIndex: scalar(["r", "v"], (args) => {
        const text = args.string("v");
        const [match] = matches(args.regexp("r"), text, 1);
        return new ArrayValue(match === undefined ? [] : [match.start, match.end].map((index) => BigInt(byteOffset(text, index))));
    }),
    getString: scalar(["r"], (args) => args.regexp("r").source),
    matchRegexpString: scalar(["r", "v"], (args) => args.regexp("r").test(args.string("v")), { result: "bool" }),
    replaceAllString: scalar(["r", "v", "t"], (args) => replaceAll(args.regexp("r"), args.string("v"), args.string("t")), {
        result: "string",
    }),
    splitRegexp: scalar(["r", "v", "i"], (args) => new ArrayValue(split(args.regexp("r"), args.string("v"), args.count("i")))),
});
