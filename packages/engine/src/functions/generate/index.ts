import { definePackage } from "../../registry.ts";
import from from "./from.ts";

export default definePackage("generate", { from });
