import aggregates from "./universe/aggregates.ts";
import analysis from "./universe/analysis.ts";
import conversions from "./universe/conversions.ts";
import selectors from "./universe/selectors.ts";
import shape from "./universe/shape.ts";
import type { PackageDoc } from "../types.ts";

const universe: PackageDoc = {
    summary: "What every script has without an import.",
    exports: { ...aggregates, ...analysis, ...conversions, ...selectors, ...shape },
};

export default universe;
