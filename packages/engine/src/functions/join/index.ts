import { type Definition, definePackage, flux } from "../../registry.ts";
import tables from "./tables.ts";

const by = (method: string): Definition =>
    flux(`(left=<-, right, on, as) => tables(left: left, right: right, on: on, as: as, method: "${method}")`);

export default definePackage("join", {
    tables,
    inner: by("inner"),
    left: by("left"),
    right: by("right"),
    full: by("full"),
    time: flux(`(left=<-, right, as, method="inner") =>
        tables(left: left, right: right, on: (l, r) => l._time == r._time, as: as, method: method)`),
});
