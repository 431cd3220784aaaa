import type { QueryOptions, ResultStream, ScriptsBackend } from "@flux-scripts/scripts-api";
import { describe, expect, it } from "vitest";
import type { Translate } from "../errors.ts";
import { execute } from "./execute.ts";
import type { ParamInfo } from "./paramInfo.ts";

const t: Translate = (message) => message;
const signal = new AbortController().signal;
const schema: ParamInfo[] = [
    { name: "limit", type: "float", usage: [] },
    { name: "room", type: "any", usage: [] },
];

/** A backend that notes what it was asked. */
function backend(queryParams: boolean): { readonly asked: QueryOptions[]; readonly backend: ScriptsBackend } {
    const asked: QueryOptions[] = [];
    const query = (_text: string, options: QueryOptions = {}): Promise<ResultStream> => {
        asked.push(options);
        return Promise.resolve({} as ResultStream);
    };
    return { asked, backend: { capabilities: { queryParams }, query } as unknown as ScriptsBackend };
}

describe("execute", () => {
    it("sends params with the spelling they have", async () => {
        const local = backend(true);
        await execute(local.backend, { text: "x", params: '{"limit":5.0,"room":"kitchen"}', schema, signal }, t);
        expect(local.asked[0]?.params).toBe('{"limit":5.0,"room":"kitchen"}');
    });

    it("writes them as an option for a server that knows no params, by their inferred types", async () => {
        const oss = backend(false);
        await execute(oss.backend, { text: "x", params: '{"limit":5,"room":"a\\"${b}"}', schema, signal }, t);
        expect(oss.asked[0]?.params).toBeUndefined();
        expect(oss.asked[0]?.paramsOption).toBe('option params = {"limit": 5.0, "room": "a\\"\\${b}"}');
    });

    it("invokes a stored script by its id, with types where the server gives them, and asks for a profile where one is wanted", async () => {
        const asked: unknown[] = [];
        const note = (...args: unknown[]): Promise<ResultStream> => Promise.resolve((asked.push(args), {} as ResultStream));
        const of = (annotatedInvoke: boolean): ScriptsBackend =>
            ({
                capabilities: { scripts: true, queryParams: true, annotatedInvoke },
                invoke: note,
                query: note,
            }) as unknown as ScriptsBackend;
        const run = { text: "x", params: '{"limit":5.0,"room":"a"}', schema, signal };
        await execute(of(true), { ...run, storedId: "s1" }, t);
        await execute(of(false), { ...run, storedId: "s1" }, t);
        await execute(of(true), { ...run, profileId: "p1" }, t);
        expect(asked).toMatchObject([
            ["s1", { params: run.params, dialect: { header: true } }],
            ["s1", { params: run.params }],
            ["x", { params: run.params, profile: "p1" }],
        ]);
        expect((asked[1] as [string, object])[1]).not.toHaveProperty("dialect");
    });

    it("refuses a missing and a wrong param before anything is sent", () => {
        const local = backend(true);
        expect(() => execute(local.backend, { text: "x", params: '{"limit":"a"}', schema, signal }, t)).toThrow(
            /param "limit" must be of type float, but got string[\s\S]*missing param "room"/,
        );
        expect(() => execute(local.backend, { text: "x", params: "[]", schema, signal }, t)).toThrow("must be a JSON object");
        expect(local.asked).toEqual([]);
    });
});
