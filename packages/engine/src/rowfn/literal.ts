import { Closure } from "../interpreter/closure.ts";
import type { FunctionValue } from "../values/value.ts";

/** Whether the function is written as one that is always true: `(r) => true`. */
export function isLiteralTrue(fn: FunctionValue): boolean {
    if (!(fn instanceof Closure)) {
        return false;
    }
    const { body } = fn.expression;
    return body.kind === "Identifier" && body.name === "true" && fn.scope.lookup("true") === true;
}
