import { definePackage, option } from "../../registry.ts";

/** Figures of a run come by the caller's own switch; the option is read for compatibility only. */
export default definePackage("profiler", { enabledProfilers: option(`[""]`) });
