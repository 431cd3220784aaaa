import { definePackage } from "../../../../registry.ts";
import mad from "./mad.ts";

export default definePackage("contrib/anaisdg/anomalydetection", { mad });
