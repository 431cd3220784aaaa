import { transformation } from "../../registry.ts";
import { extreme } from "./extreme.ts";

/** `max(column: "_value")`: the first row of each table that has the largest value. */
export default transformation(["<-tables", "?column"], (args) => extreme(args.stream("tables"), "max", args.string("column", "_value")));
