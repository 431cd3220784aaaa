import { describe, expect, it } from "vitest";
import { endsInText, insertionOf, previewOf, scriptOf } from "./data.ts";

const inMeasurement = { bucket: "plant", measurement: "air" };
const nodes = {
    bucket: { kind: "bucket", bucket: "plant" },
    measurement: { kind: "measurement", ...inMeasurement },
    field: { kind: "field", ...inMeasurement, name: "co" },
    tag: { kind: "tag", ...inMeasurement, name: "sensor id" },
    value: { kind: "tagValue", ...inMeasurement, name: "room", value: 'the "${x}" \\ hall' },
} as const;

describe("rows of data as Flux", () => {
    it("are whole scripts where none is open", () => {
        expect(scriptOf(nodes.bucket)).toBe('from(bucket: "plant")\n    |> range(start: -1h)\n');
        expect(scriptOf(nodes.field)).toBe(
            'from(bucket: "plant")\n    |> range(start: -1h)\n    |> filter(fn: (r) => r._measurement == "air")\n    |> filter(fn: (r) => r._field == "co")\n',
        );
    });

    it("are a step of their own in a script that reads a bucket, and a query in one that does not", () => {
        const there = { inText: false, reads: true };
        expect(insertionOf(nodes.measurement, there)).toBe('    |> filter(fn: (r) => r._measurement == "air")\n');
        expect(insertionOf(nodes.tag, there)).toBe('    |> filter(fn: (r) => exists r["sensor id"])\n');
        expect(insertionOf(nodes.bucket, there)).toContain("range(start: -1h)");
        expect(insertionOf(nodes.measurement, { inText: false, reads: false })).toMatch(/^from\(bucket: "plant"\)/);
    });

    it("never leave the text that they stand in", () => {
        expect(insertionOf(nodes.value, { inText: true, reads: true })).toBe('the \\"\\${x}\\" \\\\ hall');
        expect(insertionOf(nodes.value, { inText: false, reads: true })).toBe(
            '    |> filter(fn: (r) => r.room == "the \\"\\${x}\\" \\\\ hall")\n',
        );
    });

    it("are previewed with a few rows", () => {
        expect(previewOf(nodes.value)).toMatch(/range\(start: -30d\)[^]*r\.room == [^]*\|> limit\(n: 50\)\n$/);
    });

    it("know a cursor within a text", () => {
        expect(['from(bucket: "', "from(", 'from(bucket: "a")', 'x = "a\\"b'].map(endsInText)).toEqual([true, false, false, true]);
    });
});
