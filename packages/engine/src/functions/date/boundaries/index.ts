import { type Definition, definePackage, flux } from "../../../registry.ts";

const NAMES = ["friday", "monday", "month", "saturday", "sunday", "thursday", "tuesday", "wednesday", "week", "yesterday"];

/** Functions of the package itself. */
const HELPERS = ["_day_finder", "_day_formatter", "_week_formatter"];

const PARAMETERS: Readonly<Record<string, string>> = {
    month: "month_offset=0",
    week: "start_sunday=false, week_offset=0",
    _day_finder: "td, func, offset=0h",
    _day_formatter: "s",
    _week_formatter: "s",
};

/** The package has moved: its functions only say so. */
const moved = (name: string): Definition =>
    flux(`(${PARAMETERS[name] ?? ""}) =>
        die(msg: "the 'date/boundaries' package has been moved to 'experimental/date/boundaries'")`);

export default definePackage("date/boundaries", Object.fromEntries([...NAMES, ...HELPERS].map((name) => [name, moved(name)])));
