import { definePackage, type FunctionDefinition, scalar } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";

/** A value as it is: the checker takes it for any type. */
const same = (name: string): FunctionDefinition => scalar([name], (args) => args.any(name));

export default definePackage("internal/testutil", {
    fail: scalar([], () => {
        throw new FluxError("aborted", "fail");
    }),
    makeAny: same("v"),
    makeRecord: same("o"),
    yield: scalar(["<-v"], (args) => args.any("v")),
});
