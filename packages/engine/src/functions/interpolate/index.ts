import { definePackage } from "../../registry.ts";
import linear from "./linear.ts";

export default definePackage("interpolate", { linear });
