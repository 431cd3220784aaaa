import type { PackageDoc } from "../types.ts";

const timezone: PackageDoc = {
    summary: "Time zones, for `location`.",
    exports: {
        location: {
            summary: "A time zone by its name in the IANA database, with its summer times.",
            arguments: { name: "The name: `Europe/Berlin`." },
            example: 'import "timezone"\n\noption location = timezone.location(name: "Europe/Berlin")\n',
        },
        fixed: {
            summary: "A time zone at a fixed distance from UTC.",
            arguments: { offset: "The distance." },
            example: 'import "timezone"\n\noption location = timezone.fixed(offset: -5h)\n',
        },
        utc: { summary: "UTC.", example: 'import "timezone"\n\noption location = timezone.utc\n' },
    },
};

export default timezone;
