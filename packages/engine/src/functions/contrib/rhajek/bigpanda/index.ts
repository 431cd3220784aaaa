import { definePackage, option } from "../../../../registry.ts";
import { endpoint, posting } from "../../../support/notifications.ts";
import { plainFunction } from "../../../support/scalars.ts";

const STATUSES: Readonly<Record<string, string>> = { crit: "critical", warn: "warning", info: "ok", ok: "ok" };

export default definePackage("contrib/rhajek/bigpanda", {
    defaultUrl: option(`"https://api.bigpanda.io/data/v2/alerts"`),
    defaultTokenPrefix: option(`"Bearer"`),
    sendAlert: posting(`url, token, appKey, status, rec`, {
        url: "url",
        headers: `"Authorization": defaultTokenPrefix + " " + token`,
        body: `{rec with app_key: appKey, status: status}`,
    }),
    endpoint: endpoint(
        `url=defaultUrl, token, appKey`,
        `sendAlert(url: url, token: token, appKey: appKey, status: notice.status, rec: notice)`,
    ),
    statusFromLevel: plainFunction([["level", "string"]], "string", (level: string) =>
        Object.hasOwn(STATUSES, level) ? (STATUSES[level] as string) : "critical",
    ),
});
