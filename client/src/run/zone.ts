/** The time zone that a script sets for its windows, for showing times in it. */

/** Name for `Intl` of `option location = timezone.location(name: "…")` or `timezone.fixed(offset: …h)`; undefined without one. */
export function scriptZone(text: string): string | undefined {
    const named = /^\s*option\s+location\s*=\s*timezone\.location\(\s*name\s*:\s*"([^"\\]+)"\s*\)/m.exec(text)?.[1];
    if (named !== undefined) return isZone(named) ? named : undefined;
    const fixed = /^\s*option\s+location\s*=\s*timezone\.fixed\(\s*offset\s*:\s*(-?)(\d{1,2})h(?:(\d{1,2})m)?\s*\)/m.exec(text);
    if (fixed === null) return undefined;
    const [, sign = "", hours = "0", minutes = "0"] = fixed;
    // Browsers know such zones; what runs here may be older.
    return `${sign === "-" ? "-" : "+"}${hours.padStart(2, "0")}:${minutes.padStart(2, "0")}`;
}

function isZone(name: string): boolean {
    try {
        new Intl.DateTimeFormat("en", { timeZone: name });
        return true;
    } catch {
        return false;
    }
}
