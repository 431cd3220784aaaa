import { definePackage } from "../../../../registry.ts";

export default definePackage("contrib/bonitoo-io/servicenow", {});
