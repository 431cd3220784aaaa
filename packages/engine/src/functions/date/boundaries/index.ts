import { type Definition, definePackage, flux } from "../../../registry.ts";

const NAMES = ["friday", "monday", "month", "saturday", "sunday", "thursday", "tuesday", "wednesday", "week", "yesterday"];

const PARAMETERS: Readonly<Record<string, string>> = { month: "month_offset=0", week: "start_sunday=false, week_offset=0" };

/** The package has moved: its functions only say so. */
const moved = (name: string): Definition =>
    flux(`(${PARAMETERS[name] ?? ""}) =>
        die(msg: "the 'date/boundaries' package has been moved to 'experimental/date/boundaries'")`);

export default definePackage("date/boundaries", Object.fromEntries(NAMES.map((name) => [name, moved(name)])));
