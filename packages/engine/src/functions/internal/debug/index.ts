import type { ColumnType } from "@flux-scripts/tables";
import { definePackage, option, scalar, transformation } from "../../../registry.ts";
import { FluxError } from "../../../values/error.ts";
import { TypedNull } from "../../../values/value.ts";

const TYPES: readonly string[] = ["bool", "int", "uint", "float", "string", "time"];

/** A step that gives its input back. */
const same = transformation(["<-tables"], (args) => args.stream("tables"));

export default definePackage("internal/debug", {
    feature: scalar(["key"], (args) => {
        throw new FluxError("not found", `feature flag "${args.string("key")}" does not exist`);
    }),
    getOption: scalar(["pkg", "name"], (args) => args.context.option(args.string("name"), args.string("pkg"))),
    null: scalar(["?type"], (args) => {
        const type = args.string("type", "");
        if (type === "") {
            return null;
        }
        if (!TYPES.includes(type)) {
            throw new FluxError("invalid", `there is no null of type ${type} in a table`);
        }
        return TypedNull.of(type as ColumnType);
    }),
    opaque: same,
    pass: same,
    sink: same,
    slurp: same,
    vectorize: option(`false`),
});
