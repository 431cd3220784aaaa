import type { PackageDoc } from "../types.ts";

const r = "The regular expression.";
const v = "The text.";
const use = (call: string): string => `import "regexp"\n\nx = regexp.${call}\n`;

const regexp: PackageDoc = {
    summary: "Regular expressions in Go's syntax. `=~` and `!~` match without this package.",
    exports: {
        compile: {
            summary: "A regular expression of a text: for one that a caller gives.",
            arguments: { v: "The pattern." },
            example: use('compile(v: "^k[a-z]+$")'),
        },
        findString: {
            summary: "The first part that matches; empty where there is none.",
            arguments: { r, v },
            example: use('findString(r: /[0-9]+/, v: "room 12")'),
        },
        findStringIndex: {
            summary: "Beginning and end of the first part that matches.",
            arguments: { r, v },
            example: use('findStringIndex(r: /[0-9]+/, v: "room 12")'),
        },
        getString: { summary: "The pattern as text.", arguments: { r }, example: use("getString(r: /[0-9]+/)") },
        matchRegexpString: {
            summary: "Whether a text matches.",
            arguments: { r, v },
            example: use('matchRegexpString(r: /[0-9]+/, v: "room 12")'),
        },
        quoteMeta: { summary: "A text as a pattern for itself.", arguments: { v }, example: use('quoteMeta(v: "a.b")') },
        replaceAllString: {
            summary: "Replaces every part that matches.",
            arguments: { r, v, t: "Text to put there; `$1` for a group." },
            example: use('replaceAllString(r: /[0-9]+/, v: "room 12", t: "x")'),
        },
        splitRegexp: {
            summary: "Cuts a text at each match.",
            arguments: { r, v, i: "Number of parts at most; -1 for all." },
            example: use('splitRegexp(r: /,\\s*/, v: "a, b,c", i: -1)'),
        },
    },
};

export default regexp;
