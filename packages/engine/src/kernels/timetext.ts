import { parseTime } from "@flux-scripts/tables";

/** ns since the epoch of an RFC 3339 text or a date; why not, otherwise. */
export function readTime(text: string): bigint | "cannot parse date" | "cannot parse date time" {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
        return parsed(`${text}T00:00:00Z`) ?? "cannot parse date";
    }
    const time = parsed(text);
    if (time !== undefined) {
        return time;
    }
    return /^\d{4}-\d{2}-\d{2}T/.test(text) ? "cannot parse date time" : "cannot parse date";
}

function parsed(text: string): bigint | undefined {
    try {
        return parseTime(text);
    } catch {
        return undefined;
    }
}
