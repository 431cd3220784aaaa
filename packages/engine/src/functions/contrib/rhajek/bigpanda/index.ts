import { definePackage, option } from "../../../../registry.ts";
import { plainFunction } from "../../../support/scalars.ts";

const STATUSES: Readonly<Record<string, string>> = { crit: "critical", warn: "warning", info: "ok", ok: "ok" };

export default definePackage("contrib/rhajek/bigpanda", {
    defaultUrl: option(`"https://api.bigpanda.io/data/v2/alerts"`),
    defaultTokenPrefix: option(`"Bearer"`),
    statusFromLevel: plainFunction([["level", "string"]], "string", (level: string) =>
        Object.hasOwn(STATUSES, level) ? (STATUSES[level] as string) : "critical",
    ),
});
