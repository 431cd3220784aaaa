import { constant, definePackage } from "../../../registry.ts";

export default definePackage("internal/boolean", {
    true: constant(true),
    false: constant(false),
});
