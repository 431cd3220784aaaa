import { transformation } from "../../registry.ts";
import { extreme } from "./extreme.ts";

/** `min(column: "_value")`: the first row of each table that has the smallest value. */
export default transformation(["<-tables", "?column"], (args) => extreme(args.stream("tables"), "min", args.string("column", "_value")));
