import { definePackage } from "../../../../registry.ts";
import alignToNow from "./alignToNow.ts";

export default definePackage("influxdata/influxdb/sample", { alignToNow });
