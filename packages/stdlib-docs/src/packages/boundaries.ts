import type { ExportDoc, PackageDoc } from "../types.ts";

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Both packages of this name hold the same functions; those of the older one only tell where they went when called. */
export function boundaries(path: string): PackageDoc {
    const moved = path === "date/boundaries";
    const use = (call: string): string | undefined =>
        moved
            ? undefined
            : `import "array"\nimport "${path}"\n\nday = boundaries.${call}\n\narray.from(rows: [{start: day.start, stop: day.stop}])\n`;
    const last = (name: string): [string, ExportDoc] => [
        name,
        {
            summary: `Start and end of the last ${name[0]?.toUpperCase()}${name.slice(1)} before today.`,
            arguments: {},
            example: use(`${name}()`),
        },
    ];
    return {
        summary: moved
            ? "Moved: its functions are in `experimental/date/boundaries` now, and fail here when called."
            : "Start and end of days, weeks and months near now, as records to give to `range`.",
        exports: {
            yesterday: { summary: "Start and end of the day before today.", arguments: {}, example: use("yesterday()") },
            ...Object.fromEntries(days.map(last)),
            week: {
                summary: "Start and end of a week: this one, or one some weeks away.",
                arguments: {
                    start_sunday: "Whether weeks begin on Sunday rather than on Monday.",
                    week_offset: "Weeks from this one: -1 is the last.",
                },
                example: use("week(week_offset: -1)"),
            },
            month: {
                summary: "Start and end of a month: this one, or one some months away.",
                arguments: { month_offset: "Months from this one: -1 is the last." },
                example: use("month(month_offset: -1)"),
            },
        },
    };
}
