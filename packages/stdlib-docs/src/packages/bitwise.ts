import type { ExportDoc, PackageDoc } from "../types.ts";

const two: Readonly<Record<string, string>> = {
    and: "Bits that both numbers have.",
    or: "Bits that one of the numbers has.",
    xor: "Bits that only one of the numbers has.",
    clear: "Bits of the first number without those of the second.",
    lshift: "The first number's bits, moved left by the second.",
    rshift: "The first number's bits, moved right by the second.",
};
const of = (path: string, prefix: string, kind: string, value: (n: number) => string): Readonly<Record<string, ExportDoc>> => {
    const use = (call: string): string => `import "${path}"\n\nx = bitwise.${call}\n`;
    const pairs = Object.entries(two).map(([name, summary]): [string, ExportDoc] => [
        prefix + name,
        {
            summary: `${summary} For ${kind}.`,
            arguments: { a: "The first number.", b: "The second number." },
            // The checker asks for an int to shift by and the engine for a uint: no example can satisfy both.
            ...(prefix === "s" && name.endsWith("shift") ? {} : { example: use(`${prefix}${name}(a: ${value(12)}, b: ${value(2)})`) }),
        },
    ]);
    const not: ExportDoc = {
        summary: `All bits turned over. For ${kind}.`,
        arguments: { a: "The number." },
        example: use(`${prefix}not(a: ${value(12)})`),
    };
    return { ...Object.fromEntries(pairs), [`${prefix}not`]: not };
};

/** Both packages of this name hold the same functions: one grew out of the other. */
export const bitwiseOf = (path: string): PackageDoc => ({
    summary: "The bits of whole numbers: names with `s` for int, with `u` for uint.",
    exports: { ...of(path, "s", "int", String), ...of(path, "u", "uint", (n) => `uint(v: ${n})`) },
});

export default bitwiseOf("bitwise");
