import { definePackage, option } from "../../registry.ts";

/** Options that name rules of the reference's planner; this engine has other rules, so that they change nothing. */
export default definePackage("planner", { disableLogicalRules: option(`[""]`), disablePhysicalRules: option(`[""]`) });
