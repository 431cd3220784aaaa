import type { ExportDoc, PackageDoc } from "../types.ts";

const table = (name: string, what: string): Readonly<Record<string, ExportDoc>> => ({
    [name]: {
        summary: `Two small tables with ${what}, grouped by \`tag\`.`,
        arguments: { includeNull: "Have some values missing." },
        example: `import "sampledata"\n\nsampledata.${name}()\n`,
    },
});

const sampledata: PackageDoc = {
    summary: "Small tables of each type, the same every time.",
    exports: {
        ...table("bool", "truth values"),
        ...table("float", "floats"),
        ...table("int", "integers"),
        ...table("numericBool", "the numbers 0 and 1"),
        ...table("string", "texts"),
        ...table("uint", "unsigned integers"),
        start: { summary: "A time before all of the rows." },
        stop: { summary: "A time after all of the rows." },
    },
};

export default sampledata;
