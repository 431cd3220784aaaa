import { constant, definePackage } from "../../registry.ts";
import abs from "./abs.ts";

export default definePackage("math", {
    abs,
    pi: constant(Math.PI),
});
