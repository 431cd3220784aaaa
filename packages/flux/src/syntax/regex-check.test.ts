import { expect, it } from "vitest";
import { regexFault } from "./regex-check.ts";

it.each([
    ["a+b*", undefined],
    ["[[:alpha:]]", undefined],
    ["[]]", undefined],
    ["(?P<n>x)(?:y)(?i)", undefined],
    ["\\p{Greek}", undefined],
    ["*a", "*a error: repetition operator missing expression"],
    ["abcd)", "abcd)  error: unopened group"],
    ["(a", "(a error: unclosed group"],
    ["[z-a]", "[z-a]  error: invalid character class range, the start must be <= the end"],
    ["[a", "[a error: unclosed character class"],
    ["a{2,1}", "a{2,1}  error: invalid repetition count range, the start must be <= the end"],
    ["a{", "a{  error: unclosed counted repetition"],
    ["(?=a)", "(?=a) error: look-around, including look-ahead and look-behind, is not supported"],
    ["\\1", "\\1 error: backreferences are not supported"],
    ["\\q", "\\q error: unrecognized escape sequence"],
    ["\\p{Foo}", "\\p{Foo} error: Unicode property not found"],
    ["(?P<a>x)(?P<a>y)", "(?P<a>x)(?P<a>y)      error: duplicate capture group name"],
    ["(?-u:.)", "(?-u:.)   error: pattern can match invalid UTF-8"],
    ["(?-u)[^a]", "(?-u)[a]   error: pattern can match invalid UTF-8"],
    ["(?-u:a)(.)", undefined],
    ["(?-u)[\\D]", "(?-u)[\\D]   error: pattern can match invalid UTF-8"],
    ["(?-u)[^\\D]", undefined],
    ["(?-u)[\\D&&a]", undefined],
    ["(?-u)[a--\\D]", undefined],
    ["(?-u)[\\W~~\\Sa]", undefined],
    ["(?-u)[\\W--a]", "(?-u)[\\W--a]   error: pattern can match invalid UTF-8"],
    ["(?-u)[a&&[\\W]]", "(?-u)[a&&[\\W]]    error: pattern can match invalid UTF-8"],
    ["(?x-u)[ ^a]", "(?x-u)[ a]    error: pattern can match invalid UTF-8"],
    ["(?-u)é", "(?-u)é   error: Unicode not allowed here"],
    ["(?-u:\\pN)", "(?-u:\\pN)   error: Unicode not allowed here"],
])("%s", (pattern, expected) => {
    expect(regexFault(pattern)).toBe(expected === undefined ? undefined : `regex parse error: ${expected}`);
});

it.each([
    ["a{650000}", undefined],
    ["(a{1000}){1000}", "compiled too big"],
    ["\\w{100}", undefined],
    ["\\w{200}", "compiled too big"],
    [".{17000}", undefined],
    [".{18000}", "compiled too big"],
    ["(\\d{50}){70}", "compiled too big"],
    ["(?-u:\\w{1000})", undefined],
])("%s is refused when it takes too much", (pattern, expected) => {
    expect(regexFault(pattern)).toBe(expected);
});
