import { describe, expect, it } from "vitest";
import { standardPackage } from "../stdlib/signatures.ts";
import { parse } from "../syntax/parser.ts";
import { Recording } from "./recording.ts";
import { FileNames } from "./scopes.ts";

/** `name at place → place of what binds it`, `standard` or `nothing`, as inference resolves them. */
function byInference(text: string): string[] {
    const { chunks } = parse(text);
    return Recording.ofFile(chunks, standardPackage)
        .uses.map(({ node, binding, chunk }) => {
            const target = binding === undefined ? "nothing" : binding.chunk < 0 ? "standard" : `${binding.chunk}:${binding.start}`;
            return `${node.name} ${chunk}:${node.start} → ${target}`;
        })
        .sort();
}

function bySyntax(text: string): string[] {
    const names = new FileNames(parse(text).chunks);
    return names.chunks
        .flatMap(({ scopes, meanings }, chunk) =>
            scopes.uses.map(({ node, local }) => {
                const own = local === undefined ? names.definitionFor(node.name, chunk) : undefined;
                const standard = own === undefined && meanings[scopes.reads.indexOf(node.name)]?.tag === "standard";
                const target =
                    local !== undefined
                        ? `${chunk}:${local.start}`
                        : own !== undefined
                          ? `${own.chunk}:${own.definition.start}`
                          : standard
                            ? "standard"
                            : "nothing";
                return `${node.name} ${chunk}:${node.start} → ${target}`;
            }),
        )
        .sort();
}

describe("names by syntax", () => {
    it.each([
        ["a name that is read before it is bound again", "a = 1\nb = a\nf = (a, c=a) => {\n    d = a + c\n    return d + b\n}\nf(a: b)"],
        ["a shorthand, an extension and an interpolation", 'a = 1\nr = {a}\ns = {r with b: a}\nt = "${s.b} ${a}"\nt'],
        [
            "a testcase with names of its own",
            'import "testing"\na = 1\ntestcase t {\n    b = a\n    testing.assertEquals(name: "x", got: b, want: a)\n}',
        ],
        ["options", 'option task = {name: "t", every: 1h}\noption now = () => 2020-01-01T00:00:00Z\nx = now()\nx == task.every'],
    ])("%s", (_title, text) => {
        expect(bySyntax(text)).toEqual(byInference(text));
    });
});
