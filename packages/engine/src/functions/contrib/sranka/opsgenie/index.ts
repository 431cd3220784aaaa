import { definePackage, scalar } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";

/** What a responder of a kind is told apart by: users by their name, all others by theirs. */
const KEYS: Readonly<Record<string, string>> = { user: "username", team: "name", escalation: "name", schedule: "name" };

function responder(text: string): Readonly<Record<string, string>> {
    const at = text.indexOf(":");
    const type = text.slice(0, Math.max(at, 0));
    const key = Object.hasOwn(KEYS, type) ? KEYS[type] : undefined;
    if (key === undefined) {
        throw new FluxError("invalid", `responder must start with "user:", "team:", "escalation:" or "schedule:": ${text}`);
    }
    return { type, [key]: text.slice(at + 1).trim() };
}

export default definePackage("contrib/sranka/opsgenie", {
    /** Responders such as `user:john@example.com` as JSON. */
    respondersToJSON: scalar(["v"], (args) => JSON.stringify(args.strings("v").map(responder))),
});
