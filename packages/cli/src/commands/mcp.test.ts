/** `mcp`, as a process against `serve`. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
beforeAll(async () => {
    await here.serve();
    here.file("rows of n.flux", '// Rows with n\nimport "array"\n\narray.from(rows: [{n: params.n + 1, f: params.f * 2.0}])\n');
    here.file("writes.flux", 'from(bucket: "b") |> range(start: -1h) |> to(bucket: "c")\n');
    await here.run(["push", "rows of n.flux", "writes.flux"]);
});
afterAll(() => here.close());

interface Answer {
    readonly id: number;
    readonly result?: {
        readonly protocolVersion?: string;
        readonly tools?: readonly {
            readonly name: string;
            readonly description: string;
            readonly inputSchema: unknown;
            readonly annotations: unknown;
        }[];
        readonly content?: readonly { readonly text: string }[];
        readonly isError?: boolean;
    };
    readonly error?: { readonly code: number };
}

it("offers the chosen scripts as tools, and runs them", async () => {
    const call = (id: number, args: string): string =>
        `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"rows_of_n","arguments":${args}}}`;
    const input = [
        '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-03-26","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}',
        '{"jsonrpc":"2.0","method":"notifications/initialized"}',
        '{"jsonrpc":"2.0","id":2,"method":"tools/list"}',
        call(3, '{"n":9007199254740993,"f":2.5}'),
        call(4, '{"n":"x","f":2.5}'),
        '{"jsonrpc":"2.0","id":5,"method":"nope"}',
        "{",
    ].join("\n");
    const { code, out } = await here.run(["mcp", "rows of n", "writes"], { input: `${input}\n` });
    const answers = out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Answer)
        .sort((a, b) => (a.id ?? 99) - (b.id ?? 99));
    expect(answers.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, null]);
    expect(answers[0]?.result?.protocolVersion).toBe("2025-03-26");
    const [tool, writes] = answers[1]?.result?.tools ?? [];
    expect(tool).toEqual({
        name: "rows_of_n",
        description: "Rows with n",
        inputSchema: {
            type: "object",
            properties: { n: { type: "integer" }, f: { type: "number" } },
            required: expect.arrayContaining(["n", "f"]),
            additionalProperties: false,
        },
        annotations: { readOnlyHint: true, destructiveHint: false },
    });
    expect(writes?.annotations).toEqual({ readOnlyHint: false, destructiveHint: true });
    expect(answers[2]?.result?.content?.[0]?.text).toContain(",,0,9007199254740994,5");
    expect(answers[3]?.result).toMatchObject({ isError: true });
    expect(answers[3]?.result?.content?.[0]?.text).toContain("n");
    expect(answers[4]?.error?.code).toBe(-32601);
    expect(answers[5]?.error?.code).toBe(-32700);
    expect(code).toBe(0);
});

it("ends a call that the client cancels, and answers others", async () => {
    here.file(
        "endless.flux",
        'import "internal/gen"\ngen.tables(n: 1000000000) |> map(fn: (r) => ({r with v: r._value * 2.0})) |> sum(column: "v")\n',
    );
    await here.run(["push", "endless.flux"]);
    const input = [
        '{"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"endless","arguments":{}}}',
        '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"nope"}}',
        '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"a"}}',
        '{"jsonrpc":"2.0","id":"b","method":"ping"}',
    ].join("\n");
    const { code, out } = await here.run(["mcp", "endless"], { input: `${input}\n` });
    expect({ code, out }).toEqual({ code: 0, out: '{"jsonrpc":"2.0","id":"b","result":{}}\n' });
});

it("tells of a script that is not there, before it serves anything", async () => {
    const { code, out, err } = await here.run(["mcp", "nope"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain('no script is named "nope"');
});
