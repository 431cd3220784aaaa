import fc from "fast-check";
import { expect, it } from "vitest";
import { readInvocation } from "./invocation.ts";

it("reads names and values of a link", () => {
    expect(readInvocation("/invoke", "script=sensor-mean&connection=Local&params=%7B%22n%22%3A5.0%7D")).toEqual({
        script: "sensor-mean",
        connection: "Local",
        preset: undefined,
        params: '{"n":5.0}',
    });
    expect(readInvocation("/invoke", "script=a%20b&preset=weekly")).toMatchObject({ script: "a b", preset: "weekly" });
});

it("takes no token, no text of a script, no address, nothing that it does not know", () => {
    const fault = (query: string, path = "/invoke"): unknown => (readInvocation(path, query) as { fault?: string }).fault;
    expect(fault("script=a&token=t")).toBe("secret");
    expect(fault("script=a&params=%7B%22apiToken%22%3A%22t%22%7D")).toBe("secret");
    expect(fault("script=a&flux=from()")).toBe("text");
    expect(fault("script=a&url=http%3A%2F%2Fevil")).toBe("text");
    expect(fault("script=a&run=now")).toBe("unknown");
    expect(fault("script=a&script=b")).toBe("unknown");
    expect(fault("script=a", "/run")).toBe("path");
    expect(fault("connection=Local")).toBe("script");
    expect(fault("script=a%0Ab")).toBe("script");
    expect(fault("script=a%E2%80%AEb")).toBe("script");
    expect(fault("script=a&params=[1]")).toBe("params");
});

it("answers any query with an invocation or a fault", () => {
    fc.assert(
        fc.property(fc.string(), (query) => {
            const read = readInvocation("/invoke", query);
            if ("fault" in read) return true;
            return read.script !== "" && !/[\r\n]/.test(read.script);
        }),
        { numRuns: Number(process.env["FUZZ_RUNS"] ?? 2000) },
    );
});
