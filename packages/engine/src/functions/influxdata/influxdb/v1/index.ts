import { definePackage } from "../../../../registry.ts";
import { schemaFunctions } from "../../../support/schemaFunctions.ts";
import json from "./json.ts";

export default definePackage("influxdata/influxdb/v1", { ...schemaFunctions, json });
