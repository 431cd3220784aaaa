/** A server without the scripts API: what it is comes from the server, scripts from the workspace. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Playground } from "../playground.test-support.ts";

const here = new Playground();
const asked: { path: string; body: string }[] = [];
let server: Server;
let url = "";

const answers: Readonly<Record<string, readonly [number, string]>> = {
    "/health": [200, '{"name":"influxdb","status":"pass","version":"v2.7.1"}'],
    "/api/v2/query/ast": [200, '{"ast":{"files":[{"type":"File"}]}}'],
    "/api/v2/query": [
        200,
        "#datatype,string,long,long\r\n#group,false,false,false\r\n#default,_result,,\r\n,result,table,n\r\n,,0,7\r\n\r\n",
    ],
};

beforeAll(async () => {
    server = createServer((request, response) => {
        let body = "";
        request.on("data", (chunk) => (body += String(chunk)));
        request.on("end", () => {
            const path = request.url?.split("?")[0] ?? "";
            asked.push({ path, body });
            const [status, text] = answers[path] ?? [404, '{"code":"not found","message":"path not found"}'];
            response.writeHead(status, { "content-type": path === "/api/v2/query" ? "text/csv" : "application/json" }).end(text);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
    server.close();
    await here.close();
});

it("runs the workspace's file, its params before it as an option", async () => {
    here.file("rows.flux", 'import "array"\narray.from(rows: [{n: params.n + 1}])\n');
    const env = { INFLUX_HOST: url, INFLUX_TOKEN: "t", INFLUX_ORG: "o" };
    const done = await here.run(["invoke", "rows", "--param", "n=6", "--format", "ndjson"], { env });
    expect(done).toMatchObject({ code: 0, out: '{"result":"_result","table":0,"n":7}\n', err: "" });
    const tree = asked.find(({ path }) => path === "/api/v2/query/ast");
    expect(JSON.parse(tree?.body ?? "{}")).toEqual({ query: 'option params = {"n": 6}' });
    expect(JSON.parse(asked.find(({ path }) => path === "/api/v2/query")?.body ?? "{}")).toMatchObject({ extern: { type: "File" } });

    const missing = await here.run(["invoke", "rows", "--params", "{}"], { env });
    expect(JSON.parse(missing.err)).toEqual({ code: "invalid", message: 'missing param "n" of type int' });
    const list = await here.run(["list"], { env });
    expect(list).toMatchObject({ code: 1, out: "" });
    expect(list.err).toContain("InfluxDB OSS stores no scripts");
    const org = await here.run(["list"], { env: { INFLUX_HOST: url, INFLUX_TOKEN: "t" } });
    expect(org.err).toContain("INFLUX_ORG");
});
