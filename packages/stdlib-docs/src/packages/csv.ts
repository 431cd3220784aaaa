import type { PackageDoc } from "../types.ts";

const csv: PackageDoc = {
    summary: "Tables from CSV.",
    exports: {
        from: {
            summary: "Reads tables from CSV text or a file.",
            arguments: {
                csv: "The text.",
                file: "A file instead, where the host lets scripts read files.",
                mode: "`annotations` for annotated CSV with types; `raw` for a header line, everything as text.",
            },
            values: { mode: ["annotations", "raw"] },
            example: 'import "csv"\n\ncsv.from(csv: "room,value\nkitchen,21.5\n", mode: "raw")\n',
        },
    },
};

export default csv;
