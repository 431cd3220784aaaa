import { definePackage, flux, scalar } from "../../../../registry.ts";
import { FluxError } from "../../../../values/error.ts";
import { endpoint } from "../../../support/notifications.ts";

const URL_DEFAULT = `url="https://api.opsgenie.com/v2/alerts"`;

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
    /** Responders and details are JSON already. */
    sendAlert: flux(`import "http"
        import "json"

        (
            ${URL_DEFAULT},
            apiKey,
            message,
            alias="",
            description="",
            priority="P3",
            responders=[],
            tags=[],
            entity="",
            actions=[],
            visibleTo=[],
            details="{}",
        ) => {
            enc = (v) => string(v: json.encode(v: v))
            members = [
                "\\"message\\": " + enc(v: message),
                "\\"alias\\": " + enc(v: alias),
                "\\"description\\": " + enc(v: description),
                "\\"priority\\": " + enc(v: priority),
                "\\"responders\\": " + respondersToJSON(v: responders),
                "\\"visibleTo\\": " + respondersToJSON(v: visibleTo),
                "\\"actions\\": " + enc(v: actions),
                "\\"tags\\": " + enc(v: tags),
                "\\"details\\": " + string(v: details),
                "\\"entity\\": " + enc(v: entity),
            ]

            return
                http.post(
                    url: url,
                    headers: {"Authorization": "GenieKey " + apiKey, "Content-Type": "application/json"},
                    data: bytes(v: "{" + _joined(v: members) + "}"),
                )
        }`),
    _joined: scalar(["v"], (args) => args.strings("v").join(", ")),
    endpoint: endpoint(
        `${URL_DEFAULT}, apiKey, entity=""`,
        `sendAlert(
                        url: url,
                        apiKey: apiKey,
                        entity: entity,
                        message: notice.message,
                        alias: notice.alias,
                        description: notice.description,
                        priority: notice.priority,
                        responders: notice.responders,
                        tags: notice.tags,
                        actions: notice.actions,
                        visibleTo: notice.visibleTo,
                        details: notice.details,
                    )`,
    ),
    /** Responders such as `user:john@example.com` as JSON. */
    respondersToJSON: scalar(["v"], (args) => JSON.stringify(args.strings("v").map(responder))),
});
