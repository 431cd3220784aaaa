/** Names from the connection, which the client answers for. */
import { expect, it } from "vitest";
import type { CompletionItem, CompletionList, TextEdit } from "vscode-languageserver";
import { fullClient, Session } from "../session.test-support.ts";

const names: Readonly<Record<string, readonly string[]>> = {
    buckets: ["air_sensor", 'odd "name"'],
    measurements: ["air", "weather"],
    fields: ["co", "temperature"],
    tags: ["room", "sensor_id"],
    tagValues: ["kitchen"],
};

it("completes buckets, measurements, fields, tags and their values, asking once for each", async () => {
    const asked: string[] = [];
    const session = await Session.start(fullClient, undefined, undefined, async (question) => {
        asked.push([question.what, question.bucket, question.tag].filter((part) => part !== undefined).join(" "));
        return names[question.what] ?? [];
    });
    const complete = async (marked: string) => {
        const opened = await session.open(marked, "untitled:one");
        const items = await opened.ask<CompletionItem[]>("completion");
        return { opened, items, labels: items.map(({ label }) => label) };
    };
    const bucket = await complete('from(bucket: "¦)');
    expect(bucket.labels).toEqual(names["buckets"]);
    expect(bucket.opened.edited([bucket.items[1]?.textEdit as TextEdit])).toBe('from(bucket: "odd \\"name\\")');
    const filter = (test: string) => `from(bucket: "air_sensor") |> range(start: -1h) |> filter(fn: (r) => ${test})`;
    expect((await complete(filter('r._measurement == "¦"'))).labels).toEqual(["air", "weather"]);
    expect((await complete(filter('r._field != "¦"'))).labels).toEqual(["co", "temperature"]);
    expect((await complete(filter('r.room == "¦"'))).labels).toEqual(["kitchen"]);
    expect((await complete(filter('contains(value: r.room, set: ["hall", "¦"])'))).labels).toEqual(["kitchen"]);
    expect((await complete(filter("r.¦"))).labels).toEqual(expect.arrayContaining(["room", "sensor_id", "_value"]));
    await complete(filter('r.room == "¦"'));
    expect(asked).toEqual(["buckets", "measurements air_sensor", "fields air_sensor", "tagValues air_sensor room", "tags air_sensor"]);
    session.close();
});

it("completes names in arguments: columns, and what functions of the schema take", async () => {
    const asked: object[] = [];
    const session = await Session.start(fullClient, undefined, undefined, async ({ uri: _uri, ...question }) => {
        asked.push(question);
        return names[question.what] ?? [];
    });
    const complete = async (marked: string) => {
        const opened = await session.open(marked, "untitled:one");
        return (await opened.ask<CompletionItem[]>("completion")).map(({ label }) => label);
    };
    const rows = 'from(bucket: "air_sensor") |> range(start: -1h) |> filter(fn: (r) => r._measurement == "air")';
    expect(await complete(`${rows} |> group(columns: ["_field", "¦"])`)).toEqual(expect.arrayContaining(["room", "sensor_id", "_value"]));
    expect(await complete(`${rows} |> distinct(column: "¦")`)).toEqual(expect.arrayContaining(["room", "_value"]));
    const schema = 'import "influxdata/influxdb/schema"\n';
    expect(await complete(`${schema}schema.tagValues(bucket: "b", tag: "¦")`)).toEqual(["room", "sensor_id"]);
    expect(await complete(`${schema}schema.measurementTagValues(bucket: "b", measurement: "¦", tag: "room")`)).toEqual(["air", "weather"]);
    expect(await complete(`${schema}schema.measurementTagValues(bucket: "b", measurement: "air", tag: "¦")`)).toContain("room");
    expect(asked).toEqual([
        { what: "tags", bucket: "air_sensor", measurement: "air" },
        { what: "tags", bucket: "b" },
        { what: "measurements", bucket: "b" },
        { what: "tags", bucket: "b", measurement: "air" },
    ]);
    // A tag of something else is no name of the bucket's.
    expect(await complete('f = (tag) => tag\nx = f(tag: "¦")')).toEqual([]);
    session.close();
});

it("never waits for a slow connection, nor fails with one that does", async () => {
    let answer: (names: readonly string[]) => void = () => {};
    const slow = await Session.start(fullClient, undefined, undefined, () => new Promise((resolve) => (answer = resolve)));
    const opened = await slow.open('from(bucket: "¦")');
    const first = await opened.ask<CompletionList>("completion");
    expect(first).toEqual({ items: [], isIncomplete: true });
    answer(["late"]);
    await expect.poll(async () => (await opened.ask<CompletionItem[]>("completion")).map(({ label }) => label)).toEqual(["late"]);
    slow.close();
    const failing = await Session.start(fullClient, undefined, undefined, () => Promise.reject(new Error("offline")));
    expect(await (await failing.open('from(bucket: "¦")')).ask("completion")).toEqual([]);
    expect(failing.logged).toEqual([]);
    failing.close();
});
