import { describe, expect, it } from "vitest";
import { type Connection, guessKind, readAddress, readStored, secretKey } from "./model.ts";

describe("connections", () => {
    it.each([
        ["https://eu-central-1-1.aws.cloud2.influxdata.com/", "https://eu-central-1-1.aws.cloud2.influxdata.com"],
        ["localhost:8086", "http://localhost:8086"],
        ["influx.example.com/base/?x=1#y", "https://influx.example.com/base"],
    ])("reads the address %s as %s", (text, url) => {
        expect(readAddress(text)).toEqual({ url });
    });

    it.each([
        ["", "empty"],
        ["https://", "notUrl"],
        ["ftp://h", "notHttp"],
        ["https://me:secret@h", "hasSecret"],
    ])("refuses %j: %s", (text, reason) => {
        expect(readAddress(text)).toEqual({ reason });
    });

    it("guesses the kind by the host", () => {
        expect(guessKind("https://us-east-1-1.aws.cloud2.influxdata.com")).toBe("cloud");
        expect(guessKind("http://localhost:8086")).toBe("oss");
    });

    it("binds a token to the origin, not to the path", () => {
        const connection: Connection = {
            id: "user:a",
            name: "a",
            kind: "oss",
            host: "https://h/x",
            org: "",
            label: "",
            protected: false,
            source: "user",
        };
        expect(secretKey(connection)).toBe(secretKey({ ...connection, host: "https://h/y" }));
        expect(secretKey(connection)).not.toBe(secretKey({ ...connection, host: "http://h/x" }));
        expect(secretKey(connection)).not.toBe(secretKey({ ...connection, id: "workspace:a" }));
    });

    it("drops stored connections that make no sense", () => {
        expect(
            readStored([
                { id: "user:a", name: "a", kind: "oss", host: "https://h" },
                { id: 1 },
                null,
                { id: "x", name: "x", kind: "oss", host: "no url" },
            ]),
        ).toHaveLength(1);
        expect(readStored("x")).toEqual([]);
    });
});
