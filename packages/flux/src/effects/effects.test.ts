import { describe, expect, it } from "vitest";
import { effects } from "../analysis/analyze.ts";
import { standardPackage } from "../stdlib/signatures.ts";
import { EFFECT_FUNCTIONS } from "./catalogue.ts";

function told(text: string): string[] {
    return effects(text).map(
        (effect) =>
            `${effect.changes ? "!" : ""}${effect.kind} ${effect.function}${effect.target === undefined ? "" : ` ${effect.target}`}`,
    );
}

describe("effects", () => {
    it.each<[string, string, string[]]>([
        [
            "reading and writing points",
            'from(bucket: "a") |> range(start: -1h) |> to(bucket: "b")',
            ["read-bucket from a", "!write-points to b"],
        ],
        ["a param as the target", "from(bucket: params.b) |> range(start: -1h)", ["read-bucket from"]],
        ["requests", 'import "http"\nhttp.post(url: "http://x")', ["!http http.post http://x"]],
        ["an import under another name", 'import h "http/requests"\nh.get(url: "u")', ["!http http/requests.get u"]],
        [
            "databases",
            'import "sql"\nsql.from(driverName: "d", dataSourceName: "s", query: "q") |> sql.to(driverName: "d", dataSourceName: "t", table: "x")',
            ["read-sql sql.from s", "!write-sql sql.to t"],
        ],
        ["notifications", 'import "slack"\nslack.message(text: "t", color: "c", channel: "#a")', ["!notification slack.message #a"]],
        [
            "queues",
            'import "experimental/mqtt"\nimport "kafka"\nm = mqtt.publish\nk = kafka.to',
            ["!mqtt experimental/mqtt.publish", "!kafka kafka.to"],
        ],
        ["secrets", 'import "influxdata/influxdb/secrets"\ns = secrets.get(key: "k")', ["secret influxdata/influxdb/secrets.get k"]],
        ["files", 'import "csv"\ncsv.from(file: "/a.csv")', ["read-file csv.from /a.csv"]],
        ["sockets", 'import "socket"\nsocket.from(url: "tcp://x")', ["read-socket socket.from tcp://x"]],
        ["a function that is another name", "save = to\nx = save", ["!write-points to"]],
        ["a function of one's own", 'save = (t=<-) => t |> to(bucket: "b")', ["!write-points to b"]],
        ["a record of functions", "r = {save: to}\nx = r.save", ["!write-points to"]],
        ["a package by another name", 'import "slack"\ns = slack\ns.message(text: "t", color: "c")', ["!notification slack.message"]],
        ["a name that only looks like it", "to = (tables=<-) => tables\nfrom = 1\nx = to", []],
        ["csv in the script itself", 'import "csv"\ncsv.from(csv: "a")', []],
        ["a script with errors", "x = nosuch |> to(bucket: ", ["!write-points to"]],
    ])("%s", (_title, text, expected) => {
        expect(told(text)).toEqual(expected);
    });

    it("names only functions that there are", () => {
        for (const key of EFFECT_FUNCTIONS.keys()) {
            const dot = key.lastIndexOf(".");
            expect(standardPackage(key.slice(0, dot))?.member(key.slice(dot + 1)), key).toBeDefined();
        }
    });
});
