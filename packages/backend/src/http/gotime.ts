/** The parts of a time as InfluxDB reads them, each with the name that its errors give it. */
const layout: readonly {
    readonly name: string;
    readonly pattern: RegExp;
    readonly most?: readonly [what: string, least: number, most: number];
}[] = [
    { name: "2006", pattern: /^\d{4}/ },
    { name: "-", pattern: /^-/ },
    { name: "01", pattern: /^\d\d/, most: ["month", 1, 12] },
    { name: "-", pattern: /^-/ },
    { name: "02", pattern: /^\d\d/, most: ["day", 1, 31] },
    { name: "T", pattern: /^T/ },
    { name: "15", pattern: /^\d\d/, most: ["hour", 0, 23] },
    { name: ":", pattern: /^:/ },
    { name: "04", pattern: /^\d\d/, most: ["minute", 0, 59] },
    { name: ":", pattern: /^:/ },
    { name: "05", pattern: /^\d\d(?:[.,]\d+)?/, most: ["second", 0, 59] },
    { name: "Z07:00", pattern: /^(?:Z|[+-]\d\d:\d\d)/ },
];

/** Why a text is no time of RFC 3339, as InfluxDB words it behind `parsing time "…"`. */
export function timeFault(text: string): string {
    let rest = text;
    for (const { name, pattern, most } of layout) {
        const found = pattern.exec(rest)?.[0];
        if (found === undefined) return ` as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(name)}`;
        if (most !== undefined && (Number.parseInt(found, 10) < most[1] || Number.parseInt(found, 10) > most[2]))
            return `: ${most[0]} out of range`;
        rest = rest.slice(found.length);
    }
    return rest === "" ? ": day out of range" : `: extra text: ${JSON.stringify(rest)}`;
}
