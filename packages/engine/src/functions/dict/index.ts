import { definePackage, scalar } from "../../registry.ts";
import { FluxError } from "../../values/error.ts";
import { dictKey, DictValue, isNullValue, RecordValue } from "../../values/value.ts";

export default definePackage("dict", {
    fromList: scalar(["pairs"], (args) =>
        DictValue.of(
            args.array("pairs").map((pair) => {
                if (!(pair instanceof RecordValue)) {
                    throw new FluxError("invalid", "pairs must be records of key and value");
                }
                return { key: pair.get("key") ?? null, value: pair.get("value") ?? null };
            }),
        ),
    ),
    get: scalar(
        ["dict", "key", "default"],
        (args) => {
            const key = args.any("key");
            const entry = isNullValue(key) ? undefined : args.dict("dict").entries.get(dictKey(key));
            return entry === undefined ? args.any("default") : entry.value;
        },
        { result: { sameAs: "default" } },
    ),
    insert: scalar(["dict", "key", "value"], (args) => {
        const entries = new Map(args.dict("dict").entries);
        const key = args.any("key");
        entries.set(dictKey(key), { key, value: args.any("value") });
        return new DictValue(entries);
    }),
    remove: scalar(["dict", "key"], (args) => {
        const entries = new Map(args.dict("dict").entries);
        entries.delete(dictKey(args.any("key")));
        return new DictValue(entries);
    }),
});
