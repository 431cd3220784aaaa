import { definePackage } from "../../../registry.ts";
import tables from "./tables.ts";

export default definePackage("internal/gen", { tables });
