import { definePackage } from "../../../registry.ts";
import get from "./get.ts";

export default definePackage("experimental/http", { get });
