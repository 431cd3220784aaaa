import { definePackage } from "../../registry.ts";
import toUpper from "./toUpper.ts";

export default definePackage("strings", { toUpper });
