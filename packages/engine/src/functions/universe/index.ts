import { definePackage } from "../../registry.ts";
import count from "./count.ts";
import filter from "./filter.ts";
import first from "./first.ts";
import increase from "./increase.ts";
import last from "./last.ts";
import { library } from "./library.ts";
import limit from "./limit.ts";
import mean from "./mean.ts";
import sum from "./sum.ts";
import yieldStep from "./yield.ts";

export default definePackage("universe", {
    ...library,
    count,
    filter,
    first,
    increase,
    last,
    limit,
    mean,
    sum,
    yield: yieldStep,
});
