/** A workspace that stands against its backend in every way that a dry run can show. */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BaseScript, stateFileOf, stateFolder, writeState } from "../../../packages/workspace/src/index.ts";
import { type Access, createScript, patchScript } from "./http.ts";

const peaks = (threshold: string, limit: string, name: string): string => `// Hours above the limit, by site and day
import "date"

from(bucket: params.bucket)
    |> range(start: params.start)
    |> filter(fn: (r) => r._value > ${threshold})
    |> aggregateWindow(every: 10m, fn: mean)
${limit}    |> map(fn: (r) => ({r with
        day: date.truncate(t: r._time, unit: 1d),
        over: r._value - 24.0,
    }))
    |> group(columns: ["site", "day"])
    |> top(n: 5, columns: ["over"])
    |> yield(name: "${name}")
`;

const simple = (about: string, every: string): string => `// ${about}
from(bucket: params.bucket)
    |> range(start: params.start)
    |> aggregateWindow(every: ${every}, fn: mean)
`;

interface Case {
    readonly name: string;
    /** Texts of the last sync, here and there; undefined: there is none. */
    readonly base?: string;
    readonly here?: string;
    readonly there?: string;
    /** Name here, where it is another one. */
    readonly nameHere?: string;
    readonly minutesAgo: number;
}

const cases: readonly Case[] = [
    {
        name: "peaks-by-hall",
        base: peaks("24.0", "", "peaks"),
        here: peaks("params.threshold", "    |> limit(n: params.limit)\n", "peaks"),
        there: peaks("25.5", "", "warm"),
        minutesAgo: 12,
    },
    { name: "door-open-alerts", base: simple("Doors", "1m"), here: simple("Doors", "5m"), there: simple("Doors", "1m"), minutesAgo: 5 },
    {
        name: "energy-by-hour",
        base: simple("Energy", "1h"),
        here: simple("Energy", "1h"),
        there: simple("Energy", "30m"),
        minutesAgo: 12_960,
    },
    { name: "night-shift", here: simple("Night", "8h"), minutesAgo: 5 },
    { name: "vibration-rms", there: simple("Vibration", "10s"), minutesAgo: 0 },
    {
        name: "pump-psi",
        nameHere: "pump-pressure",
        base: simple("Pumps", "1m"),
        here: simple("Pumps", "1m"),
        there: simple("Pumps", "1m"),
        minutesAgo: 60,
    },
    { name: "line-throughput", base: simple("Lines", "1m"), there: simple("Lines", "1m"), minutesAgo: 0 },
];

/** Writes files, scripts and the synced state below a workspace, as work on both sides would leave them. */
export async function preparePlan(access: Access, workspace: string): Promise<void> {
    const synced: BaseScript[] = [];
    for (const { name, base, here, there, nameHere = name, minutesAgo } of cases) {
        const description = (text: string): string => /^\/\/ (.*)/.exec(text)?.[1] ?? "";
        const file = `${nameHere}.flux`;
        if (here !== undefined) {
            writeFileSync(join(workspace, file), here);
            const time = new Date(Date.now() - minutesAgo * 60_000);
            utimesSync(join(workspace, file), time, time);
        }
        if (there === undefined) continue;
        const first = base ?? there;
        const { id } = await createScript(access, { name, description: description(first), script: first });
        if (base !== undefined)
            synced.push({ id, name, description: description(base), text: base, file: `${name}.flux`, updatedAt: "2026-01-01T00:00:00Z" });
        if (there !== first) await patchScript(access, id, { script: there });
    }
    mkdirSync(join(workspace, stateFolder), { recursive: true });
    writeFileSync(join(workspace, stateFolder, stateFileOf("local", "local")), writeState(synced));
}
