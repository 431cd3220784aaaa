import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BucketIndex } from "../storage/index.ts";
import { type BatchResult, readBatch } from "./batch.ts";

let ids = 0;
const now = 1_709_287_200_123_456_789n;

function read(text: string | Buffer, options: { precision?: "ns" | "us" | "ms" | "s"; bucket?: BucketIndex } = {}): BatchResult {
    const bytes = typeof text === "string" ? Buffer.from(text) : text;
    return readBatch(bytes, options.bucket ?? new BucketIndex(1, 0, 604_800), {
        precision: options.precision ?? "ns",
        now,
        newId: () => ++ids,
    });
}

/** `measurement,tags field=[time:value …]` of each column. */
function shown(result: BatchResult): string[] {
    if (!result.ok) return [result.message];
    return result.batch.columns.map(({ series, points }) => {
        const { times, values } = points.sorted();
        const tags = series.group.tags.map(([key, value]) => `,${key}=${value}`).join("");
        return `${series.group.measurement.name}${tags} ${series.field}=${Array.from(times, (time, i) => `${time}:${String(values[i])}`).join(" ")}`;
    });
}

describe("line protocol", () => {
    it.each([
        ["m,=a v=1", "missing tag key"],
        ["m,t= v=1", "missing tag value"],
        ["m,t=1, v=1", "missing tag key"],
        [",t=1 v=1", "missing measurement"],
        ["m,a=1,a=2 v=1", "duplicate tags"],
        ["m,_field=x v=1", 'cannot use reserved tag key "_field"'],
        ["m 1709287200000000000", "invalid field format"],
        ["m v=1,", "invalid field format"],
        ["m v=", "missing field value"],
        ["m v=1 1.5", "bad timestamp"],
        ["m v=1 1 2", "bad timestamp"],
        ["m v=NaN", "invalid number"],
        ["m v=1.2.3", "invalid number"],
        ["m v=1e", "invalid number"],
        ["m v=-", "invalid number"],
        ["m v=1 -9223372036854775807", "time outside range -9223372036854775806 - 9223372036854775806"],
    ])("refuses %s", (line, reason) => {
        expect(shown(read(line))).toEqual([`unable to parse '${line}': ${reason}`]);
    });

    it("reads escapes, quoted line feeds, and sorts tags", () => {
        const text = 'my\\ m,b\\=c=2,a=x\\,y\\ z f\\ 1=1i,s="a \\"q\\" \\\\ b\nnext, line=1",t=T 5\n#note\n\n  plain v=.5\n';
        expect(shown(read(text))).toEqual([
            "my m,a=x,y z,b=c=2 f 1=5:1",
            'my m,a=x,y z,b=c=2 s=5:a "q" \\ b\nnext, line=1',
            "my m,a=x,y z,b=c=2 t=5:1",
            `plain v=${now}:0.5`,
        ]);
    });

    it("keeps every bit of numbers and times at each precision", () => {
        const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
        const limit = 9_223_372_036_854_775_806n;
        const units = { ns: 1n, us: 1000n, ms: 1_000_000n, s: 1_000_000_000n };
        fc.assert(
            fc.property(
                fc.array(
                    fc.record({
                        i: int64,
                        u: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
                        f: fc.double({ noNaN: true, noDefaultInfinity: true }),
                        t: int64,
                    }),
                    {
                        minLength: 1,
                        maxLength: 5,
                    },
                ),
                fc.constantFrom("ns", "us", "ms", "s" as const),
                (rows, precision) => {
                    for (const row of rows) {
                        const time = (row.t % (limit / units[precision])) * 1n;
                        const result = read(`m i=${row.i}i,u=${row.u}u,f=${row.f} ${time}`, { precision });
                        expect(shown(result)).toEqual(
                            [
                                `i=${time * units[precision]}:${row.i}`,
                                `u=${time * units[precision]}:${row.u}`,
                                `f=${time * units[precision]}:${row.f}`,
                            ].map((text) => `m ${text}`),
                        );
                    }
                },
            ),
        );
    });

    it("leaves out the whole point whose field has another type, and nothing else", () => {
        const bucket = new BucketIndex(1, 0, 604_800);
        expect(shown(read("m v=1.5,w=1 1", { bucket }))).toEqual(["m v=1:1.5", "m w=1:1"]);
        const result = read("m v=1i,w=2 2\nm v=2.5 3", { bucket });
        expect(shown(result)).toEqual(["m v=3:2.5"]);
        expect(result.ok && result.batch.dropMessage).toBe(
            'field type conflict: input field "v" on measurement "m" is type integer, already exists as type float',
        );
        // Another shard takes another type.
        expect(shown(read("m v=1i 1719287200000000000", { bucket }))).toEqual(["m v=1719287200000000000:1"]);
    });

    it("leaves out points beyond the retention, and says which and why", () => {
        const bucket = new BucketIndex(1, 7200, 3600);
        const late = now - 7_200_123_456_789n;
        const result = read(`m\\ m,t=a\\=b v=1 ${late - 1_000_000_000n}\nm v=2 ${late}\nm v=3 1000000000\nn v=1i ${late - 1n}`, { bucket });
        expect(shown(result)).toEqual([`m v=${late}:2`]);
        const bound = "dropped because it violates a Retention Policy Lower Bound at 2024-03-01T08:00:00Z";
        expect(result.ok && result.batch.dropMessage).toBe(
            "dropped 3 points outside retention policy of duration 2h0m0s - " +
                `oldest point m at 1970-01-01T00:00:01Z ${bound}, newest point n at 2024-03-01T07:59:59.999999999Z ${bound}`,
        );
        expect(result.ok && result.batch.dropped).toBe(3);
    });

    it("takes back everything of a refused batch", () => {
        const bucket = new BucketIndex(1, 0, 604_800);
        read("a,t=1 v=1 1\nb v=1i 1\nb v= 1", { bucket });
        expect(bucket.measurements.size).toBe(0);
        expect(shown(read("b v=1.5 1", { bucket }))).toEqual(["b v=1:1.5"]);
    });

    it("leaves a field named time out beside others, and refuses it alone", () => {
        expect(shown(read("m time=5,v=1 1"))).toEqual(["m v=1:1"]);
        const alone = read("m time=5 1");
        expect(alone.ok && [alone.batch.dropped, alone.batch.columns.length]).toEqual([1, 0]);
    });

    it("answers any bytes with columns or a message, and reads on in the same way after either", () => {
        const piece = fc.oneof(
            fc.constantFrom(
                "m",
                ",",
                "=",
                " ",
                "\n",
                '"',
                "\\",
                "v=1",
                "t=a",
                "1i",
                "1u",
                "true",
                "1709287200000000000",
                "#",
                "\r",
                "-",
                ".",
                "e5",
                "=1,",
            ),
            fc.string({ unit: "binary", maxLength: 4 }),
        );
        const seed = Number(process.env["FUZZ_SEED"] ?? 20260301);
        fc.assert(
            fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
                const bucket = new BucketIndex(1, 0, 604_800);
                const text = pieces.join("");
                const result = read(text, { bucket });
                const series = [...bucket.series()].length;
                if (!result.ok) {
                    expect(result.message).toMatch(/^unable to parse '/);
                    expect(bucket.measurements.size).toBe(0);
                    return;
                }
                for (const { points } of result.batch.columns) expect(points.count).toBeGreaterThan(0);
                const again = read(text, { bucket });
                expect(again.ok && again.batch.newSeries.length).toBe(0);
                expect([...bucket.series()].length).toBe(series);
            }),
            { numRuns: Number(process.env["FUZZ_RUNS"] ?? 5000), seed },
        );
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
                read(Buffer.from(bytes));
            }),
            { numRuns: Number(process.env["FUZZ_RUNS"] ?? 5000), seed },
        );
    });
});
