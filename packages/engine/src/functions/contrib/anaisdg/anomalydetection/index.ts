import { definePackage } from "../../../../registry.ts";

export default definePackage("contrib/anaisdg/anomalydetection", {});
