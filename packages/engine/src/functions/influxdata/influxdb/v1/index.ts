import { definePackage, flux } from "../../../../registry.ts";
import json from "./json.ts";

/** Functions that `schema` has, too. */
const SHARED = [
    "fieldKeys",
    "fieldsAsCols",
    "measurementFieldKeys",
    "measurementTagKeys",
    "measurementTagValues",
    "measurements",
    "tagKeys",
    "tagValues",
];

const shared = SHARED.map((name) => [name, flux(`import "influxdata/influxdb/schema"\n\nschema.${name}`)] as const);

export default definePackage("influxdata/influxdb/v1", { ...Object.fromEntries(shared), json });
