import { definePackage } from "../../../../registry.ts";

export default definePackage("influxdata/influxdb/schema", {});
