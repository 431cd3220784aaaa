import { definePackage } from "../../registry.ts";

export default definePackage("http", {});
