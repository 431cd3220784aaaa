import { definePackage } from "../../../registry.ts";
import buckets from "./buckets.ts";
import from from "./from.ts";

export default definePackage("influxdata/influxdb", { buckets, from });
