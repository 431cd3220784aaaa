import type { PackageDoc } from "../types.ts";

const v = "The text.";
const use = (call: string): string => `import "strings"\n\nx = strings.${call}\n`;

const strings: PackageDoc = {
    summary: "Texts: search, cut, replace, upper and lower case.",
    exports: {
        compare: {
            summary: "Order of two texts by their bytes: -1, 0 or 1.",
            arguments: { v, t: "The other text." },
            example: use('compare(v: "a", t: "b")'),
        },
        containsAny: {
            summary: "Whether a text has any of some characters.",
            arguments: { v, chars: "The characters." },
            example: use('containsAny(v: "abc", chars: "xb")'),
        },
        containsStr: {
            summary: "Whether a text has another in it.",
            arguments: { v, substr: "Text to look for." },
            example: use('containsStr(v: "kitchen", substr: "itch")'),
        },
        countStr: {
            summary: "How often a text has another in it, without overlap.",
            arguments: { v, substr: "Text to count." },
            example: use('countStr(v: "banana", substr: "an")'),
        },
        equalFold: {
            summary: "Whether two texts are equal but for upper and lower case.",
            arguments: { v, t: "The other text." },
            example: use('equalFold(v: "Go", t: "GO")'),
        },
        hasPrefix: {
            summary: "Whether a text begins with another.",
            arguments: { v, prefix: "The beginning." },
            example: use('hasPrefix(v: "sensor-1", prefix: "sensor")'),
        },
        hasSuffix: {
            summary: "Whether a text ends with another.",
            arguments: { v, suffix: "The end." },
            example: use('hasSuffix(v: "sensor-1", suffix: "-1")'),
        },
        index: {
            summary: "Place of the first occurrence, in bytes from 0; -1 where there is none.",
            arguments: { v, substr: "Text to look for." },
            example: use('index(v: "banana", substr: "an")'),
        },
        indexAny: {
            summary: "Place of the first of some characters; -1 where there is none.",
            arguments: { v, chars: "The characters." },
            example: use('indexAny(v: "banana", chars: "nb")'),
        },
        isDigit: { summary: "Whether a text is one digit.", arguments: { v }, example: use('isDigit(v: "7")') },
        isLetter: { summary: "Whether a text is one letter.", arguments: { v }, example: use('isLetter(v: "a")') },
        isLower: { summary: "Whether a text is one small letter.", arguments: { v }, example: use('isLower(v: "a")') },
        isUpper: { summary: "Whether a text is one capital letter.", arguments: { v }, example: use('isUpper(v: "A")') },
        joinStr: {
            summary: "Texts of a list, with another between them.",
            arguments: { arr: "The texts.", v: "Text between them." },
            example: use('joinStr(arr: ["a", "b"], v: ", ")'),
        },
        lastIndex: {
            summary: "Place of the last occurrence; -1 where there is none.",
            arguments: { v, substr: "Text to look for." },
            example: use('lastIndex(v: "banana", substr: "an")'),
        },
        lastIndexAny: {
            summary: "Place of the last of some characters; -1 where there is none.",
            arguments: { v, chars: "The characters." },
            example: use('lastIndexAny(v: "banana", chars: "nb")'),
        },
        repeat: { summary: "A text so many times.", arguments: { v, i: "How many times." }, example: use('repeat(v: "ab", i: 3)') },
        replace: {
            summary: "Replaces the first occurrences of a text.",
            arguments: { v, t: "Text to replace.", u: "Text to put there.", i: "How many occurrences." },
            example: use('replace(v: "a b c", t: " ", u: "_", i: 1)'),
        },
        replaceAll: {
            summary: "Replaces every occurrence of a text.",
            arguments: { v, t: "Text to replace.", u: "Text to put there." },
            example: use('replaceAll(v: "a b c", t: " ", u: "_")'),
        },
        split: {
            summary: "Cuts a text at each occurrence of another, into a list.",
            arguments: { v, t: "Where to cut." },
            example: use('split(v: "a,b,c", t: ",")'),
        },
        splitAfter: {
            summary: "Cuts after each occurrence; it stays with the part before.",
            arguments: { v, t: "Where to cut." },
            example: use('splitAfter(v: "a,b,c", t: ",")'),
        },
        splitAfterN: {
            summary: "As `splitAfter`, into so many parts at most.",
            arguments: { v, t: "Where to cut.", i: "Number of parts." },
            example: use('splitAfterN(v: "a,b,c", t: ",", i: 2)'),
        },
        splitN: {
            summary: "As `split`, into so many parts at most.",
            arguments: { v, t: "Where to cut.", i: "Number of parts." },
            example: use('splitN(v: "a,b,c", t: ",", i: 2)'),
        },
        strlen: { summary: "Number of characters.", arguments: { v }, example: use('strlen(v: "größe")') },
        substring: {
            summary: "The characters from `start` up to, but without, `end`.",
            arguments: { v, start: "First place, from 0.", end: "Place after the last." },
            example: use('substring(v: "sensor", start: 0, end: 3)'),
        },
        title: { summary: "Makes the first letter of each word a capital.", arguments: { v }, example: use('title(v: "living room")') },
        toLower: { summary: "In small letters.", arguments: { v }, example: use('toLower(v: "KITCHEN")') },
        toTitle: {
            summary: "In title letters: for almost every script the capitals.",
            arguments: { v },
            example: use('toTitle(v: "kitchen")'),
        },
        toUpper: { summary: "In capital letters.", arguments: { v }, example: use('toUpper(v: "kitchen")') },
        trim: {
            summary: "Takes some characters off both ends.",
            arguments: { v, cutset: "The characters." },
            example: use('trim(v: "--a--", cutset: "-")'),
        },
        trimLeft: {
            summary: "Takes some characters off the beginning.",
            arguments: { v, cutset: "The characters." },
            example: use('trimLeft(v: "--a--", cutset: "-")'),
        },
        trimPrefix: {
            summary: "Takes a text off the beginning, once.",
            arguments: { v, prefix: "The beginning." },
            example: use('trimPrefix(v: "sensor-1", prefix: "sensor-")'),
        },
        trimRight: {
            summary: "Takes some characters off the end.",
            arguments: { v, cutset: "The characters." },
            example: use('trimRight(v: "--a--", cutset: "-")'),
        },
        trimSpace: { summary: "Takes white space off both ends.", arguments: { v }, example: use('trimSpace(v: "  a  ")') },
        trimSuffix: {
            summary: "Takes a text off the end, once.",
            arguments: { v, suffix: "The end." },
            example: use('trimSuffix(v: "a.flux", suffix: ".flux")'),
        },
    },
};

export default strings;
