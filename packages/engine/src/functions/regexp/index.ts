import { byteOffset } from "../../kernels/text.ts";
import { definePackage, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { FluxRegexp } from "../../values/regexp.ts";
import { ArrayValue } from "../../values/value.ts";
import { matches, replaceAll } from "../support/matches.ts";

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
