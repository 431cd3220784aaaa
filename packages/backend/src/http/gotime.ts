/** The parts of a time as InfluxDB reads them, each with the name that its errors give it. */
const layout: readonly {
    readonly name: string;
    readonly pattern: RegExp;
    readonly range?: readonly [what: string, least: number, most: number];
}[] = [
    { name: "2006", pattern: /^\d{4}/ },
    { name: "-", pattern: /^-/ },
    { name: "01", pattern: /^\d\d/, range: ["month", 1, 12] },
    { name: "-", pattern: /^-/ },
    { name: "02", pattern: /^\d\d/, range: ["day", 1, 31] },
    { name: "T", pattern: /^T/ },
    { name: "15", pattern: /^\d\d/, range: ["hour", 0, 23] },
    { name: ":", pattern: /^:/ },
    { name: "04", pattern: /^\d\d/, range: ["minute", 0, 59] },
    { name: ":", pattern: /^:/ },
    { name: "05", pattern: /^\d\d(?:\.\d{1,9})?/, range: ["second", 0, 59] },
    { name: "Z07:00", pattern: /^(?:Z|[+-]\d\d:\d\d)/ },
];

/** Why a text is no time of RFC 3339, as InfluxDB words it behind `parsing time "…"`. */
export function timeFault(text: string): string {
    let rest = text;
    for (const { name, pattern, range } of layout) {
        const found = pattern.exec(rest)?.[0];
        if (found === undefined) return ` as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(name)}`;
        if (range !== undefined && (Number.parseInt(found, 10) < range[1] || Number.parseInt(found, 10) > range[2]))
            return `: ${range[0]} out of range`;
        rest = rest.slice(found.length);
    }
    if (rest !== "") return `: extra text: ${JSON.stringify(rest)}`;
    const day = Number(text.slice(8, 10));
    if (new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() !== day) return ": day out of range";
    const [, hours, minutes] = /[+-](\d\d):(\d\d)$/.exec(text) ?? [];
    if (Number(hours) > 23) return ": time zone offset hour out of range";
    if (Number(minutes) > 59) return ": time zone offset minute out of range";
    // InfluxDB takes any year, and counts wrongly beyond what 64 bits of nanoseconds hold.
    return ": year out of range";
}
