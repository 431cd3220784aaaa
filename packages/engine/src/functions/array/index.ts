import { definePackage } from "../../registry.ts";
import from from "./from.ts";
import { arrays } from "./library.ts";

export default definePackage("array", { ...arrays, from });
