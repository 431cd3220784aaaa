import { scalar } from "../../registry.ts";
import { Time } from "../../values/value.ts";

/** `now()`: the time the script began, or what `option now` gives. */
export default scalar([], (args) => new Time(args.context.now()), { pure: false });
