import { boundaries } from "./boundaries.ts";

export default boundaries("date/boundaries");
