import { constantColumn } from "@flux-scripts/tables";
import { eachTable } from "../../execution/steps.ts";
import { hex, sha256 } from "../../kernels/digests.ts";
import { utf8 } from "../../kernels/text.ts";
import { definePackage, option, transformation } from "../../registry.ts";
import { basicText } from "../../values/text.ts";
import { fromCell } from "../../values/value.ts";
import { withColumn } from "../support/columns.ts";
import { plainFunction } from "../support/scalars.ts";

const SEVERITIES: Readonly<Record<string, string>> = { warn: "warning", crit: "critical", info: "info", ok: "info" };

const action = (level: string): string => (level === "ok" ? "resolve" : "trigger");

export default definePackage("pagerduty", {
    defaultURL: option(`"https://events.pagerduty.com/v2/enqueue"`),
    /** A column with a digest of the group key: its labels and values, a line each. */
    dedupKey: transformation(["<-tables", "?exclude"], (args) => {
        const exclude = args.strings("exclude", ["_start", "_stop", "_level"]);
        return eachTable(
            args.stream("tables"),
            "dedupKey",
            (table) => {
                const lines = table.key.entries
                    .filter(({ label }) => !exclude.includes(label))
                    .map(({ label, type, value }) => `${label}\n${basicText(fromCell(type, value)) ?? ""}\n`);
                const digest = hex(sha256(utf8(lines.join(""))));
                return withColumn(table, constantColumn("_pagerdutyDedupKey", "string", digest, table.rows));
            },
            { keepsKey: true },
        );
    }),
    actionFromLevel: plainFunction([["level", "string"]], "string", action),
    actionFromSeverity: plainFunction([["severity", "string"]], "string", action),
    severityFromLevel: plainFunction([["level", "string"]], "string", (level: string) => SEVERITIES[level] ?? "error"),
});
