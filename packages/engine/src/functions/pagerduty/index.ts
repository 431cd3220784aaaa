import { definePackage, option } from "../../registry.ts";
import { plainFunction } from "../support/scalars.ts";

const SEVERITIES: Readonly<Record<string, string>> = { warn: "warning", crit: "critical", info: "info", ok: "info" };

const action = (level: string): string => (level === "ok" ? "resolve" : "trigger");

export default definePackage("pagerduty", {
    defaultURL: option(`"https://events.pagerduty.com/v2/enqueue"`),
    actionFromLevel: plainFunction([["level", "string"]], "string", action),
    actionFromSeverity: plainFunction([["severity", "string"]], "string", action),
    severityFromLevel: plainFunction([["level", "string"]], "string", (level: string) => SEVERITIES[level] ?? "error"),
});
