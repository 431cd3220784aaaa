/** Every example of the standard library's documentation runs on the local backend with its sample data. */
import { documentedPackages, packageDoc } from "@flux-scripts/stdlib-docs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestBackend, type TestBackend } from "../backend/support.ts";

/** What the answer to a right example may say, and why: it has only values, or needs what no test has. */
const EXPECTED: readonly (readonly [why: string, message: RegExp])[] = [
    ["it only shows a value", /this Flux script returns no streaming data/],
    ["its bucket is one of the reader's", /could not find bucket "(bikes|air_sensor_10m)"/],
    ["its params are given by who invokes it", /undefined identifier params/],
    ["nobody stored its secret", /secret not found/],
    ["other hosts are only reached with --allow-net", /allow-net/],
    ["databases are out of this engine's reach", /of package "sql" is not available in this engine/],
    ["forecasts are out of this engine's reach", /forecasts by holtWinters are not available in this engine/],
];

let backend: TestBackend;

beforeAll(async () => {
    backend = await startTestBackend({ sample: true });
});

afterAll(() => backend.stop());

const packages = await Promise.all(documentedPackages.map(async (path) => ({ path, doc: await packageDoc(path) })));
const examples = packages.flatMap(({ path, doc }) =>
    Object.entries(doc?.exports ?? {}).flatMap(([name, { example }]) =>
        example === undefined ? [] : [{ name: `${path}.${name}`, example }],
    ),
);

describe("examples of the documentation run", () => {
    it.each(examples)("$name", async ({ example }) => {
        const answer = await fetch(new URL(`/api/v2/query?org=${backend.org}`, backend.url), {
            method: "POST",
            headers: { authorization: `Token ${backend.token}`, "content-type": "application/vnd.flux" },
            body: example,
        });
        const text = await answer.text();
        const explained =
            answer.status === 200
                ? undefined
                : EXPECTED.find(([, message]) => message.test((JSON.parse(text) as { message: string }).message));
        if (explained === undefined) {
            expect({ status: answer.status, text: answer.status === 200 ? "" : text }).toEqual({ status: 200, text: "" });
            expect(text).not.toContain("error,reference");
        }
    });
});
