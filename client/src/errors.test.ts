import { AuthError, NetworkError, NotFoundError, RateError, ScriptError, TimeoutError } from "@flux-scripts/scripts-api";
import { describe, expect, it } from "vitest";
import { explain, faultsOf, placeOf, type Translate, UserError } from "./errors.ts";

const t: Translate = (message, ...args) => message.replace(/\{(\d)\}/g, (_all, index: string) => String(args[Number(index)]));
const where = { name: "plant", url: "http://127.0.0.1:9" };

describe("explain", () => {
    it("names connection, address and reason of a backend that can't be reached", () => {
        const { message, hint, remedies } = explain(new NetworkError("can't reach http://127.0.0.1:9: nothing listens there"), where, t);
        expect(message).toBe('Cannot reach "plant" (http://127.0.0.1:9): nothing listens there');
        expect(hint).toContain("Check that the server runs");
        expect(remedies).toContain("selectConnection");
        expect(explain(new NetworkError("the connection was cut", { code: "UND_ERR_SOCKET" }), where, t).code).toBe("network");
    });

    it("asks for a token where it is not accepted", () => {
        expect(explain(new AuthError("unauthorized access"), where, t)).toMatchObject({
            message: '"plant" does not accept the token.',
            remedies: ["enterToken"],
        });
    });

    it("leads to the script for a compile error, to the form for a param", () => {
        expect(explain(new ScriptError("compilation failed: error @1:1-1:4: undefined identifier fro"), where, t).remedies).toEqual([
            "openScript",
        ]);
        expect(explain(new ScriptError('missing param "start"'), where, t).remedies).toEqual(["editParams"]);
        expect(explain(new ScriptError('param "limit" must be of type int, but got float'), where, t).remedies).toEqual(["editParams"]);
    });

    it("tells a bucket that is not there from a script that is gone, and when to try again", () => {
        expect(explain(new NotFoundError('could not find bucket "nope"'), where, t).hint).toContain("buckets that are there");
        expect(explain(new NotFoundError("script not found"), where, t).hint).toContain("deleted");
        expect(explain(new RateError("too many requests", 2500), where, t).hint).toContain("in 3 s");
    });

    it("names the setting for a time-out", () => {
        expect(explain(new TimeoutError("no answer"), where, t).hint).toContain("fluxScripts.http.timeout");
    });

    it("takes an error of ours as it is, and any other with the way to its details", () => {
        expect(explain(new UserError("Port 8086 is in use.", "Choose another.", ["settings"]), undefined, t)).toMatchObject({
            message: "Port 8086 is in use.",
            hint: "Choose another.",
        });
        expect(explain(new Error("boom"), undefined, t)).toMatchObject({ message: "boom", remedies: ["showOutput"] });
    });
});

it("reads the place that an engine's message names", () => {
    expect(placeOf("compilation failed: error @3:5-4:12: undefined identifier x")).toEqual({
        line: 3,
        column: 5,
        endLine: 4,
        endColumn: 12,
    });
    expect(placeOf("loc 1:2-1:9: bad")).toMatchObject({ line: 1, column: 2 });
    expect(placeOf("internal error")).toBeUndefined();
    const several = "compilation failed: error @1:2-1:3: first\n\nerror @2:1-2:4: second";
    expect(faultsOf(several).map(({ place, message }) => [place.line, message])).toEqual([
        [1, "compilation failed: error @1:2-1:3: first"],
        [2, "error @2:1-2:4: second"],
    ]);
});
