import { expect, it } from "vitest";
import { isSecretName, withoutSecrets } from "./secrets.ts";

it("knows secrets by their name", () => {
    for (const name of [
        "token",
        "apiToken",
        "api_token",
        "DB-PASSWORD",
        "accessKey",
        "key",
        "slackSecret",
        "auth",
        "apikey",
        "credentials",
    ])
        expect(isSecretName(name), name).toBe(true);
    for (const name of ["bucket", "keyboard", "monkey", "keyColumn", "author", "start", "n", "passing"])
        expect(isSecretName(name), name).toBe(false);
});

it("takes secrets out of params, and leaves the rest as it is spelled", () => {
    expect(withoutSecrets('{"n":9007199254740993, "f":5.0}')).toEqual({ params: '{"n":9007199254740993, "f":5.0}', removed: [] });
    expect(withoutSecrets('{"token":"x","n":9007199254740993,"f":5.0}')).toEqual({
        params: '{"n":9007199254740993,"f":5.0}',
        removed: ["token"],
    });
    expect(withoutSecrets('{"login":[{"user":"a","password":"b"}],"n":1}')).toEqual({ params: '{"n":1}', removed: ["login"] });
    expect(withoutSecrets("nonsense").params).toBe("{}");
});
