import { definePackage } from "../../../registry.ts";
import { bitwise } from "../../bitwise/index.ts";

export default definePackage("experimental/bitwise", bitwise);
