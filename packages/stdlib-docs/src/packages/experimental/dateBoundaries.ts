import { boundaries } from "../boundaries.ts";

export default boundaries("experimental/date/boundaries");
