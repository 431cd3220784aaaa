import { bitwiseOf } from "../bitwise.ts";

export default bitwiseOf("experimental/bitwise");
