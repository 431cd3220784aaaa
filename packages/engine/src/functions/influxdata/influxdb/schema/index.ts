import { definePackage } from "../../../../registry.ts";
import { schemaFunctions } from "../../../support/schemaFunctions.ts";

export default definePackage("influxdata/influxdb/schema", schemaFunctions);
