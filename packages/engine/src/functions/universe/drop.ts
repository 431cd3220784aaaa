import { transformation } from "../../registry.ts";
import { choose } from "./keep.ts";

/** `drop(columns: | fn:)`: all columns but these. */
export default transformation(["<-tables", "?columns", "?fn"], (args) => choose(args, "drop", false));
