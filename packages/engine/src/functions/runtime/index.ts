import { definePackage, scalar } from "../../registry.ts";

export default definePackage("runtime", { version: scalar([], () => "v0.197.0") });
