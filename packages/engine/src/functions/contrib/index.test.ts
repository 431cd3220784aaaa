import { describe, expect, it } from "vitest";
import { outcome, values } from "../support/script.ts";

describe("values", () => {
    it("are written and read in hexadecimal", async () => {
        const expressions = [
            `hex.string(v: 255)`,
            `hex.string(v: -255)`,
            `hex.int(v: "-0xFF")`,
            `hex.uint(v: "ffffffffffffffff")`,
            `hex.bytes(v: "666c7578")`,
            `hex.string(v: bytes(v: "flux"))`,
        ];
        expect(await values(["contrib/bonitoo-io/hex"], expressions)).toEqual([
            "ff",
            "-ff",
            "-255",
            "18446744073709551615",
            "0x666c7578",
            "666c7578",
        ]);
    });

    it("are hashed", async () => {
        const expressions = [
            `hash.md5(v: "flux")`,
            `hash.sha1(v: "")`,
            `hash.b64(v: "flux")`,
            `hash.hmac(v: "data", k: "key")`,
            `hash.xxhash64(v: "")`,
        ];
        expect(await values(["contrib/qxip/hash"], expressions)).toEqual([
            "ab18b3e58a3b1bb5106ced208a8bd460",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "Zmx1eA==",
            "EEFSxb/coHvGM+69RhmfAlXJ9J0=",
            "17241709254077376921",
        ]);
    });

    it("are named as notification services name them", async () => {
        const expressions = [
            `opsgenie.respondersToJSON(v: ["user:jo@x.org", "schedule:night"])`,
            `sensu.toSensuName(v: "CPU load (%)")`,
            `bigpanda.statusFromLevel(level: "info")`,
            `bigpanda.statusFromLevel(level: "constructor")`,
        ];
        const paths = ["contrib/sranka/opsgenie", "contrib/sranka/sensu", "contrib/rhajek/bigpanda"];
        expect(await values(paths, expressions)).toEqual([
            `[{"type":"user","username":"jo@x.org"},{"type":"schedule","name":"night"}]`,
            "CPU_load_",
            "ok",
            "critical",
        ]);
        expect((await values(paths, [`opsgenie.respondersToJSON(v: ["jo"])`]))[0]).toMatch(/responder must start with/);
    });
});

describe("tables", () => {
    const head = `import "array"\nimport "contrib/tomhollingworth/events"\nimport "contrib/anaisdg/statsmodels"\nimport "contrib/anaisdg/anomalydetection"\n`;

    it("get the time up to the next row", async () => {
        expect(
            await outcome(
                `${head}array.from(rows: [{_time: 2024-01-01T00:00:00Z, s: "a"}, {_time: 2024-01-01T00:00:07Z, s: "b"}]) |> events.duration(unit: 1s, stop: 2024-01-01T00:01:00Z)`,
            ),
        ).toEqual(["_time s duration", "2024-01-01T00:00:00Z a 7", "2024-01-01T00:00:07Z b 53"]);
    });

    it("are fitted by a line", async () => {
        const found = await outcome(
            `${head}array.from(rows: [{_time: 2024-01-01T00:00:00Z, _value: 1.0}, {_time: 2024-01-01T00:00:01Z, _value: 3.0}, {_time: 2024-01-01T00:00:02Z, _value: 5.0}]) |> statsmodels.linearRegression() |> keep(columns: ["y_hat", "slope"])`,
        );
        expect(found.slice(1).map((line) => line.split(" ").map((cell) => Math.round(Number(cell))))).toHaveLength(3);
    });

    it("are classified by what was seen before", async () => {
        const row = (time: string, animal: string, airborne: string, value: string): string =>
            `{_time: ${time}, _measurement: "zoo", _field: "wings", animal: "${animal}", airborne: "${airborne}", _value: "${value}"}`;
        const rows = [
            row("2020-01-01T01:00:00Z", "kite", "?", "1"),
            row("2020-01-02T01:00:00Z", "hawk", "yes", "1"),
            row("2020-01-02T02:00:00Z", "bear", "no", "0"),
            row("2020-01-02T03:00:00Z", "emu", "no", "1"),
        ];
        expect(
            await outcome(
                `import "array"\nimport "contrib/RohanSreerama5/naiveBayesClassifier"\narray.from(rows: [${rows.join(", ")}]) |> naiveBayesClassifier.naiveBayes(myClass: "airborne", myField: "wings", myMeasurement: "zoo") |> keep(columns: ["animal", "airborne_P_k_x_class", "Probability"])`,
            ),
        ).toEqual(["Probability airborne_P_k_x_class animal", "0.5 no kite", "0.5 yes kite"]);
    });
});
