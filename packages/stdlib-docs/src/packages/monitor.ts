import type { ExportDoc, PackageDoc } from "../types.ts";

const tables = "Tables from the pipe.";
const level = (name: string, text: string): Readonly<Record<string, ExportDoc>> => ({
    [name]: { summary: `The level's text: \`${text}\`.` },
});

const monitor: PackageDoc = {
    summary: "Checks of values, their states, and notes about them.",
    exports: {
        check: {
            summary: "Gives each row a level by the first function that is true, and writes it as a state.",
            arguments: {
                tables,
                data: "Record about the check: `_check_id`, `_check_name`, `_type`, `tags`.",
                messageFn: "Gives the message of a row.",
                crit: "True for critical rows.",
                warn: "True for rows to warn of.",
                info: "True for rows to tell of.",
                ok: "True for rows that are fine.",
            },
        },
        deadman: {
            summary: "Marks groups whose last row is too old with `dead`.",
            arguments: { tables, t: "A group without a row since this time is dead." },
            example:
                'import "influxdata/influxdb/monitor"\nimport "experimental"\n\nfrom(bucket: "air_sensor")\n    |> range(start: -1h)\n    |> monitor.deadman(t: experimental.subDuration(from: now(), d: 10m))\n',
        },
        from: {
            summary: "States that checks have written.",
            arguments: { start: "From when on.", stop: "Until when.", fn: "True for states to give." },
        },
        log: { summary: "Writes notes about notifications.", arguments: { tables } },
        logs: {
            summary: "Notes about notifications.",
            arguments: { start: "From when on.", stop: "Until when.", fn: "True for notes to give." },
        },
        notify: {
            summary: "Sends rows to an endpoint, and notes that.",
            arguments: { tables, data: "Record about the rule.", endpoint: "Where to, such as what `slack.endpoint` gives." },
        },
        stateChanges: {
            summary: "Rows in which the level changes.",
            arguments: { tables, fromLevel: "Level before the change, or `any`.", toLevel: "Level after it, or `any`." },
            values: {
                fromLevel: ["any", "crit", "warn", "info", "ok", "unknown"],
                toLevel: ["any", "crit", "warn", "info", "ok", "unknown"],
            },
        },
        stateChangesOnly: { summary: "Rows in which the level is another than in the row before.", arguments: { tables } },
        write: { summary: "Option: the function that writes states.", arguments: { tables } },
        bucket: { summary: "The bucket of states and notes." },
        ...level("levelCrit", "crit"),
        ...level("levelWarn", "warn"),
        ...level("levelInfo", "info"),
        ...level("levelOK", "ok"),
        ...level("levelUnknown", "unknown"),
    },
};

export default monitor;
