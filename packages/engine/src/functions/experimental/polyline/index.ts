import { definePackage } from "../../../registry.ts";
import rdp from "./rdp.ts";

export default definePackage("experimental/polyline", { rdp });
