import type { ExportDoc, PackageDoc } from "../types.ts";

const t = "A time, or a duration before or after now.";
const location = "Time zone, as `timezone.location` gives it.";
const use = (call: string): string => `import "date"\n\nx = date.${call}\n`;
const at = "t: 2024-03-01T12:34:56.789Z";
const part = (name: string, summary: string): Readonly<Record<string, ExportDoc>> => ({
    [name]: { summary, arguments: { t, location }, example: use(`${name}(${at})`) },
});
const small = (name: string, summary: string): Readonly<Record<string, ExportDoc>> => ({
    [name]: { summary, arguments: { t }, example: use(`${name}(${at})`) },
});
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const numbered = (names: readonly string[], first: number, what: string): Readonly<Record<string, ExportDoc>> =>
    Object.fromEntries(
        names.map((name, index): [string, ExportDoc] => [name, { summary: `${index + first}: ${name} as ${what} gives it.` }]),
    );

const date: PackageDoc = {
    summary: "Parts of times, and sums of times and durations.",
    exports: {
        ...part("year", "The year."),
        ...part("quarter", "The quarter of the year, 1 to 4."),
        ...part("month", "The month, 1 to 12."),
        ...part("week", "The week of the year by ISO 8601, 1 to 53."),
        ...part("weekDay", "The day of the week, 0 for Sunday to 6."),
        ...part("monthDay", "The day of the month, from 1."),
        ...part("yearDay", "The day of the year, from 1."),
        ...part("hour", "The hour, 0 to 23."),
        ...part("minute", "The minute, 0 to 59."),
        ...small("second", "The second, 0 to 59."),
        ...small("millisecond", "Milliseconds after the second."),
        ...small("microsecond", "Microseconds after the second."),
        ...small("nanosecond", "Nanoseconds after the second."),
        ...part("time", "The time itself: a duration becomes a time from now."),
        truncate: {
            summary: "Cuts a time down to a unit: the beginning of the hour, day or month.",
            arguments: { t, unit: "The unit: `1h`, `1d`, `1mo`.", location },
            example: use(`truncate(${at}, unit: 1h)`),
        },
        add: {
            summary: "A time plus a duration, by the calendar for months and years.",
            arguments: { d: "The duration.", to: "The time.", location },
            example: use("add(d: 1mo, to: 2024-01-31T00:00:00Z)"),
        },
        sub: {
            summary: "A time minus a duration, by the calendar for months and years.",
            arguments: { d: "The duration.", from: "The time.", location },
            example: use("sub(d: 1d, from: 2024-03-01T00:00:00Z)"),
        },
        scale: {
            summary: "A duration times a whole number.",
            arguments: { d: "The duration.", n: "How many times." },
            example: use("scale(d: 1h, n: 3)"),
        },
        ...numbered(months, 1, "`month`"),
        ...numbered(days, 0, "`weekDay`"),
    },
};

export default date;
