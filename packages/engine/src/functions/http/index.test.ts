import { expect, it } from "vitest";
import { values } from "../support/script.ts";

it("encodes credentials and segments of paths", async () => {
    expect(await values(["http"], ['http.basicAuth(u: "me", p: "it")', 'http.pathEscape(inputString: "a b/ü(1)&x")'])).toEqual([
        "Basic bWU6aXQ=",
        "a%20b%2F%C3%BC%281%29&x",
    ]);
});
