import { type Definition, definePackage, flux } from "../../../../registry.ts";

const IMPORTS = `import "date"
`;

/** The last such day before today (0 is Sunday): a week ago when today is one. */
const lastDay = (weekDay: number): Definition =>
    flux(`${IMPORTS}
        () => {
            days = (date.weekDay(t: now()) - ${weekDay} + 6) % 7 + 1
            start = date.sub(d: date.scale(d: 1d, n: days), from: today())

            return {start: start, stop: date.add(d: 1d, to: start)}
        }`);

export default definePackage("experimental/date/boundaries", {
    _day_formatter: flux(`${IMPORTS}
        (s) => ({start: date.truncate(t: s, unit: 1d), stop: date.add(d: 1d, to: date.truncate(t: s, unit: 1d))})`),
    _week_formatter: flux(`${IMPORTS}
        (s) => ({start: date.truncate(t: s, unit: 1d), stop: date.add(d: 1w, to: date.truncate(t: s, unit: 1d))})`),
    _day_finder: flux(`${IMPORTS}
        (td, func, offset=0h) => func(s: date.sub(d: date.scale(d: 1d, n: td), from: date.add(d: offset, to: today())))`),
    yesterday: flux(`${IMPORTS}
        () => ({start: date.sub(d: 1d, from: today()), stop: today()})`),
    sunday: lastDay(0),
    monday: lastDay(1),
    tuesday: lastDay(2),
    wednesday: lastDay(3),
    thursday: lastDay(4),
    friday: lastDay(5),
    saturday: lastDay(6),
    month: flux(`${IMPORTS}
        (month_offset=0) => {
            start = date.add(d: date.scale(d: 1mo, n: month_offset), to: date.truncate(t: now(), unit: 1mo))

            return {start: start, stop: date.add(d: 1mo, to: start)}
        }`),
    week: flux(`${IMPORTS}
        (start_sunday=false, week_offset=0) => {
            days = if start_sunday then date.weekDay(t: now()) else date.weekDay(t: now()) - 1
            start = date.add(d: date.scale(d: 1w, n: week_offset), to: date.sub(d: date.scale(d: 1d, n: days), from: today()))

            return {start: start, stop: date.add(d: 1w, to: start)}
        }`),
});
