import { definePackage } from "../../../registry.ts";
import buckets from "./buckets.ts";
import cardinality from "./cardinality.ts";
import from from "./from.ts";
import to from "./to.ts";
import wideTo from "./wideTo.ts";

export default definePackage("influxdata/influxdb", { buckets, cardinality, from, to, wideTo });
