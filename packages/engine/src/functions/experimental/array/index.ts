import { definePackage } from "../../../registry.ts";

export default definePackage("experimental/array", {});
